#include "corpus/markup/html_text.h"

#include <algorithm>
#include <climits>
#include <cstddef>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include "corpus/markup/html_events.h"
#include "corpus/markup/html_lines.h"
#include "corpus/markup/html_scan.h"
#include "corpus/markup/html_unclosed.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

// libxml2 walks its stack of open elements for every end tag that has no start tag, so that the
// stack must be bounded for the parse to be linear.
constexpr int kDepthLimit = 256;

// libxml2 counts in int.
constexpr std::size_t kPieceLimitBytes = INT_MAX / 2;

struct FreeContext {
  void operator()(htmlParserCtxt* context) const { htmlFreeParserCtxt(context); }
};
using ContextPtr = std::unique_ptr<htmlParserCtxt, FreeContext>;

// What the callbacks of one parse share.
struct Parse {
  HtmlEvents* events = nullptr;
  htmlParserCtxt* context = nullptr;
  std::size_t stopped_at = std::string_view::npos;  // Where the depth limit was reached.
};

std::string_view View(const xmlChar* text) { return reinterpret_cast<const char*>(text); }

void OnStart(void* user_data, const xmlChar* name, const xmlChar** attributes) {
  auto& parse = *static_cast<Parse*>(user_data);
  parse.events->Start(View(name), attributes);
  if (parse.context->nameNr <= kDepthLimit) return;
  const xmlParserInput& input = *parse.context->input;
  parse.stopped_at = static_cast<std::size_t>(input.cur - input.base);
  xmlStopParser(parse.context);
}

void OnEnd(void* user_data, const xmlChar* name) {
  static_cast<Parse*>(user_data)->events->End(View(name));
}

void OnText(void* user_data, const xmlChar* text, int size_bytes) {
  static_cast<Parse*>(user_data)->events->Text(
      {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size_bytes)});
}

htmlSAXHandler MakeHandler() {
  htmlSAXHandler handler{};
  handler.startElement = OnStart;
  handler.endElement = OnEnd;
  handler.characters = OnText;
  handler.ignorableWhitespace = OnText;
  // cdataBlock stays empty: it has the contents of scripts and styles.
  return handler;
}

// Parses `html`, which a zero byte must follow, in place. Returns the offset at which the depth
// limit stopped it; npos when it came to the end.
std::size_t ParsePiece(const char* html, std::size_t size_bytes, HtmlEvents& events) {
  const ContextPtr context(htmlNewParserCtxt());
  if (context == nullptr) return std::string_view::npos;
  xmlParserInput* input = xmlNewInputStream(context.get());
  if (input == nullptr) return std::string_view::npos;
  input->base = reinterpret_cast<const xmlChar*>(html);
  input->cur = input->base;
  input->end = input->base + size_bytes;
  input->length = static_cast<int>(size_bytes);
  inputPush(context.get(), input);
  htmlCtxtUseOptions(context.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                        HTML_PARSE_NONET | HTML_PARSE_NOIMPLIED |
                                        HTML_PARSE_IGNORE_ENC);
  // The text is UTF-8 whatever a <meta> in it says.
  xmlSwitchEncoding(context.get(), XML_CHAR_ENCODING_UTF8);
  *context->sax = MakeHandler();
  Parse parse{&events, context.get()};
  context->userData = &parse;
  htmlParseDocument(context.get());
  return parse.stopped_at;
}

// Parses `html`, going on with a new stack of elements wherever the depth limit was reached.
void ParseHtml(const std::string& html, HtmlEvents& events) {
  static std::once_flag initialised;
  std::call_once(initialised, xmlInitParser);
  std::size_t begin = 0;
  while (begin < html.size()) {
    const std::size_t size = std::min(html.size() - begin, kPieceLimitBytes);
    const std::size_t stopped = ParsePiece(html.c_str() + begin, size, events);
    if (stopped == std::string_view::npos) return;
    begin += stopped;
    if (begin < html.size() && html[begin] == '/') ++begin;
    if (begin < html.size() && html[begin] == '>') ++begin;
    events.Restart();
  }
}

// As libxml2 and the builder need it: well-formed, without zero bytes.
std::string Clean(std::string_view html) {
  std::string clean =
      FindInvalidUtf8(html) == std::string_view::npos ? std::string(html) : RepairUtf8(html);
  if (clean.find('\0') != std::string::npos) std::replace(clean.begin(), clean.end(), '\0', ' ');
  return clean;
}

}  // namespace

RichText ReadHtml(std::string_view html, std::string_view base_url) {
  std::string clean = Clean(html);
  const MarkupScan scan = ScanMarkup(clean);
  if (scan.crowded_tag) clean = EndCrowdedTags(clean);
  RichTextBuilder builder;
  LineFeeder lines(builder);
  if (!scan.tags && !scan.entities) {
    lines.Text(clean);
    return builder.Finish();
  }
  HtmlEvents events(builder, scan.block_tags ? nullptr : &lines, base_url);
  ParseHtml(clean, events);
  RichText text = builder.Finish();
  if (!events.has_hidden() && !scan.comments) return text;
  const std::optional<std::string> shown = ShowUnclosed(clean);
  if (!shown) return text;
  LineFeeder shown_lines(builder);
  HtmlEvents shown_events(builder, scan.block_tags ? nullptr : &shown_lines, base_url);
  ParseHtml(*shown, shown_events);
  return builder.Finish();
}

std::string HtmlToLine(std::string_view html) {
  const std::string clean = Clean(html);
  RichTextBuilder builder;
  if (clean.find_first_of("<&") == std::string::npos) {
    builder.Text(clean);
  } else {
    HtmlEvents events(builder, nullptr, {});
    ParseHtml(EscapeUnlikelyTags(clean), events);
  }
  std::string line;
  for (const TextBlock& block : builder.Finish().blocks) {
    if (!line.empty()) line += ' ';
    line += block.text;
  }
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return line;
}

}  // namespace cuepoint
