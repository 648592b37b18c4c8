#include "indexer/language.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>

#include "indexer/stop_words.h"

namespace cuepoint {
namespace {

constexpr std::size_t kGuessBytes = 4096;
/// Another language has to have this many more function words than English to be believed: names
/// and loan words ("die", "la") are everywhere.
constexpr std::size_t kGuessMargin = 3;

constexpr std::array<std::string_view, 9> kLanguages = {"en", "de", "es", "fr", "it",
                                                        "nl", "pt", "ru", "sv"};

/// The primary subtag of a BCP 47 tag, lower case.
std::string PrimarySubtag(std::string_view tag) {
  std::string primary(tag.substr(0, tag.find_first_of("-_")));
  for (char& c : primary) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return primary;
}

/// For each function word, in which of kLanguages it is one: a bit for each.
class FunctionWords {
 public:
  FunctionWords() {
    for (std::size_t i = 0; i < kLanguages.size(); ++i) {
      for (const std::string_view word : StopWords(kLanguages[i])) {
        languages_[word] |= std::uint32_t{1} << i;
        longest_ = std::max(longest_, word.size());
      }
    }
  }

  std::uint32_t LanguagesOf(std::string_view word) const {
    if (word.size() > longest_) return 0;
    const auto found = languages_.find(word);
    return found == languages_.end() ? 0 : found->second;
  }

 private:
  std::unordered_map<std::string_view, std::uint32_t> languages_;  // Views into static lists.
  std::size_t longest_ = 0;
};

}  // namespace

std::string GuessLanguage(std::string_view text) {
  static const FunctionWords function_words;
  text = text.substr(0, kGuessBytes);
  std::array<std::size_t, kLanguages.size()> counts{};
  std::string word;
  const auto count_word = [&] {
    std::uint32_t languages = function_words.LanguagesOf(word);
    for (std::size_t i = 0; languages != 0; ++i, languages >>= 1) counts[i] += languages & 1;
    word.clear();
  };
  // ASCII case folding is enough here: most function words are plain ASCII in most of the
  // languages.
  for (const char c : text) {
    const bool letter =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    if (letter) {
      word += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    } else if (!word.empty()) {
      count_word();
    }
  }
  if (!word.empty()) count_word();
  std::size_t best = 0;
  for (std::size_t i = 1; i < kLanguages.size(); ++i) {
    if (counts[i] >= counts[0] + kGuessMargin && counts[i] > counts[best]) best = i;
  }
  return std::string(kLanguages[best]);
}

std::string LanguageOf(const Episode& episode) {
  if (!episode.language.empty()) return PrimarySubtag(episode.language);
  if (!episode.show.language.empty()) return PrimarySubtag(episode.show.language);
  return GuessLanguage(episode.title + "\n" + episode.description);
}

}  // namespace cuepoint
