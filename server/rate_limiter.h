// How much each client may ask for over time.
#ifndef CUEPOINT_SERVER_RATE_LIMITER_H_
#define CUEPOINT_SERVER_RATE_LIMITER_H_

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

#include "server/ip_address.h"

namespace cuepoint {

/// A token bucket for each client, in a table of fixed size. Thread-safe.
///
/// A bucket is kept as one point in time, at which it will be full again (GCRA: ITU-T I.371, the
/// virtual scheduling algorithm). A bucket that is full says nothing that its absence would not, so
/// when a set of the table has no free slot, the bucket that is full soonest gives way. Whoever
/// asks from very many addresses makes others' debts forgotten early and nothing worse; which
/// addresses share a set depends on a secret.
class RateLimiter {
 public:
  using Clock = std::chrono::steady_clock;
  using Duration = Clock::duration;

  static constexpr std::size_t kDefaultClients = 65536;

  /// `per_second` and `burst` as in GuardOptions, above zero; `clients` is how many are remembered,
  /// rounded up, at 24 bytes each.
  RateLimiter(double per_second, double burst, std::size_t clients = kDefaultClients);

  /// Takes one request from the client's bucket and returns zero; or, when it has none, takes
  /// nothing and returns how long until it has.
  Duration Take(const IpAddress& client, Clock::time_point now);

  /// Takes `requests` more even if the bucket does not have them: for what turned out to be more
  /// than one request. The debt is bounded by kMostDebt.
  void Charge(const IpAddress& client, unsigned requests, Clock::time_point now);

  static constexpr std::chrono::seconds kMostDebt{60};

 private:
  static constexpr std::size_t kWays = 8;
  static constexpr std::size_t kStripes = 64;

  struct Bucket {
    IpAddress::Bytes client{};
    std::int64_t full_at_ns = 0;  // On Clock; 0: free.
  };
  using Set = std::array<Bucket, kWays>;

  std::size_t SetOf(const IpAddress& client) const;
  // The client's bucket, made if need be. The set's stripe must be locked.
  Bucket& Find(Set& set, const IpAddress& client) const;

  const std::int64_t interval_ns_;  // For one request to be given back.
  const std::int64_t room_ns_;      // How far full_at_ns may lie ahead.
  const std::uint64_t seed_[2];
  std::vector<Set> sets_;
  std::array<std::mutex, kStripes> stripes_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_RATE_LIMITER_H_
