// Phrases behind which notes name a guest: "sits down with", "our guest".
#ifndef CUEPOINT_CORPUS_NOTES_GUEST_PHRASES_H_
#define CUEPOINT_CORPUS_NOTES_GUEST_PHRASES_H_

#include <cstddef>
#include <optional>
#include <string_view>

namespace cuepoint {

/// The bytes of a phrase in a text.
struct PhraseAt {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The first phrase of `text` from `from` on behind which guests stand, ASCII case aside; the
/// longest of several at one place. Linear. Pure and thread-safe.
std::optional<PhraseAt> FindGuestPhrase(std::string_view text, std::size_t from);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_GUEST_PHRASES_H_
