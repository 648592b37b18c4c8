#include "server/content_coding.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>

#include <brotli/encode.h>
#include <zlib.h>

#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr int kGzipWindowBits = 15 + 16;  // The largest window, and gzip's frame instead of zlib's.
constexpr int kMemoryLevel = 8;           // zlib's default.

// Smaller than gzip's fastest in half its time on an answer of 11 kB (3,616 bytes in 32 µs, 3,788
// in 66 µs); the next levels gain 3 % each for a third more time.
constexpr int kFastBrotliQuality = 2;
constexpr int kFastBrotliWindow = 18;  // Bits; few answers are larger.

// In thousandths, as the grammar has three digits.
constexpr int kFullWeight = 1000;

// The weight of ";q=0.5", 1 without one; a weight that is not well-formed counts as 0, so that
// nobody is sent what he may have refused.
int WeightOf(std::string_view parameters) {
  while (!parameters.empty()) {
    const std::size_t end = parameters.find(';');
    const std::string_view parameter = Trim(parameters.substr(0, end));
    parameters = end == std::string_view::npos ? std::string_view() : parameters.substr(end + 1);
    if (!StartsWithNoCase(parameter, "q=")) continue;
    const std::string_view text = parameter.substr(2);
    if (text.empty() || (text[0] != '0' && text[0] != '1')) return 0;
    if (text.size() > 1 && text[1] != '.') return 0;
    int weight = (text[0] - '0') * kFullWeight;
    int digit = kFullWeight / 10;
    for (const char c : text.substr(std::min<std::size_t>(2, text.size()))) {
      if (!IsDigit(c)) return 0;
      weight += (c - '0') * digit;
      digit /= 10;
    }
    return std::min(weight, kFullWeight);
  }
  return kFullWeight;
}

// zlib's state for one level. It takes 268 kB, which cost more to get and give back for each answer
// than compressing it.
class Deflater {
 public:
  explicit Deflater(int level) {
    ready_ = deflateInit2(&stream_, level, Z_DEFLATED, kGzipWindowBits, kMemoryLevel,
                          Z_DEFAULT_STRATEGY) == Z_OK;
  }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;
  ~Deflater() {
    if (ready_) deflateEnd(&stream_);
  }

  std::string Run(std::string_view bytes) {
    if (!ready_ || deflateReset(&stream_) != Z_OK) return {};
    std::string out(deflateBound(&stream_, static_cast<uLong>(bytes.size())), '\0');
    // zlib's interface predates const; it does not write through next_in.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(out.size());
    out.resize(deflate(&stream_, Z_FINISH) == Z_STREAM_END ? stream_.total_out : 0);
    return out;
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

std::string GzipOf(std::string_view bytes, CompressionEffort effort) {
  if (bytes.size() > std::numeric_limits<uInt>::max() / 2) return {};
  if (effort == CompressionEffort::kBest) return Deflater(Z_BEST_COMPRESSION).Run(bytes);
  thread_local Deflater fast(Z_BEST_SPEED);
  return fast.Run(bytes);
}

std::string BrotliOf(std::string_view bytes, CompressionEffort effort) {
  const bool best = effort == CompressionEffort::kBest;
  std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  if (size == 0) return {};
  std::string out(size, '\0');
  const bool done =
      BrotliEncoderCompress(best ? BROTLI_MAX_QUALITY : kFastBrotliQuality,
                            best ? BROTLI_DEFAULT_WINDOW : kFastBrotliWindow, BROTLI_MODE_TEXT,
                            bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()),
                            &size, reinterpret_cast<std::uint8_t*>(out.data()));
  out.resize(done ? size : 0);
  return out;
}

}  // namespace

std::string_view Name(ContentCoding coding) {
  switch (coding) {
    case ContentCoding::kIdentity:
      return "";
    case ContentCoding::kGzip:
      return "gzip";
    case ContentCoding::kBrotli:
      return "br";
  }
  return "";
}

ContentCoding ChooseCoding(std::string_view accept_encoding) {
  std::optional<int> brotli;
  std::optional<int> gzip;
  std::optional<int> identity;
  std::optional<int> any;
  while (!accept_encoding.empty()) {
    const std::size_t comma = accept_encoding.find(',');
    const std::string_view item = accept_encoding.substr(0, comma);
    accept_encoding =
        comma == std::string_view::npos ? std::string_view() : accept_encoding.substr(comma + 1);
    const std::size_t semicolon = item.find(';');
    const std::string_view name = Trim(item.substr(0, semicolon));
    const int weight = WeightOf(semicolon == std::string_view::npos ? std::string_view()
                                                                    : item.substr(semicolon + 1));
    if (EqualsNoCase(name, "br")) brotli = weight;
    if (EqualsNoCase(name, "gzip") || EqualsNoCase(name, "x-gzip")) gzip = weight;
    if (EqualsNoCase(name, "identity")) identity = weight;
    if (name == "*") any = weight;
  }
  struct Candidate {
    ContentCoding coding;
    int weight;
  };
  const std::array candidates = {
      Candidate{ContentCoding::kBrotli, brotli.value_or(0)},
      Candidate{ContentCoding::kGzip, gzip.value_or(any.value_or(0))},
      // Unless weighed, it is taken and not preferred.
      Candidate{ContentCoding::kIdentity, identity.value_or(0)},
  };
  const Candidate best = *std::max_element(
      candidates.rbegin(), candidates.rend(),
      [](const Candidate& a, const Candidate& b) { return a.weight <= b.weight; });
  return best.weight > 0 ? best.coding : ContentCoding::kIdentity;
}

std::string Compress(std::string_view bytes, ContentCoding coding, CompressionEffort effort) {
  switch (coding) {
    case ContentCoding::kIdentity:
      return {};
    case ContentCoding::kGzip:
      return GzipOf(bytes, effort);
    case ContentCoding::kBrotli:
      return BrotliOf(bytes, effort);
  }
  return {};
}

}  // namespace cuepoint
