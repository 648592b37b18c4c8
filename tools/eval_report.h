// The measures of a run over many queries, averaged.
#ifndef CUEPOINT_TOOLS_EVAL_REPORT_H_
#define CUEPOINT_TOOLS_EVAL_REPORT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "query/evaluation.h"
#include "query/search.h"

namespace cuepoint {

/// Rankings are compared to this depth, that of recall@100.
inline constexpr std::size_t kEvalDepth = 100;

/// What was measured for one query.
struct EvalLine {
  std::string query_id;
  QueryMeasures measures;
  double wall_ms = 0;
};

/// All that was measured in one run.
struct EvalRun {
  Mode mode = Mode::kHybrid;         ///< The one that answered.
  std::string path = {};             ///< The index, where it is not that of the first run.
  std::vector<EvalLine> lines = {};  ///< In the order of the queries.
  std::size_t failed = 0;            ///< Queries among the lines, with measures of 0.
};

/// How the answers were judged; repeated in the report.
struct EvalSettings {
  Group group = Group::kEpisodes;
  double tolerance_s = 90;
};

/// The ranking of a response as Measure takes it: keys, and with Group::kMoments seconds.
std::vector<RankedItem> RankingOf(const SearchResponse& response, Key key);

/// The judgements without their seconds, for a ranking of episodes: Measure counts an episode that
/// is judged at several seconds once then, with its best grade.
std::vector<Judgement> WithoutSeconds(std::vector<Judgement> judgements);

/// The smallest of `values` that at least `percent` of them do not exceed (nearest rank); 0 when
/// there are none. 0 < percent ≤ 100.
double Percentile(std::vector<double> values, double percent);

/// {"queries", "mode", "group", "ndcg@10", "mrr@10", "recall@100", "success@10", "latency_ms": …}
/// over several lines, with a newline; averages over the lines of the first run, 0 without any.
/// Other runs over the same queries follow under "against", each with its own averages and, under
/// "gain", what the first run has above it: {"mean", "low", "high"} of a measure, the interval
/// being that of PairedBootstrap.
std::string EvalToJson(const std::vector<EvalRun>& runs, const EvalSettings& settings);

/// The same as a table for people: a line for each run, and under each but the first the gain of
/// the first over it, "*" where its interval leaves out zero.
std::string EvalToTable(const std::vector<EvalRun>& runs);

/// One line per query under a header: query-id, ndcg@10, mrr@10, recall@100, success@10, ms.
std::string EvalToTsv(const std::vector<EvalLine>& lines);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_EVAL_REPORT_H_
