// Entity tags: what lets a client keep an answer and ask whether it is still right (RFC 9110,
// sections 8.8.3 and 13.1.2).
#ifndef CUEPOINT_SERVER_ETAG_H_
#define CUEPOINT_SERVER_ETAG_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "server/http_message.h"

namespace cuepoint {

/// Whether If-None-Match names this tag, by weak comparison, or is "*", whatever there is. Pure.
bool MatchesEtag(std::string_view if_none_match, std::string_view etag);

/// Tags of what is made from the index: they change with its revision, and with the program, as
/// another build or other options may answer differently. Immutable, thread-safe.
class RevisionEtags {
 public:
  /// A prefix of its own for this process.
  RevisionEtags();

  /// W/"…": answers of one revision say the same, but not in the same bytes (took_ms).
  std::string Of(std::uint64_t revision) const;

 private:
  std::string process_;
};

/// W/"…" of what stays the same for the length of the program.
std::string ContentEtag(std::string_view content);

/// 304 for a client that has this already.
HttpReply NotModified(std::string_view etag, std::string_view cache_control);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_ETAG_H_
