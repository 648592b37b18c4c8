// HTML to rich text: any bytes give blocks that are trimmed, well-formed and never empty, with
// links in order and within them.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "corpus/markup/html_text.h"
#include "corpus/text.h"
#include "tests/fuzz/fuzz_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view html(reinterpret_cast<const char*>(data), size);
  for (const std::string_view base : {"", "https://show.example/a/b"}) {
    for (const cuepoint::TextBlock& block : cuepoint::ReadHtml(html, base).blocks) {
      FUZZ_CHECK(!block.text.empty());
      FUZZ_CHECK(!cuepoint::IsSpace(block.text.back()));
      FUZZ_CHECK(cuepoint::FindInvalidUtf8(block.text) == std::string_view::npos);
      FUZZ_CHECK(block.text.find('\0') == std::string::npos);
      std::size_t end = 0;
      for (const cuepoint::TextLink& link : block.links) {
        FUZZ_CHECK(link.begin >= end && link.begin < link.end && link.end <= block.text.size());
        FUZZ_CHECK(!link.url.empty());
        FUZZ_CHECK(!cuepoint::StartsWithNoCase(link.url, "javascript:"));
        end = link.end;
      }
    }
  }
  const std::string line = cuepoint::HtmlToLine(html);
  FUZZ_CHECK(line.find('\n') == std::string::npos && line.find('\t') == std::string::npos);
  FUZZ_CHECK(cuepoint::FindInvalidUtf8(line) == std::string_view::npos);
  return 0;
}
