// A key under which the spellings of one name meet, in any script.
//
//   Дмитрий, Dmitry, Dmitri, Dmitrij  → dmitri        Sørensen, Sorensen  → sorensen
//
// ICU transliterates to Latin letters without diacritics (Any-Latin; Latin-ASCII). Transliterations
// differ in a few letters by country and habit, so that letters which stand for the same sound in
// some of them become one: y and j are i, w is v, ph is f, ck and q are k, sh and zh are s and z,
// kh is h, ts is c, doubled letters are single.
#ifndef CUEPOINT_QUERY_SPELLING_NAMES_H_
#define CUEPOINT_QUERY_SPELLING_NAMES_H_

#include <memory>
#include <string>
#include <string_view>

namespace cuepoint {

/// Makes keys of names. Loads ICU's transliterator, which takes milliseconds, for the first word
/// that is not ASCII. Not thread-safe: one per thread.
class NameKeys {
 public:
  NameKeys();
  NameKeys(NameKeys&&) noexcept;
  NameKeys& operator=(NameKeys&&) noexcept;
  ~NameKeys();

  /// The key of one word of a name; empty for one without letters, and for one that is not ASCII
  /// where ICU's transliterators are missing.
  std::string KeyOf(std::string_view word);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SPELLING_NAMES_H_
