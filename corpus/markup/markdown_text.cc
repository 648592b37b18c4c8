#include "corpus/markup/markdown_text.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include <md4c-html.h>

#include "corpus/markup/html_text.h"
#include "corpus/markup/markdown_directives.h"

namespace cuepoint {
namespace {

// A row of a table is filled up to the width of its header, so that a few bytes can stand for many.
// Beyond this much HTML for each byte of Markdown, the rest is not read.
constexpr std::size_t kExpansionLimit = 16;
constexpr std::size_t kExpansionFloorBytes = 1 << 20;

struct Output {
  std::string html;
  std::size_t limit_bytes = 0;
};

void OnHtml(const MD_CHAR* text, MD_SIZE size_bytes, void* user_data) {
  auto& output = *static_cast<Output*>(user_data);
  if (output.html.size() + size_bytes <= output.limit_bytes) output.html.append(text, size_bytes);
}

// "[tea](https://…)" of "[tea]((https://…)", with one bracket or two at the end.
void MendDoubledBrackets(std::string& markdown) {
  constexpr std::string_view kDoubled = "]((http";
  std::size_t at = markdown.find(kDoubled);
  if (at == std::string::npos) return;
  std::string mended;
  std::size_t from = 0;
  for (; at != std::string::npos; at = markdown.find(kDoubled, from)) {
    const std::size_t address = at + 3;
    mended.append(markdown, from, at + 2 - from);
    const std::size_t end = std::min(markdown.find_first_of(" \n()", address), markdown.size());
    mended.append(markdown, address, end - address);
    from = markdown.compare(end, 2, "))") == 0 ? end + 1 : end;
  }
  mended.append(markdown, from);
  markdown = std::move(mended);
}

}  // namespace

RichText ReadMarkdown(std::string_view markdown) {
  std::string text = DropDirectives(markdown);
  MendDoubledBrackets(text);
  Output output;
  output.html.reserve(text.size() + text.size() / 2);
  output.limit_bytes = kExpansionFloorBytes + kExpansionLimit * text.size();
  // Notes indent lists in every way, and quote code between fences if at all.
  constexpr unsigned kFlags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH |
                              MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_PERMISSIVEWWWAUTOLINKS |
                              MD_FLAG_NOINDENTEDCODEBLOCKS;
  const std::size_t size =
      std::min<std::size_t>(text.size(), std::numeric_limits<MD_SIZE>::max() / 2);
  if (md_html(text.data(), static_cast<MD_SIZE>(size), OnHtml, &output, kFlags,
              MD_HTML_FLAG_SKIP_UTF8_BOM) != 0) {
    return ReadHtml(text);  // Out of memory is all that makes it fail; the text is still there.
  }
  return ReadHtml(output.html);
}

}  // namespace cuepoint
