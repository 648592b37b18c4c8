#include "tools/eval_report.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "tools/text_format.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

// Six decimals: enough to tell runs over thousands of queries apart, few enough to read.
double Rounded(double value) { return std::round(value * 1e6) / 1e6; }

double Mean(const std::vector<EvalLine>& lines, double QueryMeasures::*measure) {
  if (lines.empty()) return 0;
  double sum = 0;
  for (const EvalLine& line : lines) sum += line.measures.*measure;
  return Rounded(sum / static_cast<double>(lines.size()));
}

}  // namespace

std::vector<RankedItem> RankingOf(const SearchResponse& response, Key key) {
  std::vector<RankedItem> ranking;
  ranking.reserve(response.hits.size());
  for (const Hit& hit : response.hits) {
    RankedItem item{KeyOf(hit.episode, key), std::nullopt};
    if (response.group == Group::kMoments && !hit.moments.empty()) {
      item.start_s = hit.moments.front().start_s;
    }
    ranking.push_back(std::move(item));
  }
  return ranking;
}

std::vector<Judgement> WithoutSeconds(std::vector<Judgement> judgements) {
  for (Judgement& judgement : judgements) judgement.start_s.reset();
  return judgements;
}

double Percentile(std::vector<double> values, double percent) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const auto rank =
      static_cast<std::size_t>(std::ceil(percent / 100 * static_cast<double>(values.size())));
  return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

std::string EvalToJson(const std::vector<EvalLine>& lines, const EvalSettings& settings,
                       std::size_t failed) {
  std::vector<double> latencies;
  latencies.reserve(lines.size());
  for (const EvalLine& line : lines) latencies.push_back(line.wall_ms);
  nlohmann::ordered_json json = {
      {"queries", lines.size()},
      {"mode", Name(settings.mode)},
      {"group", Name(settings.group)},
      {"ndcg@10", Mean(lines, &QueryMeasures::ndcg_at_10)},
      {"mrr@10", Mean(lines, &QueryMeasures::mrr_at_10)},
      {"recall@100", Mean(lines, &QueryMeasures::recall_at_100)},
      {"success@10", Mean(lines, &QueryMeasures::success_at_10)},
  };
  if (settings.group == Group::kMoments) json["tolerance_s"] = settings.tolerance_s;
  if (failed > 0) json["failed"] = failed;
  json["latency_ms"] = {{"p50", Rounded(Percentile(latencies, 50))},
                        {"p95", Rounded(Percentile(latencies, 95))},
                        {"p99", Rounded(Percentile(latencies, 99))}};
  return json.dump(2) + "\n";
}

std::string EvalToTsv(const std::vector<EvalLine>& lines) {
  constexpr int kDigits = 6;
  std::string text = "query-id\tndcg@10\tmrr@10\trecall@100\tsuccess@10\tms\n";
  for (const EvalLine& line : lines) {
    text += SafeText(line.query_id);
    const QueryMeasures& measures = line.measures;
    for (const double value : {measures.ndcg_at_10, measures.mrr_at_10, measures.recall_at_100,
                               measures.success_at_10, line.wall_ms}) {
      text += "\t" + FormatFixed(value, kDigits);
    }
    text += "\n";
  }
  return text;
}

}  // namespace cuepoint
