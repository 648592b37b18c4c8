#include "query/evaluation.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace cuepoint {
namespace {

constexpr std::size_t kTop = 10;  ///< nDCG, reciprocal rank and success look this deep.
constexpr std::size_t kRecallDepth = 100;

/// A relevant judgement that may still be met.
struct Target {
  double grade = 0;
  std::optional<double> start_s;
  bool met = false;
};

using Targets = std::unordered_map<std::string_view, std::vector<Target>>;

/// The relevant judgements by key.
Targets CollectTargets(std::span<const Judgement> judgements) {
  Targets targets;
  for (const Judgement& judgement : judgements) {
    if (!(judgement.grade > 0)) continue;
    std::vector<Target>& of_key = targets[judgement.episode];
    const auto same = std::find_if(of_key.begin(), of_key.end(), [&](const Target& target) {
      return target.start_s == judgement.start_s;
    });
    if (same == of_key.end()) {
      of_key.push_back({judgement.grade, judgement.start_s});
    } else {
      same->grade = std::max(same->grade, judgement.grade);
    }
  }
  return targets;
}

/// The target that `item` meets, or null.
Target* FindTarget(Targets& targets, const RankedItem& item, double tolerance_s) {
  const auto of_key = targets.find(item.key);
  if (of_key == targets.end()) return nullptr;
  Target* best = nullptr;
  std::pair<double, double> best_rank;
  for (Target& target : of_key->second) {
    if (target.met) continue;
    double distance_s = 0;
    if (target.start_s) {
      if (!item.start_s) continue;
      distance_s = std::abs(*target.start_s - *item.start_s);
      if (!(distance_s <= tolerance_s)) continue;
    }
    const std::pair rank{target.grade, -distance_s};
    if (best != nullptr && rank <= best_rank) continue;
    best = &target;
    best_rank = rank;
  }
  return best;
}

/// What a result at `rank`, from 1, is worth.
double Discount(std::size_t rank) { return 1 / std::log2(static_cast<double>(rank) + 1); }

double IdealDcg(const Targets& targets) {
  std::vector<double> grades;
  for (const auto& [key, of_key] : targets) {
    for (const Target& target : of_key) grades.push_back(target.grade);
  }
  std::sort(grades.begin(), grades.end(), std::greater<>());
  double dcg = 0;
  for (std::size_t i = 0; i < std::min(grades.size(), kTop); ++i)
    dcg += grades[i] * Discount(i + 1);
  return dcg;
}

}  // namespace

std::optional<Key> ParseKey(std::string_view name) {
  if (name == "id") return Key::kId;
  if (name == "number") return Key::kNumber;
  return std::nullopt;
}

std::string KeyOf(const EpisodeSummary& episode, Key key) {
  if (key == Key::kId) return episode.id;
  return episode.number ? std::to_string(*episode.number) : std::string();
}

QueryMeasures Measure(std::span<const RankedItem> ranking, std::span<const Judgement> judgements,
                      double tolerance_s) {
  Targets targets = CollectTargets(judgements);
  QueryMeasures measures;
  if (targets.empty()) return measures;
  std::size_t relevant = 0;
  for (const auto& [key, of_key] : targets) relevant += of_key.size();

  std::set<std::pair<std::string_view, std::optional<double>>> seen;
  double dcg = 0;
  std::size_t met = 0;
  for (std::size_t i = 0; i < std::min(ranking.size(), kRecallDepth); ++i) {
    const RankedItem& item = ranking[i];
    if (!seen.emplace(item.key, item.start_s).second) continue;
    Target* target = FindTarget(targets, item, tolerance_s);
    if (target == nullptr) continue;
    target->met = true;
    ++met;
    if (i >= kTop) continue;
    dcg += target->grade * Discount(i + 1);
    if (measures.success_at_10 == 0) measures.mrr_at_10 = 1 / static_cast<double>(i + 1);
    measures.success_at_10 = 1;
  }
  measures.ndcg_at_10 = dcg / IdealDcg(targets);
  measures.recall_at_100 = static_cast<double>(met) / static_cast<double>(relevant);
  return measures;
}

}  // namespace cuepoint
