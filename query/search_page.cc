// Which hits of a ranking are on the page that was asked for.
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "query/search_run.h"

namespace cuepoint {
namespace {

/// What the oldest episodes lose by recency. Half lets a new episode pass one that is up to twice
/// as relevant, and no other.
constexpr double kRecencyShare = 0.5;

}  // namespace

SearchRun::Window SearchRun::NeededRanks() const {
  const bool whole = after_ || (request_.recency_days && EffectiveSort() == Sort::kRelevance);
  return whole ? Window{0, kAllRanks} : Window{offset_, request_.limit};
}

HitKey SearchRun::KeyOf(const Ranked& ranked) const {
  return {.exact = ranked.exact,
          .score = ranked.score,
          .published_days = reader_.view->PublishedDays(reader_.view->EpisodeOf(ranked.document)),
          .document = ranked.document};
}

double SearchRun::RecencyFactor(Xapian::docid document) const {
  const std::int32_t days = reader_.view->PublishedDays(reader_.view->EpisodeOf(document));
  // Without a date an episode is as old as can be.
  if (days == std::numeric_limits<std::int32_t>::min()) return 1 - kRecencyShare;
  const double age = static_cast<double>(*reader_.view->NewestDay()) - days;
  return 1 - kRecencyShare * (1 - std::exp2(-age / *request_.recency_days));
}

std::vector<SearchRun::Ranked> SearchRun::TakePage(std::vector<Ranked> ranked, std::size_t first) {
  const Sort sort = EffectiveSort();
  if (request_.recency_days && sort == Sort::kRelevance) {
    for (Ranked& document : ranked) {
      document.score = document.relevance * RecencyFactor(document.document);
    }
    std::sort(ranked.begin(), ranked.end(), [&](const Ranked& a, const Ranked& b) {
      return ComesBefore(KeyOf(a), KeyOf(b), sort);
    });
  }
  if (after_) {
    // Scores move with an index's statistics; where the last hit is still there, its place counts.
    auto next = std::find_if(ranked.begin(), ranked.end(), [&](const Ranked& document) {
      return document.document == after_->document;
    });
    if (next != ranked.end()) {
      ++next;
    } else {
      next = std::find_if(ranked.begin(), ranked.end(), [&](const Ranked& document) {
        return ComesBefore(*after_, KeyOf(document), sort);
      });
    }
    offset_ = static_cast<std::size_t>(next - ranked.begin());
  }
  const std::size_t begin = std::min(offset_ - first, ranked.size());
  const std::size_t end = std::min(begin + request_.limit, ranked.size());
  const std::vector<Ranked> page(ranked.begin() + static_cast<std::ptrdiff_t>(begin),
                                 ranked.begin() + static_cast<std::ptrdiff_t>(end));
  const std::size_t next = offset_ + page.size();
  if (!page.empty() && next < response_.total && next <= SearchLimits::kOffset) {
    response_.cursor = EncodeCursor({.revision = reader_.view->revision(),
                                     .search = prepared_.search_key,
                                     .position = static_cast<std::uint32_t>(next),
                                     .last = KeyOf(page.back())});
  }
  return page;
}

}  // namespace cuepoint
