// Analysis: any bytes give well-formed tokens, both paths agree, and keys are fixed points. The
// first byte chooses the language.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "indexer/analyzer.h"
#include "indexer/analyzer_peer.h"
#include "tests/fuzz/fuzz_check.h"
#include "tests/indexer/analyzer_test_support.h"

namespace {

struct Pair {
  cuepoint::Analyzer fast;
  cuepoint::Analyzer general;
};

Pair MakePair(std::string_view language) {
  using cuepoint::testing::MakeAnalyzer;
  using cuepoint::testing::Path;
  return {MakeAnalyzer(language), MakeAnalyzer(language, Path::kGeneralOnly)};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static std::array<Pair, 6> analyzers = {MakePair("en"), MakePair("fr"), MakePair("de"),
                                          MakePair("ru"), MakePair("th"), MakePair("")};
  if (size == 0) return 0;
  Pair& pair = analyzers[data[0] % analyzers.size()];
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);

  cuepoint::TokenStream fast;
  const std::uint32_t next = pair.fast.Analyze(text, 3, fast);
  FUZZ_CHECK(cuepoint::testing::FindDefect(text, fast, 3, next).empty());
  cuepoint::TokenStream general;
  FUZZ_CHECK(pair.general.Analyze(text, 3, general) == next);
  FUZZ_CHECK(cuepoint::testing::Dump(fast) == cuepoint::testing::Dump(general));

  const std::string key = cuepoint::FoldKey(text);
  FUZZ_CHECK(cuepoint::FoldKey(key) == key);
  return 0;
}
