#include "corpus/notes/name_likeness.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <unicode/stringpiece.h>
#include <unicode/unistr.h>

namespace cuepoint {
namespace {

constexpr std::size_t kMaxNameBytes = 64;
// One letter in four may differ, and two at most: "Dan Lee" is not "Jan Lee".
constexpr std::size_t kLettersPerSlip = 4;
constexpr std::size_t kMaxSlips = 2;

std::vector<std::u32string> WordsOf(std::string_view name) {
  std::vector<std::u32string> words(1);
  const icu::StringPiece utf8(name.data(), static_cast<std::int32_t>(name.size()));
  const icu::UnicodeString folded = icu::UnicodeString::fromUTF8(utf8).foldCase();
  for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    const UChar32 c = folded.char32At(i);
    if (c == ' ') {
      if (!words.back().empty()) words.emplace_back();
    } else {
      words.back() += static_cast<char32_t>(c);
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::u32string Join(const std::vector<std::u32string>& words) {
  std::u32string all;
  for (const std::u32string& word : words) all += word;
  return all;
}

// Levenshtein's distance, by rows.
std::size_t Distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

bool AreLikeWords(const std::u32string& a, const std::u32string& b) {
  const std::size_t limit = std::min(kMaxSlips, std::min(a.size(), b.size()) / kLettersPerSlip);
  return Distance(a, b) <= limit;
}

}  // namespace

bool AreLikeNames(std::string_view a, std::string_view b) {
  if (a.size() > kMaxNameBytes || b.size() > kMaxNameBytes) return false;
  std::vector<std::u32string> first = WordsOf(a);
  std::vector<std::u32string> second = WordsOf(b);
  if (first.size() < 2 || second.size() < 2) return false;
  if (Join(first) == Join(second)) return true;
  if (first.size() > second.size()) std::swap(first, second);
  if (std::equal(first.rbegin(), first.rend(), second.rbegin())) return true;
  if (first.size() != second.size()) return false;
  std::size_t other = 0;
  bool alike = true;
  for (std::size_t i = 0; i < first.size(); ++i) {
    if (first[i] == second[i]) continue;
    ++other;
    alike = alike && AreLikeWords(first[i], second[i]);
  }
  if (other == 1 && alike) return true;
  return std::is_permutation(first.begin(), first.end(), second.begin());
}

}  // namespace cuepoint
