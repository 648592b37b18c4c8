#include "corpus/fetch/host_pace.h"

#include <algorithm>

namespace cuepoint {
namespace {

// Rounded up, so that waiting for it is waiting long enough.
HostPace::Duration Until(HostPace::Time time, HostPace::Time now) {
  return std::max(HostPace::Duration::zero(), std::chrono::ceil<HostPace::Duration>(time - now));
}

}  // namespace

HostPace::Duration HostPace::RestLeft(const std::string& host, Time now) const {
  const auto found = hosts_.find(host);
  return found == hosts_.end() ? Duration::zero() : Until(found->second.rest_until, now);
}

HostPace::Duration HostPace::TakeTurn(const std::string& host, Time now) {
  State& state = hosts_[host];
  const Duration wait = Until(state.next, now);
  state.next = now + wait + interval_;
  return wait;
}

void HostPace::Answered(const std::string& host) { hosts_[host].failures = 0; }

void HostPace::Failed(const std::string& host, Time now) {
  State& state = hosts_[host];
  if (++state.failures < failures_) return;
  Rest(host, now + rest_);
}

void HostPace::Rest(const std::string& host, Time until) {
  State& state = hosts_[host];
  state.rest_until = std::max(state.rest_until, until);
}

}  // namespace cuepoint
