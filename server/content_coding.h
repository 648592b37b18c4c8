// Codings of what is sent (RFC 9110, section 8.4): which one a client takes best, and making it.
#ifndef CUEPOINT_SERVER_CONTENT_CODING_H_
#define CUEPOINT_SERVER_CONTENT_CODING_H_

#include <string>
#include <string_view>

namespace cuepoint {

enum class ContentCoding { kIdentity, kGzip, kBrotli };

/// As Content-Encoding names it; empty for kIdentity.
std::string_view Name(ContentCoding coding);

/// What to answer with to a request with this Accept-Encoding (RFC 9110, section 12.5.3): of the
/// codings that it takes, the one with the highest weight; between equals the smallest answer. "*"
/// stands for gzip, which everybody can read, and no field for kIdentity, which is also the answer
/// to a client that takes nothing. Pure.
ContentCoding ChooseCoding(std::string_view accept_encoding);

/// How hard to try: an answer is made once and sent a few times, a file is sent for as long as we
/// run.
enum class CompressionEffort { kFast, kBest };

/// `bytes` in that coding: a gzip file (RFC 1952) without a name or a time, or a brotli stream
/// (RFC 7932). Equal bytes give equal results. Empty when memory is short, and for kIdentity.
/// Thread-safe.
std::string Compress(std::string_view bytes, ContentCoding coding, CompressionEffort effort);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_CONTENT_CODING_H_
