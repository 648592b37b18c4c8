#include "server/rate_limiter.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>
#include <random>

namespace cuepoint {
namespace {

constexpr double kNsPerSecond = 1e9;
// Rates beyond are as good as none, and slower ones would overflow the clock.
constexpr double kLeastPerSecond = 1e-3;
constexpr double kMostBurst_s = 1e6;

std::int64_t Nanoseconds(RateLimiter::Clock::time_point time) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
}

std::uint64_t Secret() {
  std::random_device random;
  return (std::uint64_t{random()} << 32) | random();
}

// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
std::uint64_t Mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

}  // namespace

RateLimiter::RateLimiter(double per_second, double burst, std::size_t clients)
    : interval_ns_(static_cast<std::int64_t>(
          std::ceil(kNsPerSecond / std::max(per_second, kLeastPerSecond)))),
      room_ns_(static_cast<std::int64_t>(std::min(
          std::max(burst, 1.0) * static_cast<double>(interval_ns_), kMostBurst_s * kNsPerSecond))),
      seed_{Secret(), Secret()},
      sets_(std::bit_ceil(std::max<std::size_t>((clients + kWays - 1) / kWays, 1))) {
  assert(per_second > 0);
}

std::size_t RateLimiter::SetOf(const IpAddress& client) const {
  std::uint64_t halves[2];
  std::memcpy(halves, client.bytes().data(), sizeof halves);
  return Mix(Mix(halves[0] ^ seed_[0]) + (halves[1] ^ seed_[1])) & (sets_.size() - 1);
}

RateLimiter::Bucket& RateLimiter::Find(Set& set, const IpAddress& client) const {
  for (Bucket& bucket : set) {
    if (bucket.full_at_ns != 0 && bucket.client == client.bytes()) return bucket;
  }
  Bucket& soonest = *std::min_element(set.begin(), set.end(), [](const Bucket& a, const Bucket& b) {
    return a.full_at_ns < b.full_at_ns;
  });
  soonest = {client.bytes(), 0};
  return soonest;
}

RateLimiter::Duration RateLimiter::Take(const IpAddress& client, Clock::time_point now) {
  const std::size_t at = SetOf(client);
  const std::int64_t now_ns = Nanoseconds(now);
  const std::lock_guard lock(stripes_[at % kStripes]);
  Bucket& bucket = Find(sets_[at], client);
  const std::int64_t full_at_ns = std::max(bucket.full_at_ns, now_ns) + interval_ns_;
  const std::int64_t early_ns = full_at_ns - now_ns - room_ns_;
  if (early_ns > 0) {
    return std::chrono::duration_cast<Duration>(std::chrono::nanoseconds(early_ns));
  }
  bucket.full_at_ns = full_at_ns;
  return Duration::zero();
}

void RateLimiter::Charge(const IpAddress& client, unsigned requests, Clock::time_point now) {
  const std::size_t at = SetOf(client);
  const std::int64_t now_ns = Nanoseconds(now);
  const std::int64_t most_ns = now_ns + room_ns_ + std::chrono::nanoseconds(kMostDebt).count();
  const std::lock_guard lock(stripes_[at % kStripes]);
  Bucket& bucket = Find(sets_[at], client);
  const std::int64_t before_ns = std::max(bucket.full_at_ns, now_ns);
  // Both sides are far below what an integer holds; their product may not be.
  const double added_ns = static_cast<double>(requests) * static_cast<double>(interval_ns_);
  bucket.full_at_ns = added_ns > static_cast<double>(most_ns - std::min(before_ns, most_ns))
                          ? std::max(before_ns, most_ns)
                          : before_ns + static_cast<std::int64_t>(added_ns);
}

}  // namespace cuepoint
