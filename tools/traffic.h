// What a log says of a service: how much was asked, how fast it was answered, what people searched
// for and what they did not find.
//
// Memory is bounded: quantiles come from histograms with buckets 1 % wide, and what there can be
// any number of (queries, clients) has a most.
#ifndef CUEPOINT_TOOLS_TRAFFIC_H_
#define CUEPOINT_TOOLS_TRAFFIC_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tools/access_log.h"

namespace cuepoint {

/// Latencies in milliseconds. Not thread-safe.
class LatencyHistogram {
 public:
  void Add(double ms);
  /// The time within which that share of requests was answered, from 0 to 1, at most 1 % too long;
  /// 0 without requests.
  double Quantile(double share) const;
  double max() const { return max_; }

 private:
  std::vector<std::uint32_t> buckets_;
  std::uint64_t count_ = 0;
  double max_ = 0;
};

struct RouteTraffic {
  std::size_t requests = 0;
  std::map<int, std::size_t> by_status;
  LatencyHistogram latency;
};

struct DayTraffic {
  std::size_t requests = 0;
  std::size_t searches = 0;
  std::size_t without_hits = 0;
  std::size_t errors = 0;  ///< Answers with a status from 500 on.
};

struct QueryTraffic {
  std::string text;  ///< Or the hash.
  bool is_hash = false;
  std::size_t searches = 0;
  std::size_t without_hits = 0;
};

/// Adds lines up. Not thread-safe.
class Traffic {
 public:
  static constexpr std::size_t kMaxQueries = 1'000'000;
  static constexpr std::size_t kMaxClients = 100'000;
  static constexpr std::size_t kMaxNames = 100;  ///< Routes; indexes.
  static constexpr std::size_t kMaxDays = 10'000;
  /// Two searches of a client within this time, one of which begins like the other, are one that
  /// was being typed.
  static constexpr double kTyping_s = 10;

  void Add(std::string_view line);
  void AddTooLong() { ++lines_, ++unknown_; }
  /// Call once, after the last line.
  void Finish();

  std::size_t lines() const { return lines_; }
  std::size_t requests() const { return requests_; }
  std::size_t notices() const { return notices_; }
  std::size_t problems() const { return problems_; }
  std::size_t unknown() const { return unknown_; }
  /// Searches without those that only typed towards the next one.
  std::size_t searches() const { return searches_; }
  std::size_t without_hits() const { return without_hits_; }
  std::size_t typed_through() const { return typed_through_; }
  std::size_t with_query() const { return with_query_; }
  bool has_left_out() const { return left_out_ > 0; }
  std::size_t left_out() const { return left_out_; }
  const std::string& first_time() const { return first_time_; }
  const std::string& last_time() const { return last_time_; }
  const std::map<std::string, RouteTraffic>& routes() const { return routes_; }
  const std::map<std::string, std::size_t>& indexes() const { return indexes_; }
  const std::map<std::string, DayTraffic>& days() const { return days_; }

  /// The most frequent queries, at most `limit`; ties by their text.
  std::vector<QueryTraffic> TopQueries(std::size_t limit) const;
  /// Those that mostly had no hits, by how often.
  std::vector<QueryTraffic> QueriesWithoutHits(std::size_t limit) const;

 private:
  struct Search {
    double time_s = 0;
    std::string day;
    std::string index;
    std::string query;
    bool is_hash = false;
    bool has_hits = true;
  };
  struct Counts {
    std::size_t searches = 0;
    std::size_t without_hits = 0;
    bool is_hash = false;
  };

  void AddSearch(const LoggedAccess& access);
  void Count(const Search& search);
  void CountPending();

  std::size_t lines_ = 0;
  std::size_t requests_ = 0;
  std::size_t notices_ = 0;
  std::size_t problems_ = 0;
  std::size_t unknown_ = 0;
  std::size_t searches_ = 0;
  std::size_t without_hits_ = 0;
  std::size_t typed_through_ = 0;
  std::size_t with_query_ = 0;
  std::size_t left_out_ = 0;
  std::string first_time_;
  std::string last_time_;
  std::map<std::string, RouteTraffic> routes_;
  std::map<std::string, std::size_t> indexes_;
  std::map<std::string, DayTraffic> days_;
  std::unordered_map<std::string, Counts> queries_;
  std::unordered_map<std::string, Search> pending_;  // By client: may still be being typed.
};

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_TRAFFIC_H_
