// Evaluation: ranked answers held against relevance judgements.
//
// nDCG with linear gain and log2 discount (Järvelin and Kekäläinen, TOIS 2002), reciprocal rank and
// recall, averaged over the queries that have judgements.
//
//   Result<Qrels> qrels = ParseQrels(content, "qrels.tsv");
//   QueryMeasures one = Measure(ranking, (*qrels)["q1"], /*tolerance_s=*/90);
#ifndef CUEPOINT_QUERY_EVALUATION_H_
#define CUEPOINT_QUERY_EVALUATION_H_

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"
#include "query/search.h"

namespace cuepoint {

/// One question of a batch or an evaluation.
struct BatchQuery {
  std::string id;
  std::string text;
};

/// Queries from JSONL {"_id", "text"} or TSV "id<TAB>text", told apart by the first byte: "{" means
/// JSONL. Blank lines are skipped, other JSON fields ignored, an integer "_id" is taken as its
/// digits. `source` names the file in errors. Errors, with the line: kParse, kType. Thread-safe.
Result<std::vector<BatchQuery>> ParseQueries(std::string_view content, std::string_view source);

/// One judgement: the episode (id or number) is relevant with that grade, at that second if given.
struct Judgement {
  std::string episode;
  double grade = 0;
  std::optional<double> start_s;
};

/// query id → judgements.
using Qrels = std::map<std::string, std::vector<Judgement>, std::less<>>;

/// Judgements from TSV with the header "query-id episode score [start_s]"; an empty start_s is
/// none. Blank lines are skipped. `source` names the file in errors. Errors, with the line: kParse
/// for a missing header, a wrong number of fields or what is not a number. Thread-safe.
Result<Qrels> ParseQrels(std::string_view content, std::string_view source);

/// What a ranked list is compared by: the episode's id, or its number.
enum class Key { kId, kNumber };
std::optional<Key> ParseKey(std::string_view name);

/// The key of a hit's episode ("" for --key number where there is none).
std::string KeyOf(const EpisodeSummary& episode, Key key);

/// One ranked result as judged: its key, and its second in a ranking of moments.
struct RankedItem {
  std::string key;
  std::optional<double> start_s;
};

/// Measures of one query's ranking.
struct QueryMeasures {
  double ndcg_at_10 = 0;
  double mrr_at_10 = 0;
  double recall_at_100 = 0;
  double success_at_10 = 0;  ///< 1 when something right is among the first ten.
};

/// Measures one ranking, best first. Pure.
///
/// A judgement is met by an item of the same key and, if it has a second, within `tolerance_s` of
/// it (never by an item without one). Each judgement is met at most once, by the first item that
/// can, and each item meets at most one: the best graded, then the nearest in time. So an ideal
/// ranking scores 1 and neither a repeated item nor a second moment for one judgement gains
/// anything. Judgements that are the same but for the grade count once, with the best. Only grades
/// above 0 count as relevant; without any, all measures are 0.
QueryMeasures Measure(std::span<const RankedItem> ranking, std::span<const Judgement> judgements,
                      double tolerance_s);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_EVALUATION_H_
