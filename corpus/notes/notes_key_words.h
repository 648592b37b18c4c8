// Key words: how the parts of the notes' reader compare phrases, whatever their case and
// punctuation.
#ifndef CUEPOINT_CORPUS_NOTES_NOTES_KEY_WORDS_H_
#define CUEPOINT_CORPUS_NOTES_NOTES_KEY_WORDS_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "corpus/text.h"

namespace cuepoint {

/// The words of `text` in lower case (ASCII; key words start with ASCII letters), with single
/// spaces between: punctuation and symbols go, apostrophes close up ("today's" is "todays").
std::string KeyWords(std::string_view text);

/// Whether `words` starts with the words of `phrase`; with '*' at its end the last one may go on.
bool StartsWithWords(std::string_view words, std::string_view phrase);

/// What a text starts with, as a number: the first two letters of its key words. Most lines can be
/// told from every phrase that is looked for by it, without their key words being made.
class WordsStart {
 public:
  static constexpr std::size_t kLetters = 27;                    // "a" to "z", and no letter.
  static constexpr std::size_t kAny = kLetters * kLetters;       // Not told: may be any of them.
  static constexpr std::size_t kNone = kLetters * kLetters + 1;  // No letter of ASCII.
  static constexpr std::size_t kCount = kLetters * kLetters + 2;

  /// Looks at no more than the first few bytes of most texts.
  static constexpr std::size_t Of(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size() && !IsAlnum(text[at])) ++at;
    if (at == text.size() || IsDigit(text[at])) return kNone;
    if (at + 1 == text.size()) return Pair(text[at], ' ');
    const char second = text[at + 1];
    const bool plain = static_cast<unsigned char>(second) < 0x80 && second != '\'';
    return plain ? Pair(text[at], second) : kAny;
  }

 private:
  static constexpr std::size_t Letter(char c) {
    return IsAlpha(c) ? static_cast<std::size_t>(ToLower(c) - 'a' + 1) : 0;
  }
  static constexpr std::size_t Pair(char first, char second) {
    return Letter(first) * kLetters + Letter(second);
  }
};

/// Phrases in key words, found by what they start with. One that ends in '*' may go on.
template <std::size_t kSize>
class PhraseSet {
 public:
  constexpr explicit PhraseSet(const std::array<std::string_view, kSize>& phrases)
      : phrases_(phrases) {
    may_start_[WordsStart::kAny] = true;
    // Phrases such as "gäste", whose second letter is not told, are found by kAny alone.
    for (const std::string_view phrase : phrases_) may_start_[WordsStart::Of(phrase)] = true;
  }

  /// Whether a text can start with one of the phrases; `start` is its WordsStart::Of.
  constexpr bool MayStart(std::size_t start) const { return may_start_[start]; }

  constexpr const std::array<std::string_view, kSize>& phrases() const { return phrases_; }

  /// Whether the key words start with a phrase.
  bool StartOf(std::string_view words) const {
    if (words.empty()) return false;
    return std::any_of(phrases_.begin(), phrases_.end(), [&](std::string_view phrase) {
      return phrase.front() == words.front() && StartsWithWords(words, phrase);
    });
  }

  /// Whether the key words are one of the phrases.
  bool Holds(std::string_view words) const {
    return std::find(phrases_.begin(), phrases_.end(), words) != phrases_.end();
  }

 private:
  std::array<std::string_view, kSize> phrases_;
  std::array<bool, WordsStart::kCount> may_start_{};
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NOTES_KEY_WORDS_H_
