#include "indexer/glass_compression.h"

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

namespace cuepoint {
namespace {

// Xapian 1.4's backends/glass/glass_version.cc: magic, format (2 bytes), UUID, the revision, then
// for each table its root, level and flags, number of entries, block size, least compressed size
// (numbers of 7 bits a byte, the last one below 128) and free list (length and bytes).
constexpr std::string_view kMagic = "\x0f\x0dXapian Glass\x04\x6e";
constexpr std::size_t kUuidBytes = 16;
constexpr std::size_t kMaxFileBytes = 4096;
constexpr int kTables = 6;
constexpr int kNumbersBeforeLeast = 4;
constexpr int kDocumentData = 1;
constexpr int kTermLists = 2;

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  std::optional<std::uint64_t> Number() {
    std::uint64_t number = 0;
    for (unsigned shift = 0; at_ < bytes_.size() && shift < 63; shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      number |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return number;
    }
    return std::nullopt;
  }
  bool Skip(std::uint64_t bytes) {
    if (bytes > bytes_.size() - at_) return false;
    at_ += static_cast<std::size_t>(bytes);
    return true;
  }
  std::size_t at() const { return at_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

/// Sets the least compressed sizes in the bytes of a version file.
bool SetNeverCompressed(std::string& bytes) {
  if (!bytes.starts_with(kMagic)) return false;
  Reader reader(bytes);
  if (!reader.Skip(kMagic.size() + kUuidBytes) || !reader.Number()) return false;
  std::string changed = bytes;
  for (int table = 0; table < kTables; ++table) {
    for (int i = 0; i < kNumbersBeforeLeast; ++i) {
      if (!reader.Number()) return false;
    }
    const std::size_t at = reader.at();
    if (!reader.Number() || reader.at() != at + 1) return false;
    if (table == kDocumentData || table == kTermLists) changed[at] = '\0';
    const std::optional<std::uint64_t> free_list_bytes = reader.Number();
    if (!free_list_bytes || !reader.Skip(*free_list_bytes)) return false;
  }
  bytes = std::move(changed);
  return true;
}

}  // namespace

bool StopCompressing(const std::string& path) {
  std::fstream file(path + "/iamglass", std::ios::in | std::ios::out | std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (!file || bytes.size() > kMaxFileBytes || !SetNeverCompressed(bytes)) return false;
  file.clear();
  file.seekp(0);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return file.flush().good();
}

}  // namespace cuepoint
