#include "tests/support/typos.h"

#include <cstddef>
#include <random>
#include <utility>
#include <vector>

#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kLeastLetters = 4;

struct Word {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::vector<Word> WordsIn(const std::string& text) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && IsAlpha(text[end])) ++end;
    if (end - at >= kLeastLetters) words.push_back({at, end});
    at = end + 1;
  }
  return words;
}

}  // namespace

std::string WithTypos(std::string text, unsigned edits, std::uint64_t seed) {
  // The engine's numbers are specified, those of the standard's distributions are not.
  std::mt19937_64 random(seed);
  const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
  for (; edits > 0; --edits) {
    const std::vector<Word> words = WordsIn(text);
    if (words.empty()) return text;
    const Word word = words[below(words.size())];
    const std::size_t at = word.begin + below(word.end - word.begin);
    const char letter = static_cast<char>('a' + below(26));
    switch (below(4)) {
      case 0:
        text.erase(at, 1);
        break;
      case 1:
        text.insert(at, 1, letter);
        break;
      case 2:
        text[at] = letter;
        break;
      default:
        // Of the last letter: with the one before it.
        const std::size_t left = at + 1 < word.end ? at : at - 1;
        std::swap(text[left], text[left + 1]);
    }
  }
  return text;
}

}  // namespace cuepoint
