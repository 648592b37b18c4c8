#include "tools/eval_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <nlohmann/json.hpp>

#include "query/bootstrap.h"
#include "tools/text_format.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

// Six decimals: enough to tell runs over thousands of queries apart, few enough to read.
double Rounded(double value) { return std::round(value * 1e6) / 1e6; }

struct NamedMeasure {
  const char* name;
  double QueryMeasures::*value;
};

constexpr std::array<NamedMeasure, 4> kMeasures = {{{"ndcg@10", &QueryMeasures::ndcg_at_10},
                                                    {"mrr@10", &QueryMeasures::mrr_at_10},
                                                    {"recall@100", &QueryMeasures::recall_at_100},
                                                    {"success@10", &QueryMeasures::success_at_10}}};

std::vector<double> Values(const EvalRun& run, double QueryMeasures::*measure) {
  std::vector<double> values;
  values.reserve(run.lines.size());
  for (const EvalLine& line : run.lines) values.push_back(line.measures.*measure);
  return values;
}

double Mean(const EvalRun& run, double QueryMeasures::*measure) {
  if (run.lines.empty()) return 0;
  double sum = 0;
  for (const double value : Values(run, measure)) sum += value;
  return sum / static_cast<double>(run.lines.size());
}

std::vector<double> Latencies(const EvalRun& run) {
  std::vector<double> latencies;
  latencies.reserve(run.lines.size());
  for (const EvalLine& line : run.lines) latencies.push_back(line.wall_ms);
  return latencies;
}

PairedDifference GainOver(const EvalRun& other, const EvalRun& first,
                          double QueryMeasures::*measure) {
  return PairedBootstrap(Values(other, measure), Values(first, measure));
}

// Adds what is said of every run.
void AddFigures(const EvalRun& run, nlohmann::ordered_json& json) {
  for (const auto& [name, value] : kMeasures) json[name] = Rounded(Mean(run, value));
  if (run.failed > 0) json["failed"] = run.failed;
  const std::vector<double> latencies = Latencies(run);
  json["latency_ms"] = {{"p50", Rounded(Percentile(latencies, 50))},
                        {"p95", Rounded(Percentile(latencies, 95))},
                        {"p99", Rounded(Percentile(latencies, 99))}};
}

std::string NameOf(const EvalRun& run) {
  return std::string(Name(run.mode)) + (run.path.empty() ? "" : "@" + SafeText(run.path));
}

std::string WithSign(double value) { return (value < 0 ? "" : "+") + FormatFixed(value, 3); }

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

std::string EvalToJson(const std::vector<EvalRun>& runs, const EvalSettings& settings) {
  const EvalRun& first = runs.front();
  nlohmann::ordered_json json = {
      {"queries", first.lines.size()}, {"mode", Name(first.mode)}, {"group", Name(settings.group)}};
  if (settings.group == Group::kMoments) json["tolerance_s"] = settings.tolerance_s;
  AddFigures(first, json);
  for (std::size_t i = 1; i < runs.size(); ++i) {
    nlohmann::ordered_json other = {{"mode", Name(runs[i].mode)}};
    if (!runs[i].path.empty()) other["db"] = runs[i].path;
    AddFigures(runs[i], other);
    for (const auto& [name, value] : kMeasures) {
      const PairedDifference gain = GainOver(runs[i], first, value);
      other["gain"][name] = {
          {"mean", Rounded(gain.mean)}, {"low", Rounded(gain.low)}, {"high", Rounded(gain.high)}};
    }
    json["against"].push_back(std::move(other));
  }
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string EvalToTable(const std::vector<EvalRun>& runs) {
  constexpr std::size_t kColumn = 26;
  std::size_t name_width = 12;
  for (const EvalRun& run : runs) name_width = std::max(name_width, DisplayWidth(NameOf(run)));
  const auto pad = [](std::string text, std::size_t width) {
    text.append(std::max(width, DisplayWidth(text)) - DisplayWidth(text), ' ');
    return text;
  };
  std::string table = pad(FormatCount(runs.front().lines.size(), "query", "queries"), name_width);
  for (const auto& [name, value] : kMeasures) table += "  " + pad(name, kColumn);
  table += "  p50 ms\n";
  for (std::size_t i = 0; i < runs.size(); ++i) {
    table += pad(NameOf(runs[i]), name_width);
    for (const auto& [name, value] : kMeasures) {
      table += "  " + pad(FormatFixed(Mean(runs[i], value), 3), kColumn);
    }
    table += "  " + FormatFixed(Percentile(Latencies(runs[i]), 50), 2) + "\n";
    if (i == 0) continue;
    table += pad("  gain", name_width);
    for (const auto& [name, value] : kMeasures) {
      const PairedDifference gain = GainOver(runs[i], runs.front(), value);
      table += "  " + pad(WithSign(gain.mean) + " (" + WithSign(gain.low) + " … " +
                              WithSign(gain.high) + ")" + (gain.IsSignificant() ? "*" : ""),
                          kColumn);
    }
    table += "\n";
  }
  return table;
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
