#include "query/spelling.h"

#include <algorithm>
#include <cmath>

#include "query/spelling_candidates.h"
#include "query/utf8_char.h"

namespace cuepoint {
namespace {

/// How much an edit, company and being a name weigh against the logarithm of a word's frequency.
constexpr double kEdit = 4;
constexpr double kCompany = 5;
constexpr double kName = 1;
/// Words beyond these are not corrected: each costs a pass over the vocabulary.
constexpr std::size_t kMaxCorrected = 8;

bool IsLetters(std::string_view term) {
  for (std::size_t at = 0; at < term.size();) {
    const Utf8Char character = Utf8CharAt(term, at);
    if (character.code < 0 || u_isdigit(character.code) || u_ispunct(character.code)) return false;
    at += character.bytes;
  }
  return !term.empty();
}

/// Whether what stands in a field is among the words of episodes, rather than a label or a number.
bool HoldsWords(QueryField field) {
  return HoldsText(field) || field == QueryField::kPerson || field == QueryField::kGuest ||
         field == QueryField::kHost;
}

class WordFinder {
 public:
  WordFinder(std::string_view query, Reader& reader, StemSets& stem_sets)
      : query_(query), reader_(reader), stem_sets_(stem_sets) {}

  void Visit(const QueryNode& node) {
    if (node.kind == QueryNode::Kind::kNot) return;
    if (node.kind == QueryNode::Kind::kField && !HoldsWords(node.field)) return;
    if (node.kind == QueryNode::Kind::kWords) AddWords(node);
    for (const QueryNode& child : node.children) Visit(child);
  }

  std::vector<QueryWord> Take() { return std::move(words_); }

 private:
  void AddWords(const QueryNode& node) {
    if (query_.substr(std::min(node.offset, query_.size()), node.text.size()) != node.text) return;
    std::vector<QueryWord> found;
    bool compound_known = false;
    for (std::size_t i = 0; i < reader_.analyzers.size(); ++i) {
      reader_.tokens.Clear();
      reader_.analyzers[i].Analyze(node.text, 0, reader_.tokens);
      for (const Token& token : reader_.tokens.tokens()) {
        const bool known =
            token.stop_word || !stem_sets_.Find(reader_, std::string(token.stem))->empty();
        if (token.kind == TokenKind::kCompound) {
          compound_known = compound_known || known;
          continue;
        }
        const auto same = std::find_if(found.begin(), found.end(), [&](const QueryWord& word) {
          return word.offset == node.offset + token.begin;
        });
        if (same != found.end()) {
          same->known = same->known || known;
        } else if (i == 0) {
          found.push_back({.term = std::string(token.term),
                           .offset = node.offset + token.begin,
                           .bytes = token.end - token.begin,
                           .known = known || !IsLetters(token.term)});
        }
      }
    }
    for (QueryWord& word : found) {
      word.known = word.known || compound_known;
      words_.push_back(std::move(word));
    }
  }

  std::string_view query_;
  Reader& reader_;
  StemSets& stem_sets_;
  std::vector<QueryWord> words_;
};

/// How much of a query each episode has: the share of its known words, by their idf.
class Company {
 public:
  Company(const std::vector<QueryWord>& words, const Vocabulary& vocabulary)
      : vocabulary_(vocabulary), share_(vocabulary.episodes.size(), 0) {
    const auto episodes = static_cast<double>(share_.size());
    double total = 0;
    for (const QueryWord& word : words) {
      const auto id = vocabulary.words.Find(word.term);
      if (!word.known || !id || vocabulary.is_stop_word[*id]) continue;
      const double idf = std::log(1 + episodes / (1.0 + vocabulary.frequency[*id]));
      total += idf;
      for (const std::uint32_t episode : vocabulary.EpisodesOf(*id)) share_[episode] += idf;
    }
    if (total == 0) return;
    for (double& share : share_) highest_ = std::max(highest_, share /= total);
  }

  /// The largest share of all.
  double highest() const { return highest_; }

  /// The largest share among the episodes of a word.
  double Of(std::uint32_t word) const {
    double best = 0;
    for (const std::uint32_t episode : vocabulary_.EpisodesOf(word)) {
      best = std::max(best, share_[episode]);
      if (best == highest_) break;
    }
    return best;
  }

  /// Among those that have both; -1 if there are none.
  double Of(std::uint32_t word, std::uint32_t second) const {
    auto fewer = vocabulary_.EpisodesOf(word);
    auto more = vocabulary_.EpisodesOf(second);
    if (more.size() < fewer.size()) std::swap(fewer, more);
    double best = -1;
    auto at = more.begin();
    for (const std::uint32_t episode : fewer) {
      at = std::lower_bound(at, more.end(), episode);
      if (at == more.end()) break;
      if (*at != episode) continue;
      best = std::max(best, share_[episode]);
      if (best == highest_) break;
    }
    return best;
  }

 private:
  const Vocabulary& vocabulary_;
  std::vector<double> share_;
  double highest_ = 0;
};

/// As it is shown: in the spelling of the index where it has one.
std::string Spelling(std::uint32_t word, const Vocabulary& vocabulary) {
  const std::uint32_t entry = vocabulary.entry_of_word[word];
  if (entry != VocabularyEntry::kNoEpisode) return vocabulary.entries[entry].text;
  return std::string(vocabulary.words[word]);
}

/// The most probable replacement of one word. Company means going through a word's episodes, so the
/// candidates are looked at from the one that would be best in the best of company, as long as one
/// may still win.
std::optional<std::string> BestReplacement(const std::string& term, const Vocabulary& vocabulary,
                                           const Company& company) {
  const std::vector<SpellingCandidate> candidates = FindCandidates(term, vocabulary);
  const auto score_of = [&](const SpellingCandidate& candidate, double share) {
    double frequency = vocabulary.frequency[candidate.word];
    if (candidate.second) {
      frequency = std::min(frequency, static_cast<double>(vocabulary.frequency[*candidate.second]));
    }
    return std::log(frequency) - kEdit * candidate.cost + kCompany * share +
           (vocabulary.is_name[candidate.word] ? kName : 0);
  };
  std::vector<std::pair<double, std::size_t>> at_most;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    at_most.emplace_back(score_of(candidates[i], company.highest()), i);
  }
  std::sort(at_most.begin(), at_most.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::optional<std::size_t> best;  // The first of equals.
  double best_score = 0;
  for (const auto& [most, i] : at_most) {
    if (best && most < best_score) break;
    const SpellingCandidate& candidate = candidates[i];
    const double share = candidate.second ? company.Of(candidate.word, *candidate.second)
                                          : company.Of(candidate.word);
    if (share < 0) continue;  // Two words that never meet were not written as one.
    const double score = score_of(candidate, share);
    if (best && (score < best_score || (score == best_score && i > *best))) continue;
    best_score = score;
    best = i;
  }
  if (!best) return std::nullopt;
  const SpellingCandidate& candidate = candidates[*best];
  std::string replacement = Spelling(candidate.word, vocabulary);
  if (candidate.second) replacement += " " + Spelling(*candidate.second, vocabulary);
  return replacement;
}

}  // namespace

std::vector<QueryWord> WordsOf(std::string_view query, const QueryNode& parsed, Reader& reader,
                               StemSets& stem_sets) {
  WordFinder finder(query, reader, stem_sets);
  finder.Visit(parsed);
  return finder.Take();
}

std::optional<std::string> CorrectSpelling(std::string_view query,
                                           const std::vector<QueryWord>& words,
                                           const Vocabulary& vocabulary) {
  const Company company(words, vocabulary);
  std::string corrected;
  std::size_t copied = 0;
  std::size_t tried = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const QueryWord& word = words[i];
    if (word.known || word.offset < copied || ++tried > kMaxCorrected) continue;
    // Two words that are one in the index: what stands between them is blank.
    std::optional<std::string> replacement;
    std::size_t end = word.offset + word.bytes;
    if (i + 1 < words.size()) {
      const QueryWord& next = words[i + 1];
      const std::string_view between = query.substr(end, next.offset - end);
      const auto joined = vocabulary.words.Find(word.term + next.term);
      if (joined && between == " ") {
        replacement = Spelling(*joined, vocabulary);
        end = next.offset + next.bytes;
      }
    }
    if (!replacement) replacement = BestReplacement(word.term, vocabulary, company);
    if (!replacement) continue;
    corrected.append(query.substr(copied, word.offset - copied)).append(*replacement);
    copied = end;
  }
  if (copied == 0) return std::nullopt;
  return corrected.append(query.substr(copied));
}

}  // namespace cuepoint
