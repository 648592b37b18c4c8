// How many requests of one client are worked on at a time.
#ifndef CUEPOINT_SERVER_CONCURRENCY_LIMITER_H_
#define CUEPOINT_SERVER_CONCURRENCY_LIMITER_H_

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "server/ip_address.h"

namespace cuepoint {

/// Counts what is under way for each client; clients without any take no room. Thread-safe.
class ConcurrencyLimiter {
 public:
  /// A request under way, until destroyed.
  class Ticket {
   public:
    Ticket(Ticket&& other) noexcept
        : limiter_(std::exchange(other.limiter_, nullptr)), client_(other.client_) {}
    Ticket& operator=(Ticket&& other) noexcept {
      std::swap(limiter_, other.limiter_);
      std::swap(client_, other.client_);
      return *this;
    }
    ~Ticket();

   private:
    friend class ConcurrencyLimiter;
    Ticket(ConcurrencyLimiter* limiter, const IpAddress& client)
        : limiter_(limiter), client_(client) {}

    ConcurrencyLimiter* limiter_;
    IpAddress client_;
  };

  /// `at_once` must be at least 1.
  explicit ConcurrencyLimiter(std::size_t at_once) : at_once_(at_once) {}

  /// Nothing when `at_once` requests of the client are under way already.
  std::optional<Ticket> Enter(const IpAddress& client);

 private:
  const std::size_t at_once_;
  std::mutex mutex_;
  std::map<IpAddress::Bytes, std::size_t> under_way_;  // Guarded by mutex_.
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_CONCURRENCY_LIMITER_H_
