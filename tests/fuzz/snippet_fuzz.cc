// Snippets: any text and any tokens give well-formed UTF-8 in which only <mark> is markup. The
// first byte is the size, then come the tokens, five bytes each, up to one that begins with 255;
// the rest is the text.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/text.h"
#include "query/snippet.h"
#include "query/text_cut.h"
#include "tests/fuzz/fuzz_check.h"

namespace {

constexpr std::string_view kOpen = "<mark>";
constexpr std::string_view kClose = "</mark>";

/// Checks the markup and returns the number of bytes of text.
std::size_t CheckMarkup(std::string_view snippet) {
  std::size_t text_bytes = 0;
  bool open = false;
  while (!snippet.empty()) {
    const std::string_view tag = open ? kClose : kOpen;
    if (snippet.front() == '<') {
      FUZZ_CHECK(snippet.starts_with(tag));
      snippet.remove_prefix(tag.size());
      FUZZ_CHECK(open || !snippet.starts_with(kClose));
      open = !open;
      continue;
    }
    FUZZ_CHECK(static_cast<unsigned char>(snippet.front()) >= 0x20);
    FUZZ_CHECK(snippet.front() != '>' && snippet.front() != '"' && snippet.front() != '\'');
    std::size_t bytes = 1;
    if (snippet.front() == '&') {
      bytes = snippet.find(';');
      FUZZ_CHECK(bytes != std::string_view::npos && bytes <= 5);
      ++bytes;
      ++text_bytes;
    } else if (snippet.starts_with("\uFFFD")) {
      bytes = 3;  // May stand for a single byte.
      ++text_bytes;
    } else {
      ++text_bytes;
    }
    snippet.remove_prefix(bytes);
  }
  FUZZ_CHECK(!open);
  return text_bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t max_bytes = data[0];
  std::vector<cuepoint::TextToken> tokens;
  std::size_t at = 1;
  while (at + 5 <= size && data[at] != 255) {
    const auto begin = static_cast<std::uint32_t>(data[at + 1] | data[at + 2] << 8);
    tokens.push_back({data[at] % 8u, data[at + 3], begin, begin + data[at + 4]});
    at += 5;
  }
  if (at < size && data[at] == 255) ++at;
  const std::string_view text(reinterpret_cast<const char*>(data) + at, size - at);
  const std::vector<cuepoint::StemWeight> stems = {{1, 1.0F}, {2, 2.5F}, {3, 0.0F}, {5, 1.0F}};

  const std::string snippet = cuepoint::MakeSnippet(text, tokens, stems, {.max_bytes = max_bytes});
  FUZZ_CHECK(cuepoint::FindInvalidUtf8(snippet) == std::string_view::npos);
  constexpr std::size_t kTwoEllipses = 6;
  FUZZ_CHECK(CheckMarkup(snippet) <= max_bytes + kTwoEllipses);

  const cuepoint::TextRange core = {text.size() / 3, text.size() / 2};
  const cuepoint::TextRange cut = cuepoint::CutAround(text, tokens, core, max_bytes);
  FUZZ_CHECK(cut.begin <= cut.end && cut.end <= text.size() && cut.size() <= max_bytes);
  FUZZ_CHECK(core.size() > max_bytes || (cut.begin <= core.begin && cut.end >= core.end));
  return 0;
}
