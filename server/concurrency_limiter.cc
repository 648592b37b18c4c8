#include "server/concurrency_limiter.h"

namespace cuepoint {

ConcurrencyLimiter::Ticket::~Ticket() {
  if (limiter_ == nullptr) return;
  const std::lock_guard lock(limiter_->mutex_);
  const auto found = limiter_->under_way_.find(client_.bytes());
  if (--found->second == 0) limiter_->under_way_.erase(found);
}

std::optional<ConcurrencyLimiter::Ticket> ConcurrencyLimiter::Enter(const IpAddress& client) {
  const std::lock_guard lock(mutex_);
  std::size_t& count = under_way_[client.bytes()];
  if (count >= at_once_) return std::nullopt;  // At least one, so there is an entry to leave.
  ++count;
  return Ticket(this, client);
}

}  // namespace cuepoint
