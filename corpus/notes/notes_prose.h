// Sentences of show notes, and the names of people in them.
#ifndef CUEPOINT_CORPUS_NOTES_NOTES_PROSE_H_
#define CUEPOINT_CORPUS_NOTES_NOTES_PROSE_H_

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "corpus/notes/notes_lines.h"
#include "corpus/text.h"

namespace cuepoint {

/// End of the sentence of `text` that starts at `begin`: behind a full stop, "!" or "?" before
/// white space, but not an initial's ("Ursula K. Guin").
std::size_t FindSentenceEnd(std::string_view text, std::size_t begin);

/// The name of a person in a sentence.
struct ProseName {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view text;
  std::string_view url;  ///< Empty without a link.
};

/// The bytes [begin, end) of a line, which must outlive it, with the links of the line.
class Sentence {
 public:
  Sentence(const NotesLine& line, std::size_t begin, std::size_t end)
      : line_(line), begin_(begin), text_(line.text.substr(begin, end - begin)) {}

  std::string_view text() const { return text_; }

  /// The part before `end`; where it is a mere list, up to the comma that closes it.
  Sentence Head(std::size_t end, bool list) const;

  /// The name that starts at `at`: a link's whole text, or two capitalised words and more.
  std::optional<ProseName> NameAt(std::size_t at) const;

  /// A link over a single capitalised word that starts at `at`, as handles and first names are.
  std::optional<ProseName> LinkedWordAt(std::size_t at) const;

  /// The first name within `limit` bytes from `at`, behind words that describe it ("the creator of
  /// the game, Ada Byron").
  std::optional<ProseName> FindName(std::size_t at, std::size_t limit) const;

  /// Whether what follows `name` can follow a person: punctuation, or a word such as "about". A
  /// name without a link must not go on as a noun: "Unreal Engine developers".
  bool EndsWell(const ProseName& name) const;

 private:
  std::optional<ProseName> AnyLinkAt(std::size_t at) const;
  std::optional<ProseName> LinkAt(std::size_t at) const;

  const NotesLine& line_;
  std::size_t begin_;
  std::string_view text_;
};

/// How much of the prose of an episode is read for people: they are introduced in front.
inline constexpr std::size_t kProseLines = 40;
inline constexpr std::size_t kProseBytes = 8192;

/// Calls `visit(line, begin, end)` for the sentences of the first lines of `prose`.
template <class Visit>
void ForEachSentence(std::span<const NotesLine> prose, Visit&& visit) {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < std::min(prose.size(), kProseLines); ++i) {
    bytes += prose[i].text.size();
    if (bytes > kProseBytes) return;
    const std::string_view text = prose[i].text;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = FindSentenceEnd(text, begin);
      visit(prose[i], begin, end);
      begin = end;
      while (begin < text.size() && IsSpace(text[begin])) ++begin;
    }
  }
}

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NOTES_PROSE_H_
