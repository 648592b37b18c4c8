#include "query/phrase_search.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/schema.h"
#include "indexer/word_sequence.h"
#include "query/field_search.h"

namespace cuepoint {
namespace {

/// Episodes scanned between two looks at the clock.
constexpr std::size_t kEpisodesPerLook = 64;

WordFields FieldsOf(const std::optional<QueryField>& field) {
  if (!field) return kAllWordFields;
  switch (*field) {
    case QueryField::kTitle:
      return FieldBit(WordField::kTitle);
    case QueryField::kChapter:
      return FieldBit(WordField::kChapterTitle);
    case QueryField::kLink:
      return FieldBit(WordField::kLink);
    case QueryField::kTranscript:
      return FieldBit(WordField::kTranscript);
    default:
      return kAllWordFields;
  }
}

/// The episodes that have every word, by the words' stems, ascending; the hosts of links, which
/// have no stems, aside.
EpisodeSet Candidates(const PlanNode& node, const Reader& reader, StemSets& stem_sets) {
  EpisodeSet candidates;
  if (node.required_stems.empty()) {
    for (const Xapian::docid episode : reader.view->Episodes()) candidates.Add(episode);
    return candidates;
  }
  const std::string_view prefix =
      node.field == QueryField::kTitle ? schema::kTitleStemPrefix : schema::kEpisodeStemPrefix;
  bool first = true;
  for (const std::vector<std::string>& stems : node.required_stems) {
    EpisodeSet word;
    for (const std::string& stem : stems) {
      word.UniteWith(*stem_sets.FindTerm(reader, schema::Term(prefix, stem)));
    }
    if (first) {
      candidates = std::move(word);
    } else {
      candidates.IntersectWith(word);
    }
    first = false;
  }
  return candidates;
}

/// Everything to look for in one sequence.
class Scanner {
 public:
  explicit Scanner(const PlanNode& node)
      : node_(node), fields_(FieldsOf(node.field)), patterns_(node.patterns) {
    if (!node.text.empty()) {
      std::string host = EncodeHost(node.text);
      if (!host.empty()) patterns_.push_back(std::move(host));
    }
  }

  /// Ordinals of passages, ascending, each once.
  std::vector<std::size_t> Find(std::string_view sequence) const {
    std::vector<std::size_t> ordinals;
    if (node_.kind == PlanNode::Kind::kNear) {
      ordinals = FindNearInSequence(sequence, node_.near, fields_);
    }
    for (const std::string& pattern : patterns_) {
      const std::vector<std::size_t> more = FindInSequence(sequence, pattern, fields_);
      ordinals.insert(ordinals.end(), more.begin(), more.end());
    }
    std::sort(ordinals.begin(), ordinals.end());
    ordinals.erase(std::unique(ordinals.begin(), ordinals.end()), ordinals.end());
    return ordinals;
  }

 private:
  const PlanNode& node_;
  WordFields fields_;
  std::vector<std::string> patterns_;
};

}  // namespace

Places FindText(const PlanNode& node, const Reader& reader, StemSets& stem_sets,
                const Deadline& deadline, QueryNotes* notes) {
  Places places;
  EpisodeSet found = Candidates(node, reader, stem_sets);
  if (!node.text.empty()) found.UniteWith(EpisodesWithHost(node.text, reader, stem_sets));
  std::vector<Xapian::docid> candidates = found.Members();
  if (candidates.size() > kPhraseEpisodes) {
    candidates.erase(candidates.begin(), candidates.end() - kPhraseEpisodes);
    AddNote(notes, {.code = "shortened",
                    .message = "these words are everywhere; looked at the latest " +
                               std::to_string(kPhraseEpisodes) + " episodes",
                    .offset = std::nullopt});
  }
  const Scanner scanner(node);
  std::vector<Xapian::docid> passages;
  auto words = reader.database.valuestream_begin(schema::kWordsSlot);
  const auto end = reader.database.valuestream_end(schema::kWordsSlot);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (i % kEpisodesPerLook == 0 && deadline.HasPassed()) {
      AddNote(notes, {.code = "time",
                      .message = "the query takes too long; looked at " + std::to_string(i) +
                                 " of " + std::to_string(candidates.size()) + " episodes",
                      .offset = std::nullopt});
      break;
    }
    const Xapian::docid episode = candidates[i];
    words.skip_to(episode);
    if (words == end) break;
    if (words.get_docid() != episode) continue;
    const std::vector<std::size_t> ordinals = scanner.Find(*words);
    if (ordinals.empty()) continue;
    places.episodes.push_back(episode);
    const schema::PassageRange range = reader.view->PassagesOf(episode);
    if (node.field == QueryField::kTitle) {
      // What an episode is called holds for all of it.
      AddPassages(range, places.passages);
      continue;
    }
    for (const std::size_t ordinal : ordinals) {
      if (ordinal == 0 || ordinal > range.count) continue;  // The episode's own text.
      passages.push_back(range.first + static_cast<Xapian::docid>(ordinal) - 1);
    }
  }
  if (passages.empty()) return places;
  // An episode that changed has later passages than its neighbours.
  std::sort(passages.begin(), passages.end());
  places.passages = RangesOf(passages);
  return places;
}

}  // namespace cuepoint
