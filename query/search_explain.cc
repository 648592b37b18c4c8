// What the hits' scores are made of.
#include <algorithm>
#include <utility>

#include "query/score_explanation.h"
#include "query/search_run.h"

namespace cuepoint {

void SearchRun::AddShare(const char* name, const std::vector<Match>& scores, Xapian::docid episode,
                         double share, std::vector<ScoreComponent>& components) {
  const auto found = std::find_if(scores.begin(), scores.end(), [episode](const Match& match) {
    return match.document == episode;
  });
  if (found == scores.end()) return;
  components.push_back({.name = name,
                        .value = share * found->score,
                        .facts = {{"weight", found->score}, {"episode_share", share}}});
}

void SearchRun::ExplainContext(Xapian::docid passage,
                               std::vector<ScoreComponent>& components) const {
  const Xapian::docid episode = reader_.view->EpisodeOf(passage);
  AddShare("episode", context_, episode, ranking_.episode_share, components);
  if (titles_) AddShare("title", *titles_, episode, ranking_.title_share, components);
}

void SearchRun::Explain(const Ranked& ranked, Target target, Hit& hit) const {
  if (!finds_) return;
  const FusedDocument* const fused = ranked.fused;
  std::vector<ScoreComponent>& parts = hit.explain;
  double sum = 0;
  if ((fused == nullptr || fused->by_words) && best_lexical_ > 0) {
    const bool episodes = target == Target::kEpisodes;
    const ScoreExplainer explainer(reader_, tools_.postings,
                                   episodes ? StemField::kEpisode : StemField::kPassage);
    parts = explainer.Explain(plan_, ranked.document);
    if (episodes) {
      const ScoreExplainer titles(reader_, tools_.postings, StemField::kTitle);
      for (const Word& word : words_) {
        if (word.title_weight == 0) continue;
        if (auto part = titles.ExplainWord(word.forms, ranked.document)) {
          part->value *= word.title_weight;
          part->facts.emplace_back("title_weight", word.title_weight);
          parts.push_back(*std::move(part));
        }
      }
      AddShare("passage", passage_scores_, ranked.document, ranking_.passage_share, parts);
    } else {
      ExplainContext(ranked.document, parts);
    }
    const double share = (fused == nullptr ? 1 : 1 - fusion_.alpha) / best_lexical_;
    for (ScoreComponent& part : parts) {
      part.value *= share;
      part.facts.emplace_back("share", share);
      sum += part.value;
    }
  }
  if (fused != nullptr) {
    parts.push_back({.name = "semantic",
                     .value = fused->semantic,
                     .facts = {{"cosine", fused->cosine},
                               {"low", fusion_.low},
                               {"high", fusion_.high},
                               {"alpha", fusion_.alpha}}});
  } else if (sum > 1) {
    parts.push_back({.name = "cap", .value = 1 - sum});
  }
  if (ranked.exact) parts.push_back({.name = "exact", .value = 0, .facts = {{"tier", 1}}});
  if (request_.recency_days && EffectiveSort() == Sort::kRelevance) {
    parts.push_back({.name = "recency",
                     .value = ranked.score - ranked.relevance,
                     .facts = {{"factor", RecencyFactor(ranked.document)},
                               {"half_life_days", *request_.recency_days}}});
  }
}

}  // namespace cuepoint
