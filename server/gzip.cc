#include "server/gzip.h"

#include <limits>
#include <optional>

#include <zlib.h>

#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr int kGzipWindowBits = 15 + 16;  // The largest window, and gzip's frame instead of zlib's.
constexpr int kMemoryLevel = 8;           // zlib's default.

// "q=0", "q=0.000": not taken.
bool IsZeroWeight(std::string_view weight) {
  weight = Trim(weight);
  if (!StartsWithNoCase(weight, "q=")) return false;
  return weight.find_first_not_of("0.", 2) == std::string_view::npos;
}

}  // namespace

std::string Gzip(std::string_view bytes, GzipEffort effort) {
  if (bytes.size() > std::numeric_limits<uInt>::max() / 2) return {};
  z_stream stream{};
  const int level = effort == GzipEffort::kBest ? Z_BEST_COMPRESSION : Z_BEST_SPEED;
  if (deflateInit2(&stream, level, Z_DEFLATED, kGzipWindowBits, kMemoryLevel, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    return {};
  }
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  // zlib's interface predates const; it does not write through next_in.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(done ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

bool AcceptsGzip(std::string_view accept_encoding) {
  std::optional<bool> gzip;
  std::optional<bool> any;
  while (!accept_encoding.empty()) {
    const std::size_t comma = accept_encoding.find(',');
    const std::string_view item = accept_encoding.substr(0, comma);
    accept_encoding =
        comma == std::string_view::npos ? std::string_view() : accept_encoding.substr(comma + 1);
    const std::size_t semicolon = item.find(';');
    const std::string_view name = Trim(item.substr(0, semicolon));
    const bool taken =
        semicolon == std::string_view::npos || !IsZeroWeight(item.substr(semicolon + 1));
    if (EqualsNoCase(name, "gzip") || EqualsNoCase(name, "x-gzip")) gzip = taken;
    if (name == "*") any = taken;
  }
  return gzip.value_or(any.value_or(false));
}

}  // namespace cuepoint
