#include "query/shared_terms.h"

#include <algorithm>
#include <string_view>

#include "corpus/text.h"
#include "indexer/analyzer.h"

namespace cuepoint {
namespace {

/// Of one text, and of all of an episode: notes are shorter, and a transcript repeats itself.
constexpr std::size_t kTextBytes = 4096;
constexpr std::size_t kEpisodeBytes = 64u << 10;

/// A word so short says little to whoever reads it beside another episode.
constexpr std::size_t kShortestWord = 3;

bool IsTelling(const Token& token) {
  if (token.stop_word || token.term.size() < kShortestWord) return false;
  return !std::all_of(token.term.begin(), token.term.end(), [](char c) { return IsDigit(c); });
}

}  // namespace

EpisodeTerms::EpisodeTerms(const EpisodeView& view, Reader& reader) {
  const std::vector<std::string>& languages = reader.view->languages();
  std::size_t index = 0;
  for (std::size_t i = 0; i < languages.size(); ++i) {
    if (languages[i] == view.language) index = i;
  }
  Analyzer& analyzer = reader.analyzers[index];
  std::size_t bytes = 0;
  const auto add = [&](std::string_view text) {
    if (bytes >= kEpisodeBytes) return;
    text = TruncateUtf8(text, kTextBytes);
    bytes += text.size();
    Add(text, analyzer, reader.tokens);
  };
  add(view.summary.title);
  add(view.text);
  for (const Passage& passage : view.passages) {
    if (passage.sponsor) continue;
    add(passage.title);
    add(passage.text);
  }
}

void EpisodeTerms::Add(std::string_view text, Analyzer& analyzer, TokenStream& tokens) {
  tokens.Clear();
  analyzer.Analyze(text, 0, tokens);
  const auto note = [&](Stems stems, std::uint32_t begin, std::uint32_t end) {
    Use& use = uses_[std::move(stems)];
    ++use.count;
    ++use.spellings[std::string(text.substr(begin, end - begin))];
  };
  const Token* before = nullptr;
  for (const Token& token : tokens.tokens()) {
    if (!IsTelling(token)) continue;
    note({std::string(token.stem), {}}, token.begin, token.end);
    // Side by side, with nothing but one space between.
    if (before != nullptr && before->position + 1 == token.position &&
        before->group != token.group && before->end + 1 == token.begin &&
        text[before->end] == ' ') {
      note({std::string(before->stem), std::string(token.stem)}, before->begin, token.end);
    }
    before = &token;
  }
}

std::vector<std::string> SharedTerms(const EpisodeTerms& a, const EpisodeTerms& b,
                                     const std::unordered_map<std::string, double>& weights,
                                     std::size_t limit) {
  struct Candidate {
    const EpisodeTerms::Stems* stems;
    const EpisodeTerms::Use* use;
    double weight;
  };
  std::vector<Candidate> candidates;
  for (const auto& [stems, use] : a.uses()) {
    const auto first = weights.find(stems.first);
    if (first == weights.end() || !b.uses().contains(stems)) continue;
    double weight = first->second;
    if (!stems.second.empty()) {
      const auto second = weights.find(stems.second);
      if (second == weights.end()) continue;
      weight += second->second;
    }
    candidates.push_back({&stems, &use, weight});
  }
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& x, const Candidate& y) {
    return x.weight != y.weight ? x.weight > y.weight : *x.stems < *y.stems;
  });
  std::vector<std::string> shared;
  std::set<std::string> told;
  std::vector<std::string> told_words;  // As FoldKey, between spaces.
  for (const Candidate& candidate : candidates) {
    if (shared.size() == limit) break;
    const auto& [first, second] = *candidate.stems;
    if (told.contains(first) || (!second.empty() && told.contains(second))) continue;
    const auto& spellings = candidate.use->spellings;
    const std::string& spelling =
        std::max_element(spellings.begin(), spellings.end(), [](const auto& x, const auto& y) {
          return x.second < y.second;
        })->first;
    // "visibility" beside "content-visibility" would say the same again.
    const std::string words = " " + FoldKey(spelling) + " ";
    const bool again =
        std::any_of(told_words.begin(), told_words.end(), [&](const std::string& other) {
          return other.find(words) != std::string::npos || words.find(other) != std::string::npos;
        });
    if (again) continue;
    told.insert(first);
    if (!second.empty()) told.insert(second);
    told_words.push_back(words);
    shared.push_back(spelling);
  }
  return shared;
}

}  // namespace cuepoint
