// Finds where a request's head ends, and refuses early what could never become one.
//
// The head is the request line and the header fields up to the empty line (RFC 9112, section 2.1).
// It is scanned as it arrives, each byte once, so that a client may send it as slowly as it likes
// without costing more than the bytes themselves. What the fields mean is the HTTP library's
// affair.
#ifndef CUEPOINT_SERVER_HEAD_SCANNER_H_
#define CUEPOINT_SERVER_HEAD_SCANNER_H_

#include <cstddef>
#include <string_view>

namespace cuepoint {

struct HeadLimits {
  std::size_t target_bytes = 8192;
  std::size_t head_bytes = 32768;
  std::size_t header_bytes = 8190;
  std::size_t headers = 100;
};

/// State of scanning one head. Not thread-safe.
class HeadScanner {
 public:
  struct Progress {
    enum class State { kIncomplete, kComplete, kRefused };
    State state = State::kIncomplete;
    std::size_t begin = 0;  ///< Where the request line starts: empty lines before it are skipped.
    std::size_t end = 0;    ///< Where the head ends, after the empty line.
    int status = 0;         ///< Why it was refused: 400, 414 or 431.
  };

  explicit HeadScanner(const HeadLimits& limits) : limits_(limits) {}

  /// Looks at what has arrived. `input` must start with what earlier calls saw. Lines must end in
  /// CR LF: a bare LF would be read differently by different programs along the way (400).
  Progress Scan(std::string_view input);

  /// Forgets everything, for the next request on the connection.
  void Reset() { *this = HeadScanner(limits_); }

 private:
  /// The refusal that a whole line (without its end) deserves, or 0.
  int CheckLine(std::string_view line);

  HeadLimits limits_;
  std::size_t begin_ = 0;       // Of the request line.
  std::size_t line_begin_ = 0;  // Of the line that has not ended yet.
  std::size_t scanned_ = 0;
  std::size_t lines_ = 0;  // Ended, the request line included.
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_HEAD_SCANNER_H_
