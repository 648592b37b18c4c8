// Waiting for many descriptors at once (epoll), and being woken from elsewhere (eventfd).
#ifndef CUEPOINT_SERVER_POLLER_H_
#define CUEPOINT_SERVER_POLLER_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "corpus/result.h"
#include "server/unique_fd.h"

namespace cuepoint {

/// Belongs to one thread, except Wake and Await. Descriptors are known by a number that the owner
/// chooses, so that an event for one that has been closed meanwhile is recognised as stale. Closing
/// a descriptor removes it.
class Poller {
 public:
  enum class Interest { kReadable, kWritable };

  /// Error: kUnavailable (out of descriptors).
  static Result<Poller> Create();

  /// Reports `fd` as `id` whenever it is readable. Error: kUnavailable.
  Result<void> AddListener(int fd, std::uint64_t id);
  void RemoveListener(int fd);

  /// Knows `fd` as `id` and reports nothing until Await. Error: kUnavailable.
  Result<void> Add(int fd, std::uint64_t id);

  /// Reports `fd` once, when it is ready for that or has failed; between reports not even a hang-up
  /// is reported. False when the system refuses. From any thread, while `fd` is not closed.
  [[nodiscard]] bool Await(int fd, std::uint64_t id, Interest interest);

  /// Puts the ids that are ready into `ready`, after at most `timeout` (none: without end). Returns
  /// earlier, perhaps with no id, when woken.
  void Wait(std::optional<std::chrono::milliseconds> timeout, std::vector<std::uint64_t>& ready);

  /// Ends the current or next Wait. From any thread, and from a signal handler.
  void Wake() const;

 private:
  Poller(UniqueFd epoll, UniqueFd wake);

  UniqueFd epoll_;
  UniqueFd wake_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_POLLER_H_
