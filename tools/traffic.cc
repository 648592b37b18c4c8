#include "tools/traffic.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <utility>

#include "corpus/text.h"

namespace cuepoint {
namespace {

// From a microsecond up; anything shorter counts as one.
constexpr double kLeast_ms = 0.001;
constexpr double kGrowth = 1.01;
constexpr std::size_t kBuckets = 2400;  // Up to some six hours.

constexpr std::string_view kOther = "(other)";
constexpr std::string_view kNoRoute = "(none)";

int Part(std::string_view text, std::size_t at, std::size_t length) {
  int number = 0;
  std::from_chars(text.data() + at, text.data() + at + length, number);
  return number;
}

// Of a time as the parser takes it.
double Seconds(std::string_view time) {
  using std::chrono::day;
  using std::chrono::month;
  using std::chrono::year;
  const std::chrono::year_month_day date(year(Part(time, 0, 4)),
                                         month(static_cast<unsigned>(Part(time, 5, 2))),
                                         day(static_cast<unsigned>(Part(time, 8, 2))));
  const auto days = std::chrono::sys_days(date).time_since_epoch().count();
  return static_cast<double>(days) * 86400 + Part(time, 11, 2) * 3600 + Part(time, 14, 2) * 60 +
         Part(time, 17, 2) + Part(time, 20, 3) / 1000.0;
}

// `map[key]`, or the entry for all others once there are `most`.
template <class Value>
Value& Entry(std::map<std::string, Value>& map, std::string_view key, std::size_t most) {
  const auto at = map.find(std::string(key));
  if (at != map.end()) return at->second;
  return map[std::string(map.size() < most ? key : kOther)];
}

std::vector<QueryTraffic> Best(std::vector<QueryTraffic> queries, std::size_t limit,
                               std::size_t QueryTraffic::*by) {
  const auto before = [by](const QueryTraffic& a, const QueryTraffic& b) {
    return a.*by != b.*by ? a.*by > b.*by : a.text < b.text;
  };
  const std::size_t kept = std::min(limit, queries.size());
  std::partial_sort(queries.begin(), queries.begin() + static_cast<std::ptrdiff_t>(kept),
                    queries.end(), before);
  queries.resize(kept);
  return queries;
}

}  // namespace

void LatencyHistogram::Add(double ms) {
  if (buckets_.empty()) buckets_.resize(kBuckets);
  const double position = std::log(std::max(ms, kLeast_ms) / kLeast_ms) / std::log(kGrowth);
  const auto bucket = static_cast<std::size_t>(std::ceil(position - 1e-9));
  ++buckets_[std::min(bucket, kBuckets - 1)];
  ++count_;
  max_ = std::max(max_, ms);
}

double LatencyHistogram::Quantile(double share) const {
  const auto rank = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < buckets_.size(); ++i) {
    seen += buckets_[i];
    if (seen >= std::max<std::uint64_t>(rank, 1)) {
      return std::min(kLeast_ms * std::pow(kGrowth, static_cast<double>(i)), max_);
    }
  }
  return max_;
}

void Traffic::Add(std::string_view line) {
  ++lines_;
  LoggedAccess access;
  switch (ParseLogLine(line, access)) {
    case LogLineKind::kUnknown:
      ++unknown_;
      return;
    case LogLineKind::kNotice:
      ++notices_;
      return;
    case LogLineKind::kProblem:
      ++problems_;
      return;
    case LogLineKind::kAccess:
      break;
  }
  ++requests_;
  // Files may come in any order; times of this form compare as texts.
  if (first_time_.empty() || access.time < first_time_) first_time_ = access.time;
  if (access.time > last_time_) last_time_ = access.time;
  RouteTraffic& route = Entry(routes_, access.route.empty() ? kNoRoute : access.route, kMaxNames);
  ++route.requests;
  ++route.by_status[access.status];
  route.latency.Add(access.ms);
  if (!access.index.empty()) ++Entry(indexes_, access.index, kMaxNames);
  DayTraffic& day = Entry(days_, access.day(), kMaxDays);
  ++day.requests;
  if (access.status >= 500) ++day.errors;
  const bool is_search = access.route == "/v1/search" || access.route == "/";
  if (is_search && access.hits && access.status == 200) AddSearch(access);
}

void Traffic::AddSearch(const LoggedAccess& access) {
  Search search;
  search.time_s = Seconds(access.time);
  search.day = access.day();
  search.index = access.index;
  search.is_hash = access.query.empty() && !access.query_hash.empty();
  search.query = search.is_hash ? access.query_hash : ToLowerAscii(Trim(access.query));
  search.has_hits = *access.hits > 0;
  if (search.is_hash || search.query.empty()) {
    Count(search);
    return;
  }
  if (pending_.size() >= kMaxClients) CountPending();
  const auto [at, is_new] = pending_.try_emplace(access.client, search);
  if (is_new) return;
  Search& last = at->second;
  const bool goes_on =
      last.index == search.index && std::abs(search.time_s - last.time_s) <= kTyping_s &&
      (search.query.starts_with(last.query) || last.query.starts_with(search.query)) &&
      search.query != last.query;
  if (goes_on) {
    ++typed_through_;
  } else {
    Count(last);
  }
  last = std::move(search);
}

void Traffic::Count(const Search& search) {
  ++searches_;
  DayTraffic& day = Entry(days_, search.day, kMaxDays);
  ++day.searches;
  if (!search.has_hits) {
    ++without_hits_;
    ++day.without_hits;
  }
  if (search.query.empty()) return;
  ++with_query_;
  auto at = queries_.find(search.query);
  if (at == queries_.end()) {
    if (queries_.size() >= kMaxQueries) {
      ++left_out_;
      return;
    }
    at = queries_.try_emplace(search.query).first;
  }
  ++at->second.searches;
  if (!search.has_hits) ++at->second.without_hits;
  at->second.is_hash = search.is_hash;
}

void Traffic::CountPending() {
  for (const auto& [client, search] : pending_) Count(search);
  pending_.clear();
}

void Traffic::Finish() { CountPending(); }

std::vector<QueryTraffic> Traffic::TopQueries(std::size_t limit) const {
  std::vector<QueryTraffic> queries;
  for (const auto& [text, counts] : queries_) {
    queries.push_back({text, counts.is_hash, counts.searches, counts.without_hits});
  }
  return Best(std::move(queries), limit, &QueryTraffic::searches);
}

std::vector<QueryTraffic> Traffic::QueriesWithoutHits(std::size_t limit) const {
  std::vector<QueryTraffic> queries;
  for (const auto& [text, counts] : queries_) {
    if (2 * counts.without_hits <= counts.searches) continue;
    queries.push_back({text, counts.is_hash, counts.searches, counts.without_hits});
  }
  return Best(std::move(queries), limit, &QueryTraffic::without_hits);
}

}  // namespace cuepoint
