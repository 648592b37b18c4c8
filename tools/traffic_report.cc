#include "tools/traffic_report.h"

#include <algorithm>
#include <vector>

#include <nlohmann/json.hpp>

#include "tools/text_format.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

using Row = std::vector<std::string>;

// Columns with two spaces between, the first to the left and the others to the right.
std::string Table(const std::vector<Row>& rows, const Style& style) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], DisplayWidth(row[i]));
    }
  }
  std::string text;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::string line = rows[r].front();
    line.append(widths.front() - DisplayWidth(line), ' ');
    for (std::size_t i = 1; i < rows[r].size(); ++i) line += "  " + PadLeft(rows[r][i], widths[i]);
    text += (r == 0 ? style.Title(line) : line) + "\n";
  }
  return text;
}

std::string Share(std::size_t part, std::size_t whole) {
  if (whole == 0) return {};
  return " (" + FormatFixed(100 * static_cast<double>(part) / static_cast<double>(whole), 1) +
         " %)";
}

std::size_t OfClass(const RouteTraffic& route, int hundreds) {
  std::size_t count = 0;
  for (const auto& [status, requests] : route.by_status) {
    if (status / 100 == hundreds) count += requests;
  }
  return count;
}

// Routes, the most asked for first.
std::vector<std::pair<std::string, const RouteTraffic*>> Routes(const Traffic& traffic) {
  std::vector<std::pair<std::string, const RouteTraffic*>> routes;
  for (const auto& [name, route] : traffic.routes()) routes.emplace_back(name, &route);
  std::stable_sort(routes.begin(), routes.end(), [](const auto& a, const auto& b) {
    return a.second->requests > b.second->requests;
  });
  return routes;
}

std::string RoutesText(const Traffic& traffic, const Style& style) {
  std::vector<Row> rows = {
      {"route", "requests", "2xx", "3xx", "4xx", "5xx", "p50", "p90", "p99", "max"}};
  for (const auto& [name, route] : Routes(traffic)) {
    Row row = {SafeText(name), FormatCount(route->requests)};
    for (int hundreds = 2; hundreds <= 5; ++hundreds) {
      row.push_back(FormatCount(OfClass(*route, hundreds)));
    }
    for (const double share : {0.5, 0.9, 0.99}) {
      row.push_back(FormatMilliseconds(route->latency.Quantile(share)));
    }
    row.push_back(FormatMilliseconds(route->latency.max()));
    rows.push_back(std::move(row));
  }
  return Table(rows, style);
}

std::string DaysText(const Traffic& traffic, std::size_t limit, const Style& style) {
  std::vector<Row> rows = {{"day", "requests", "searches", "nothing found", "errors"}};
  std::size_t skipped = traffic.days().size() > limit ? traffic.days().size() - limit : 0;
  for (const auto& [name, day] : traffic.days()) {
    if (skipped > 0) {
      --skipped;
      continue;
    }
    rows.push_back({SafeText(name), FormatCount(day.requests), FormatCount(day.searches),
                    FormatCount(day.without_hits), FormatCount(day.errors)});
  }
  return Table(rows, style);
}

std::string QueriesText(std::string_view heading, const std::vector<QueryTraffic>& queries,
                        std::size_t QueryTraffic::*count, const Style& style) {
  std::string text = style.Title(heading) + "\n";
  std::size_t width = 0;
  for (const QueryTraffic& query : queries) {
    width = std::max(width, FormatCount(query.*count).size());
  }
  for (const QueryTraffic& query : queries) {
    text += "  " + PadLeft(FormatCount(query.*count), width) + "  " +
            (query.is_hash ? style.Quiet("#" + SafeText(query.text)) : SafeText(query.text)) + "\n";
  }
  return text;
}

nlohmann::ordered_json QueriesJson(const std::vector<QueryTraffic>& queries) {
  auto list = nlohmann::ordered_json::array();
  for (const QueryTraffic& query : queries) {
    list.push_back({{query.is_hash ? "hash" : "query", query.text},
                    {"searches", query.searches},
                    {"without_hits", query.without_hits}});
  }
  return list;
}

}  // namespace

std::string TrafficText(const Traffic& traffic, std::size_t limit, const Style& style) {
  std::string text = FormatCount(traffic.requests(), "request") + " from " +
                     traffic.first_time().substr(0, 10) + " to " +
                     traffic.last_time().substr(0, 10) + "\n" +
                     FormatCount(traffic.searches(), "search", "searches") + ", " +
                     FormatCount(traffic.without_hits()) + " with nothing found" +
                     Share(traffic.without_hits(), traffic.searches()) + "\n";
  if (traffic.typed_through() > 0) {
    text +=
        style.Quiet("not counted: " + FormatCount(traffic.typed_through(), "search", "searches") +
                    " while typing towards another") +
        "\n";
  }
  if (traffic.indexes().size() > 1) {
    std::vector<Row> rows = {{"index", "requests"}};
    for (const auto& [name, count] : traffic.indexes()) {
      rows.push_back({SafeText(name), FormatCount(count)});
    }
    text += "\n" + Table(rows, style);
  }
  text += "\n" + RoutesText(traffic, style);
  text += "\n" + DaysText(traffic, limit, style);
  if (const auto top = traffic.TopQueries(limit); !top.empty()) {
    text += "\n" + QueriesText("most searched for", top, &QueryTraffic::searches, style);
  }
  if (const auto none = traffic.QueriesWithoutHits(limit); !none.empty()) {
    text +=
        "\n" + QueriesText("searched for and not found", none, &QueryTraffic::without_hits, style);
  }
  return text;
}

std::string TrafficJson(const Traffic& traffic, std::size_t limit) {
  auto routes = nlohmann::ordered_json::array();
  for (const auto& [name, route] : Routes(traffic)) {
    nlohmann::ordered_json statuses = nlohmann::ordered_json::object();
    for (const auto& [status, count] : route->by_status) statuses[std::to_string(status)] = count;
    const auto rounded = [](double ms) { return std::stod(FormatFixed(ms, 3)); };
    routes.push_back({{"route", name},
                      {"requests", route->requests},
                      {"by_status", std::move(statuses)},
                      {"p50_ms", rounded(route->latency.Quantile(0.5))},
                      {"p90_ms", rounded(route->latency.Quantile(0.9))},
                      {"p99_ms", rounded(route->latency.Quantile(0.99))},
                      {"max_ms", rounded(route->latency.max())}});
  }
  auto days = nlohmann::ordered_json::array();
  for (const auto& [name, day] : traffic.days()) {
    days.push_back({{"day", name},
                    {"requests", day.requests},
                    {"searches", day.searches},
                    {"without_hits", day.without_hits},
                    {"errors", day.errors}});
  }
  const nlohmann::ordered_json json = {
      {"lines", traffic.lines()},
      {"requests", traffic.requests()},
      {"first", traffic.first_time()},
      {"last", traffic.last_time()},
      {"searches", traffic.searches()},
      {"without_hits", traffic.without_hits()},
      {"typed_through", traffic.typed_through()},
      {"searches_with_query", traffic.with_query()},
      {"problems", traffic.problems()},
      {"unknown_lines", traffic.unknown()},
      {"indexes", traffic.indexes()},
      {"routes", std::move(routes)},
      {"days", std::move(days)},
      {"top_queries", QueriesJson(traffic.TopQueries(limit))},
      {"queries_without_hits", QueriesJson(traffic.QueriesWithoutHits(limit))}};
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace cuepoint
