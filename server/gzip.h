// Compression of answers (RFC 1952), and whether a client takes it.
#ifndef CUEPOINT_SERVER_GZIP_H_
#define CUEPOINT_SERVER_GZIP_H_

#include <string>
#include <string_view>

namespace cuepoint {

/// How hard to try: an answer is made once and sent once, a file is sent for as long as we run.
enum class GzipEffort { kFast, kBest };

/// `bytes` as a gzip file without a name or a time, so that equal bytes give equal files; empty
/// when memory is short. Thread-safe.
std::string Gzip(std::string_view bytes, GzipEffort effort);

/// Whether a request with this Accept-Encoding takes gzip (RFC 9110, section 12.5.3): named, or by
/// "*", without a weight of zero. Pure.
bool AcceptsGzip(std::string_view accept_encoding);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_GZIP_H_
