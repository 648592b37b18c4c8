// Ranking by words: episodes, passages, and passages with a share of their episode's score.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <utility>

#include "indexer/schema.h"
#include "query/bm25.h"
#include "query/search_run.h"
#include "query/top_list.h"

namespace cuepoint {
namespace {

/// How many of the best episodes lend their score to their moments.
constexpr std::size_t kContextEpisodes = 200;
/// How many of the best episodes get a share of their best passage's score. Those behind them have
/// less than any of these, so that one order goes on behind the other.
constexpr std::size_t kPassageEpisodes = 100;

/// Ranks what was asked for by name first, then by date, where that is asked for, then by score;
/// equals by place.
struct Item {
  bool exact = false;
  std::int32_t days = 0;  ///< The later the better; the same for all where dates do not count.
  double score = 0;
  Place place = 0;
};

struct Better {
  bool operator()(const Item& a, const Item& b) const {
    if (a.exact != b.exact) return a.exact;
    if (a.days != b.days) return a.days > b.days;
    return a.score != b.score ? a.score > b.score : a.place < b.place;
  }
};

}  // namespace

void SearchRun::LookWordsUp() {
  const KindStatistics statistics = reader_.view->episode_statistics();
  double idf_sum = 0;
  double title_idf_sum = 0;
  for (std::vector<std::string>& forms : EvidenceWords(plan_)) {
    Word& word = words_.emplace_back();
    const auto idf_of = [&](const PostingList& list) {
      return list.places.empty()
                 ? 0
                 : Bm25Idf(statistics.documents, static_cast<double>(list.places.size()));
    };
    word.episodes = tools_.postings.Find(reader_, StemField::kEpisode, forms);
    word.titles = tools_.postings.Find(reader_, StemField::kTitle, forms);
    const double in_texts = idf_of(*word.episodes);
    const double in_titles = idf_of(*word.titles);
    if (in_titles > 0) {
      word.title_weight = ranking_.title_weight * std::sqrt(std::min(1.0, in_texts / in_titles));
    }
    best_passage_score_ +=
        tools_.postings.Weight(*reader_.view, StemField::kPassage,
                               *tools_.postings.Find(reader_, StemField::kPassage, forms));
    idf_sum += in_texts;
    title_idf_sum += word.title_weight * in_titles;
    // A function word has no postings; it is as common as can be.
    const double idf =
        in_texts > 0 ? in_texts : Bm25Idf(statistics.documents, statistics.documents);
    for (const std::string& form : forms) {
      stems_.push_back({StemHash(form), static_cast<float>(idf)});
    }
    word.forms = std::move(forms);
  }
  std::sort(stems_.begin(), stems_.end(),
            [](const StemWeight& a, const StemWeight& b) { return a.stem < b.stem; });
  stems_.erase(
      std::unique(stems_.begin(), stems_.end(),
                  [](const StemWeight& a, const StemWeight& b) { return a.stem == b.stem; }),
      stems_.end());
  best_episode_score_ = (idf_sum + title_idf_sum) * (ranking_.episode.k1 + 1);
  best_title_score_ = idf_sum;
}

PlanScorer SearchRun::Scorer(const PlanNode& plan, Target target) const {
  return PlanScorer(plan, target, reader_, tools_.postings, tools_.stem_sets);
}

MatchLists SearchRun::EpisodeLists() const {
  if (!prepared_.has_words) {
    MatchLists lists;
    ScoredPlaces all;
    for (const Xapian::docid episode : reader_.view->Episodes()) all.Add(episode, 0);
    lists.Add(MatchLists::kAny, std::move(all));
    return lists;
  }
  MatchLists lists = Scorer(plan_, Target::kEpisodes).Lists();
  for (const Word& word : words_) {
    const double weight =
        tools_.postings.Weight(*reader_.view, StemField::kTitle, *word.titles) * word.title_weight;
    if (weight > 0) lists.Add(MatchLists::kMore, word.titles, weight);
  }
  // They are found even if the word that is being typed is not among those that it may become.
  lists.Add(MatchLists::kAny, typed_titles_);
  return lists;
}

template <class DocumentOf, class Passes>
SearchRun::Ranking SearchRun::Rank(const MatchLists& lists, Window window, Sort sort,
                                   DocumentOf document_of, Passes passes) const {
  Ranking ranking;
  TopList<Item, Better> best(window.first + window.count);
  const auto consider = [&](Place place, double score) {
    const Xapian::docid document = document_of(place);
    Item item{.exact = exact_.Contains(document), .score = score, .place = place};
    if (sort != Sort::kRelevance) {
      const Xapian::docid episode = reader_.view->EpisodeOf(document);
      // ~ turns the order of dates around, undated ones included.
      item.days = reader_.view->PublishedDays(episode);
      if (sort == Sort::kOldest) item.days = ~item.days;
    }
    best.Add(item);
  };
  const bool by_score = sort == Sort::kRelevance && exact_.empty();
  static_assert(kAllPlaces.first % EpisodeSet::kWordBits == 0, "a block is a word of a set");
  lists.ForEachBlock(kAllPlaces, [&](MatchLists::Block block) {
    block.matches = passes(block.first / EpisodeSet::kWordBits, block.matches);
    ranking.total += static_cast<std::size_t>(std::popcount(block.matches));
    const Item* floor = by_score ? best.Floor() : nullptr;
    ForEachBit(floor == nullptr ? block.matches : block.MatchesAbove(floor->score),
               [&](unsigned i) { consider(block.first + i, block.Score(i)); });
  });
  const std::vector<Item> items = best.Take();
  for (std::size_t i = window.first; i < items.size(); ++i) {
    const Item& item = items[i];
    ranking.matches.push_back({document_of(item.place), item.score, item.exact});
  }
  return ranking;
}

SearchRun::Ranking SearchRun::RankEpisodesByText(Window window) {
  // Looked at here, they are not looked for again.
  EpisodeSet* const all = request_.group == Group::kEpisodes && !by_words_ && WantsMatching()
                              ? &by_words_.emplace()
                              : nullptr;
  Ranking ranking = Rank(
      EpisodeLists(), window, EffectiveSort(), [](Place place) { return Xapian::docid{place}; },
      [&](std::size_t index, std::uint64_t matches) {
        if (all != nullptr) all->AddWord(index, matches);
        return passing_ ? matches & passing_->Word(index) : matches;
      });
  ranking.best_possible = best_episode_score_;
  return ranking;
}

SearchRun::Ranking SearchRun::RankEpisodes(Window window) {
  if (!finds_ || EffectiveSort() != Sort::kRelevance) return RankEpisodesByText(window);
  const std::size_t end = window.first + window.count;
  Ranking ranking = RankEpisodesByText({0, std::max(kPassageEpisodes, end)});
  std::vector<Match>& matches = ranking.matches;
  AddPassageShares(matches);
  matches.resize(std::min(end, matches.size()));
  const std::size_t begin = std::min(window.first, matches.size());
  matches.erase(matches.begin(), matches.begin() + static_cast<std::ptrdiff_t>(begin));
  ranking.best_possible += ranking_.passage_share * best_passage_score_;
  return ranking;
}

std::vector<double> SearchRun::BestTogether(const std::vector<PlaceRange>& ranges,
                                            Target target) const {
  std::vector<double> best;
  if (ranges.empty()) return best;
  const PlanScorer scorer = Scorer(plan_, target);
  if (IsPlain(plan_)) return scorer.Lists().BestTogether(ranges);
  // What is more than words is worked out for these alone.
  for (const PlaceRange range : ranges) {
    best.push_back(scorer.Lists(range).BestTogether({&range, 1}).front());
  }
  return best;
}

void SearchRun::AddPassageShares(std::vector<Match>& matches) {
  const auto best_end =
      matches.begin() + static_cast<std::ptrdiff_t>(std::min(kPassageEpisodes, matches.size()));
  const auto guests = tools_.stem_sets.FindTerm(reader_, std::string(schema::kGuestKind));
  std::vector<std::pair<PlaceRange, Match*>> passages;
  passages.reserve(kPassageEpisodes);
  passage_scores_.reserve(kPassageEpisodes);
  std::vector<std::pair<PlaceRange, Match*>> wholes;
  for (auto match = matches.begin(); match != best_end; ++match) {
    const schema::PassageRange range = reader_.view->PassagesOf(match->document);
    const Place first = PassageBit(range.first);
    // Guests come last. An episode without chapters is a passage by itself.
    if (range.count == 0 || guests->Contains(first)) {
      wholes.push_back({{match->document, match->document}, &*match});
    } else {
      passages.push_back({{first, first + range.count - 1}, &*match});
    }
  }
  const auto add = [&](std::vector<std::pair<PlaceRange, Match*>>& places, Target target) {
    std::sort(places.begin(), places.end(),
              [](const auto& a, const auto& b) { return a.first.first < b.first.first; });
    std::vector<PlaceRange> ranges;
    ranges.reserve(places.size());
    for (const auto& [range, match] : places) ranges.push_back(range);
    const std::vector<double> best = BestTogether(ranges, target);
    for (std::size_t i = 0; i < best.size(); ++i) {
      if (best[i] == 0) continue;
      passage_scores_.push_back({places[i].second->document, best[i]});
      places[i].second->score += ranking_.passage_share * best[i];
    }
  };
  add(passages, Target::kPassages);
  add(wholes, Target::kEpisodes);
  std::sort(matches.begin(), best_end, [](const Match& a, const Match& b) {
    if (a.exact != b.exact) return a.exact;
    return a.score != b.score ? a.score > b.score : a.document < b.document;
  });
}

ScoredPlaces SearchRun::PassagesOf(const std::vector<Match>& episodes, double share) const {
  std::vector<std::pair<schema::PassageRange, double>> ranges;
  ranges.reserve(episodes.size());
  for (const Match& match : episodes) {
    ranges.emplace_back(reader_.view->PassagesOf(match.document), share * match.score);
  }
  std::sort(ranges.begin(), ranges.end(),
            [](const auto& a, const auto& b) { return a.first.first < b.first.first; });
  ScoredPlaces passages;
  for (const auto& [range, score] : ranges) {
    for (Xapian::docid i = 0; i < range.count; ++i)
      passages.Add(PassageBit(range.first) + i, score);
  }
  return passages;
}

const std::vector<SearchRun::Match>& SearchRun::Titles() {
  if (!titles_) {
    titles_ = Rank(
                  Scorer(plan_, Target::kTitles).Lists(), {0, kContextEpisodes}, Sort::kRelevance,
                  [](Place place) { return Xapian::docid{place}; },
                  [](std::size_t, std::uint64_t matches) { return matches; })
                  .matches;
  }
  return *titles_;
}

MatchLists SearchRun::MomentLists() {
  if (!prepared_.has_words) {
    MatchLists lists;
    ScoredPlaces all;
    for (const std::string_view kind : {schema::kChapterKind, schema::kWindowKind}) {
      const auto passages = tools_.stem_sets.FindTerm(reader_, std::string(kind));
      for (const Place place : passages->Members()) all.Add(place, 0);
    }
    std::sort(all.places.begin(), all.places.end());
    lists.Add(MatchLists::kAny, std::move(all));
    return lists;
  }
  MatchLists lists = Scorer(plan_, Target::kPassages).Lists();
  // What an episode is about, by its title, holds for its passages too.
  if (IsPlain(plan_)) lists.Add(MatchLists::kAny, PassagesOf(Titles(), ranking_.title_share));
  return lists;
}

SearchRun::Ranking SearchRun::RankMoments(Window window) {
  MatchLists lists = MomentLists();
  double best_context = 0;
  if (prepared_.has_words) {
    context_ = RankEpisodesByText({0, kContextEpisodes}).matches;
    lists.Add(MatchLists::kMore, PassagesOf(context_, ranking_.episode_share));
    best_context = ranking_.episode_share * best_episode_score_;
    if (IsPlain(plan_)) best_context += ranking_.title_share * best_title_score_;
  }
  const auto guests = tools_.stem_sets.FindTerm(reader_, std::string(schema::kGuestKind));
  std::optional<EpisodeSet> passing;
  if (passing_) {
    passing.emplace();
    for (const Xapian::docid episode : passing_->Members()) {
      const schema::PassageRange range = reader_.view->PassagesOf(episode);
      if (range.count == 0) continue;
      passing->AddRange(PassageBit(range.first), PassageBit(range.first + range.count - 1));
    }
  }
  Ranking ranking = Rank(
      lists, window, EffectiveSort(),
      [](Place place) { return Xapian::docid{place} + schema::kFirstPassage; },
      [&](std::size_t index, std::uint64_t matches) {
        matches &= ~guests->Word(index);
        if (passing) matches &= passing->Word(index);
        if (WantsMatching()) moments_by_words_.AddWord(index, matches);
        return matches;
      });
  ranking.best_possible = best_passage_score_ + best_context;
  return ranking;
}

}  // namespace cuepoint
