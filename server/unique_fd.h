// A file descriptor with an owner.
#ifndef CUEPOINT_SERVER_UNIQUE_FD_H_
#define CUEPOINT_SERVER_UNIQUE_FD_H_

#include <utility>

#include <unistd.h>

namespace cuepoint {

/// Closes what it holds. Movable; -1 holds nothing.
class UniqueFd {
 public:
  UniqueFd() = default;
  explicit UniqueFd(int fd) : fd_(fd) {}
  UniqueFd(UniqueFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  UniqueFd& operator=(UniqueFd&& other) noexcept {
    if (this != &other) Reset(std::exchange(other.fd_, -1));
    return *this;
  }
  ~UniqueFd() { Reset(); }

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }

  void Reset(int fd = -1) {
    // An interrupted close has still closed on Linux; retrying could close somebody else's.
    if (fd_ >= 0) ::close(fd_);
    fd_ = fd;
  }

 private:
  int fd_ = -1;
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_UNIQUE_FD_H_
