#include "server/content_coding.h"

#include <string>

#include <brotli/decode.h>
#include <gtest/gtest.h>
#include <zlib.h>

namespace cuepoint {
namespace {

std::string Gunzip(const std::string& bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) return "no zlib";
  std::string copy = bytes;
  std::string out(1 << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(copy.data());
  stream.avail_in = static_cast<uInt>(copy.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int status = inflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return status == Z_STREAM_END ? out : "damaged";
}

std::string Unbrotli(const std::string& bytes) {
  std::string out(1 << 20, '\0');
  std::size_t size = out.size();
  if (BrotliDecoderDecompress(bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()),
                              &size, reinterpret_cast<std::uint8_t*>(out.data())) !=
      BROTLI_DECODER_RESULT_SUCCESS) {
    return "damaged";
  }
  out.resize(size);
  return out;
}

struct Accepted {
  const char* header;
  ContentCoding coding;
};
void PrintTo(const Accepted& accepted, std::ostream* out) { *out << accepted.header; }

class AcceptEncoding : public ::testing::TestWithParam<Accepted> {};

TEST_P(AcceptEncoding, ChoosesWhatTheClientTakesBest) {
  EXPECT_EQ(Name(ChooseCoding(GetParam().header)), Name(GetParam().coding));
}

constexpr ContentCoding kNone = ContentCoding::kIdentity;
constexpr ContentCoding kGzip = ContentCoding::kGzip;
constexpr ContentCoding kBrotli = ContentCoding::kBrotli;

INSTANTIATE_TEST_SUITE_P(
    Table, AcceptEncoding,
    ::testing::Values(
        Accepted{"", kNone}, Accepted{"gzip", kGzip}, Accepted{"GZIP", kGzip},
        Accepted{"x-gzip", kGzip}, Accepted{"br", kBrotli}, Accepted{"BR", kBrotli},
        Accepted{"gzip, deflate, br, zstd", kBrotli}, Accepted{"br;q=1.0", kBrotli},
        Accepted{"deflate,gzip;q=0.5", kGzip}, Accepted{"gzip;q=0", kNone},
        Accepted{"gzip; q=0.000", kNone}, Accepted{"br;q=0, gzip", kGzip},
        Accepted{"br;q=0.5, gzip;q=0.8", kGzip}, Accepted{"gzip;q=0.5, br;q=0.501", kBrotli},
        Accepted{"gzip;q=0.5, br;q=0.5", kBrotli}, Accepted{"br;q=0.5, identity", kNone},
        Accepted{"gzip;q=0.1, identity;q=0", kGzip}, Accepted{"identity;q=0", kNone},
        Accepted{"*", kGzip}, Accepted{"*;q=0.5, br;q=0.1", kGzip}, Accepted{"*, gzip;q=0", kNone},
        Accepted{"*;q=0", kNone}, Accepted{"br;q=2", kNone}, Accepted{"br;q=a", kNone},
        Accepted{"br;q=", kNone}, Accepted{"br;q=1.5", kBrotli}, Accepted{"br;v=1;q=0", kNone},
        Accepted{"gzipped", kNone}, Accepted{"brotli", kNone}, Accepted{",,,", kNone}));

TEST(Compress, GivesTheBytesBack) {
  for (const CompressionEffort effort : {CompressionEffort::kFast, CompressionEffort::kBest}) {
    for (const std::size_t size : {0u, 1u, 1000u, 100'000u}) {
      std::string bytes;
      for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(i * i / 7);
      EXPECT_EQ(Gunzip(Compress(bytes, kGzip, effort)), bytes) << size;
      EXPECT_EQ(Unbrotli(Compress(bytes, kBrotli, effort)), bytes) << size;
      // Also from a state that has been used.
      EXPECT_EQ(Compress(bytes, kGzip, effort), Compress(bytes, kGzip, effort));
      EXPECT_EQ(Compress(bytes, kBrotli, effort), Compress(bytes, kBrotli, effort));
    }
  }
  EXPECT_EQ(Compress("abc", kNone, CompressionEffort::kFast), "");
}

}  // namespace
}  // namespace cuepoint
