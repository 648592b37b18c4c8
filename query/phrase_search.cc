#include "query/phrase_search.h"

#include <algorithm>
#include <string>

#include "indexer/schema.h"
#include "indexer/word_sequence.h"

namespace cuepoint {
namespace {

/// The episodes that have every word of a phrase, by the words' stems, ascending.
std::vector<Xapian::docid> Candidates(const PlanNode& phrase, const Reader& reader,
                                      StemSets& stem_sets) {
  if (phrase.required_stems.empty()) return reader.view->Episodes();
  EpisodeSet candidates;
  bool first = true;
  for (const std::vector<std::string>& stems : phrase.required_stems) {
    EpisodeSet word;
    for (const std::string& stem : stems) word.UniteWith(*stem_sets.Find(reader, stem));
    if (first) {
      candidates = std::move(word);
    } else {
      candidates.IntersectWith(word);
    }
    first = false;
  }
  return candidates.Members();
}

PhrasePlaces Find(const PlanNode& phrase, const Reader& reader, StemSets& stem_sets) {
  PhrasePlaces places;
  std::vector<Xapian::docid> candidates = Candidates(phrase, reader, stem_sets);
  if (candidates.size() > kPhraseEpisodes) {
    candidates.erase(candidates.begin(), candidates.end() - kPhraseEpisodes);
  }
  const std::string bytes = EncodePhrase(phrase.forms);
  auto words = reader.database.valuestream_begin(schema::kWordsSlot);
  const auto end = reader.database.valuestream_end(schema::kWordsSlot);
  for (const Xapian::docid episode : candidates) {
    words.skip_to(episode);
    if (words == end) break;
    if (words.get_docid() != episode) continue;
    const std::vector<std::size_t> ordinals = FindInSequence(*words, bytes);
    if (ordinals.empty()) continue;
    places.episodes.push_back(episode);
    const schema::PassageRange range = reader.view->PassagesOf(episode);
    for (const std::size_t ordinal : ordinals) {
      if (ordinal == 0 || ordinal > range.count) continue;  // The episode's own text.
      places.passages.push_back(range.first + static_cast<Xapian::docid>(ordinal) - 1);
    }
  }
  // An episode that changed has later passages than its neighbours.
  std::sort(places.passages.begin(), places.passages.end());
  return places;
}

}  // namespace

void ResolvePhrases(PlanNode& plan, const Reader& reader, StemSets& stem_sets) {
  if (plan.kind == PlanNode::Kind::kPhrase) plan.places = Find(plan, reader, stem_sets);
  for (PlanNode& child : plan.children) ResolvePhrases(child, reader, stem_sets);
}

}  // namespace cuepoint
