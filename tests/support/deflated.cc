#include "tests/support/deflated.h"

#include <cstdint>

namespace cuepoint::testing {
namespace {

class BitWriter {
 public:
  // The least significant bit first, as deflate packs all but Huffman codes (RFC 1951, 3.1.1).
  void Bits(unsigned value, unsigned count) {
    for (unsigned i = 0; i < count; ++i) Bit(value >> i & 1u);
  }
  void Code(unsigned value, unsigned count) {
    for (unsigned i = count; i > 0; --i) Bit(value >> (i - 1) & 1u);
  }
  std::string Take() {
    if (used_ > 0) bytes_ += static_cast<char>(byte_);
    return std::move(bytes_);
  }

 private:
  void Bit(unsigned bit) {
    byte_ |= bit << used_;
    if (++used_ < 8) return;
    bytes_ += static_cast<char>(byte_);
    byte_ = 0;
    used_ = 0;
  }

  std::string bytes_;
  unsigned byte_ = 0;
  unsigned used_ = 0;
};

void AppendLittleEndian(std::string& bytes, std::uint32_t value) {
  for (unsigned i = 0; i < 4; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFFu);
}

// CRC-32 of `count` times the same byte (RFC 1952, section 8).
std::uint32_t Crc32(unsigned char byte, std::size_t count) {
  std::uint32_t crc = 0xFFFFFFFFu;
  for (std::size_t i = 0; i < count; ++i) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1u ? 0xEDB88320u : 0u);
  }
  return ~crc;
}

}  // namespace

std::string GzipOfAs(std::size_t runs) {
  BitWriter writer;
  writer.Bits(0b1, 1);          // The last block,
  writer.Bits(0b01, 2);         // with the fixed codes of RFC 1951, section 3.2.6:
  writer.Code(0x30u + 'a', 8);  // a literal,
  for (std::size_t i = 0; i < runs; ++i) {
    writer.Code(0b11000101, 8);  // 258 bytes more,
    writer.Code(0b00000, 5);     // copied from one byte before,
  }
  writer.Code(0b0000000, 7);  // and the end.
  std::string file("\x1F\x8B\x08\0\0\0\0\0\0\xFF", 10);
  file += writer.Take();
  const std::size_t size = 1 + 258 * runs;
  AppendLittleEndian(file, Crc32('a', size));
  AppendLittleEndian(file, static_cast<std::uint32_t>(size));
  return file;
}

}  // namespace cuepoint::testing
