#include "server/poller.h"

#include <array>
#include <cerrno>
#include <limits>
#include <string>
#include <system_error>
#include <utility>

#include <sys/epoll.h>
#include <sys/eventfd.h>

namespace cuepoint {
namespace {

constexpr std::uint64_t kWakeId = std::numeric_limits<std::uint64_t>::max();
constexpr std::size_t kEventsAtOnce = 64;

Error SystemError(const char* what) {
  return {.code = ErrorCode::kUnavailable,
          .message = std::string(what) + ": " + std::generic_category().message(errno)};
}

bool Control(int epoll, int operation, int fd, std::uint64_t id, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = id;
  return ::epoll_ctl(epoll, operation, fd, &event) == 0;
}

}  // namespace

Poller::Poller(UniqueFd epoll, UniqueFd wake) : epoll_(std::move(epoll)), wake_(std::move(wake)) {}

Result<Poller> Poller::Create() {
  UniqueFd epoll(::epoll_create1(EPOLL_CLOEXEC));
  if (!epoll) return SystemError("cannot create an epoll instance");
  UniqueFd wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!wake) return SystemError("cannot create an eventfd");
  if (!Control(epoll.get(), EPOLL_CTL_ADD, wake.get(), kWakeId, EPOLLIN)) {
    return SystemError("cannot watch an eventfd");
  }
  return Poller(std::move(epoll), std::move(wake));
}

Result<void> Poller::AddListener(int fd, std::uint64_t id) {
  if (Control(epoll_.get(), EPOLL_CTL_ADD, fd, id, EPOLLIN)) return {};
  return SystemError("cannot watch a listening socket");
}

void Poller::RemoveListener(int fd) { Control(epoll_.get(), EPOLL_CTL_DEL, fd, 0, 0); }

Result<void> Poller::Add(int fd, std::uint64_t id) {
  if (Control(epoll_.get(), EPOLL_CTL_ADD, fd, id, EPOLLONESHOT)) return {};
  return SystemError("cannot watch a socket");
}

bool Poller::Await(int fd, std::uint64_t id, Interest interest) {
  const std::uint32_t events = interest == Interest::kReadable ? EPOLLIN : EPOLLOUT;
  return Control(epoll_.get(), EPOLL_CTL_MOD, fd, id, events | EPOLLONESHOT);
}

void Poller::Wait(std::optional<std::chrono::milliseconds> timeout,
                  std::vector<std::uint64_t>& ready) {
  ready.clear();
  std::array<epoll_event, kEventsAtOnce> events{};
  const int count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()),
                                 timeout ? static_cast<int>(timeout->count()) : -1);
  for (int i = 0; i < count; ++i) {
    const std::uint64_t id = events[static_cast<std::size_t>(i)].data.u64;
    if (id != kWakeId) {
      ready.push_back(id);
      continue;
    }
    std::uint64_t wakes = 0;
    [[maybe_unused]] const ssize_t size = ::read(wake_.get(), &wakes, sizeof wakes);
  }
}

void Poller::Wake() const {
  // Fails only when the counter is full, and then a wake is pending anyway.
  const std::uint64_t one = 1;
  const int kept_errno = errno;
  [[maybe_unused]] const ssize_t size = ::write(wake_.get(), &one, sizeof one);
  errno = kept_errno;
}

}  // namespace cuepoint
