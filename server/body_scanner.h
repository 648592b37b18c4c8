// Where a request's body ends, and what is in it (RFC 9112, sections 6 and 7).
//
// Only requests to paths that take a body are read by this; it is strict where programs along the
// way are known to differ, as a body whose end is seen elsewhere is how requests are smuggled.
#ifndef CUEPOINT_SERVER_BODY_SCANNER_H_
#define CUEPOINT_SERVER_BODY_SCANNER_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace cuepoint {

/// How the end of a body is told.
struct BodyFraming {
  enum class Kind {
    kNone,     ///< There is no body.
    kLength,   ///< It has `bytes` bytes.
    kChunked,  ///< It comes in chunks, and says when the last has come.
    kRefused,  ///< It cannot be told: `status`.
  };
  Kind kind = Kind::kNone;
  std::size_t bytes = 0;
  bool expects_continue = false;  ///< The client waits to be told to send it.
  int status = 0;                 ///< 400, or 413 for one that says it is larger than allowed.
};

/// Reads a whole head: request line, fields and the empty line, each ending in CR LF. Refused with
/// 400: a length that is no number, two lengths, a length and chunks, any transfer coding but
/// "chunked" once, a folded field.
BodyFraming FramingOf(std::string_view head, std::size_t limit_bytes);

/// State of reading one body as it arrives, each byte once. Not thread-safe.
class BodyScanner {
 public:
  struct Progress {
    enum class State { kIncomplete, kComplete, kRefused };
    State state = State::kIncomplete;
    std::size_t consumed = 0;  ///< Bytes that need not be shown again.
    int status = 0;            ///< Why it was refused: 400, 413, or 431 for its trailer.
  };

  /// Of a framing that is not refused, and at most `limit_bytes` of content.
  BodyScanner(const BodyFraming& framing, std::size_t limit_bytes);

  /// Takes what it can of `arrived`, the bytes after those consumed so far, and appends the content
  /// to `body`. Extensions of chunks and the trailer are skipped, and bounded too.
  Progress Scan(std::string_view arrived, std::string& body);

 private:
  enum class Part { kData, kChunkSize, kChunkEnd, kTrailer, kDone };

  // Each takes the start of `rest`; 0, or the status to refuse with. Without progress more must
  // arrive.
  void TakeData(std::string_view& rest, std::string& body);
  int TakeLine(std::string_view& rest, std::size_t content_bytes);
  int TakeChunkSize(std::string_view line, std::size_t content_bytes);
  int TakeTrailerLine(std::string_view line);

  std::size_t limit_bytes_;
  bool chunked_;
  Part part_;
  std::size_t due_bytes_ = 0;  // Of the content, or of the chunk at hand.
  std::size_t trailer_bytes_ = 0;
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_BODY_SCANNER_H_
