// A main for fuzz targets in builds without libFuzzer: runs every seed, then mutations of the seeds
// that are the same in every run.
//
//   fuzz_NAME SEED_DIRECTORY|FILE… [MUTATIONS]
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers on every platform.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::size_t Below(std::size_t bound) {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return bound == 0 ? 0 : static_cast<std::size_t>((z ^ (z >> 31)) % bound);
  }

 private:
  std::uint64_t state_;
};

std::string ReadWhole(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void Run(const std::string& input) {
  // A copy of the exact size, so that a sanitizer sees one byte too far.
  const std::vector<std::uint8_t> bytes(input.begin(), input.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

std::string Mutate(std::string input, const std::vector<std::string>& seeds, Random& random) {
  static const std::vector<std::string> kTokens = {"\n",
                                                   ":",
                                                   "00:00",
                                                   "59:59",
                                                   "\"",
                                                   "{",
                                                   "}",
                                                   "[",
                                                   "]",
                                                   "\\",
                                                   std::string(1, '\0'),
                                                   "\xFF",
                                                   "\xE2\x80\xA8",
                                                   "http://",
                                                   "0",
                                                   "9",
                                                   "-",
                                                   "(",
                                                   ")",
                                                   " ",
                                                   "*",
                                                   "AND",
                                                   "NEAR",
                                                   "\xF0\x9F\x8E\x99"};
  for (std::size_t edits = 1 + random.Below(8); edits > 0; --edits) {
    const std::size_t at = random.Below(input.size() + 1);
    const std::size_t length = std::min(1 + random.Below(16), input.size() - at);
    switch (random.Below(6)) {
      case 0:
        if (at < input.size()) input[at] = static_cast<char>(random.Below(256));
        break;
      case 1:
        input.erase(at, length);
        break;
      case 2:
        input.insert(at, kTokens[random.Below(kTokens.size())]);
        break;
      case 3:
        input.insert(random.Below(input.size() + 1), input.substr(at, length));
        break;
      case 4: {
        const std::string& other = seeds[random.Below(seeds.size())];
        const std::size_t from = random.Below(other.size() + 1);
        input = input.substr(0, at) + other.substr(from);
        break;
      }
      default:
        input.resize(at);
        break;
    }
  }
  return input;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> seeds;
  std::size_t mutations = 0;
  for (int i = 1; i < argc; ++i) {
    const fs::path path = argv[i];
    if (fs::is_directory(path)) {
      std::vector<fs::path> files;
      for (const fs::directory_entry& entry : fs::directory_iterator(path)) {
        if (entry.is_regular_file()) files.push_back(entry.path());
      }
      std::sort(files.begin(), files.end());
      for (const fs::path& file : files) seeds.push_back(ReadWhole(file));
    } else if (fs::is_regular_file(path)) {
      seeds.push_back(ReadWhole(path));
    } else {
      mutations = static_cast<std::size_t>(std::strtoull(argv[i], nullptr, 10));
    }
  }
  if (seeds.empty()) {
    std::fprintf(stderr, "no seeds found; usage: %s SEED_DIRECTORY|FILE... [MUTATIONS]\n", argv[0]);
    return 2;
  }
  Run("");
  for (const std::string& seed : seeds) Run(seed);
  Random random(20251216);
  for (std::size_t i = 0; i < mutations; ++i) Run(Mutate(seeds[i % seeds.size()], seeds, random));
  std::printf("%zu seeds and %zu mutations ran\n", seeds.size(), mutations);
  return 0;
}
