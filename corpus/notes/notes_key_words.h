// Key words: how the parts of the notes' reader compare phrases, whatever their case and
// punctuation.
#ifndef CUEPOINT_CORPUS_NOTES_NOTES_KEY_WORDS_H_
#define CUEPOINT_CORPUS_NOTES_NOTES_KEY_WORDS_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace cuepoint {

/// The words of `text` in lower case (ASCII; key words start with ASCII letters), with single
/// spaces between: punctuation and symbols go, apostrophes close up ("today's" is "todays").
std::string KeyWords(std::string_view text);

/// Whether `words` starts with the words of `phrase`; with '*' at its end the last one may go on.
bool StartsWithWords(std::string_view words, std::string_view phrase);

template <std::size_t kSize>
bool StartsWithAny(std::string_view words, const std::array<std::string_view, kSize>& phrases) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](std::string_view phrase) { return StartsWithWords(words, phrase); });
}

template <std::size_t kSize>
bool IsAnyOf(std::string_view words, const std::array<std::string_view, kSize>& phrases) {
  return std::find(phrases.begin(), phrases.end(), words) != phrases.end();
}

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NOTES_KEY_WORDS_H_
