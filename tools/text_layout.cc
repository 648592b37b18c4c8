#include "tools/text_layout.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

namespace cuepoint {
namespace {

void AppendCodePoint(UChar32 code_point, std::string& out) {
  std::array<std::uint8_t, U8_MAX_LENGTH> bytes{};
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(bytes.data(), length, code_point);
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
}

bool IsBidiControl(UChar32 c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

std::size_t CodePointWidth(UChar32 c) {
  switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR:
      return 0;
    default:
      break;
  }
  if (u_hasBinaryProperty(c, UCHAR_REGIONAL_INDICATOR)) return 2;  // Shown in pairs, as a flag.
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

bool IsPrintableAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

// The columns of a text in which every character is a grapheme cluster of its own; nullopt for
// another one. Spares most texts a break iterator, which takes longer to make than to use.
std::optional<std::size_t> SimpleWidth(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int64_t>(text.size());
  std::size_t width = 0;
  for (std::int64_t at = 0; at < length;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, at, length, c);
    if (u_getIntPropertyValue(c, UCHAR_GRAPHEME_CLUSTER_BREAK) != U_GCB_OTHER) return std::nullopt;
    width += CodePointWidth(c);
  }
  return width;
}

// Byte offsets at which `text` may be cut, from 0 to its length; only the ends when ICU cannot
// help.
std::vector<std::size_t> Boundaries(std::string_view text, bool lines) {
  std::vector<std::size_t> boundaries = {0};
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale& locale = icu::Locale::getRoot();
  std::unique_ptr<icu::BreakIterator> iterator(
      lines ? icu::BreakIterator::createLineInstance(locale, status)
            : icu::BreakIterator::createCharacterInstance(locale, status));
  UText* utext =
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
  if (U_SUCCESS(status)) {
    iterator->setText(utext, status);
    if (U_SUCCESS(status)) {
      for (std::int32_t at = iterator->next(); at != icu::BreakIterator::DONE;
           at = iterator->next()) {
        boundaries.push_back(static_cast<std::size_t>(at));
      }
    }
  }
  utext_close(utext);
  if (boundaries.back() != text.size()) boundaries.push_back(text.size());
  return boundaries;
}

std::string_view TrimRight(std::string_view text) {
  const std::size_t last = text.find_last_not_of(' ');
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

// The entities that EscapeHtml writes, and their usual other spellings.
constexpr std::array<std::pair<std::string_view, char>, 8> kEntities = {{{"&amp;", '&'},
                                                                         {"&lt;", '<'},
                                                                         {"&gt;", '>'},
                                                                         {"&quot;", '"'},
                                                                         {"&#39;", '\''},
                                                                         {"&#34;", '"'},
                                                                         {"&#x27;", '\''},
                                                                         {"&apos;", '\''}}};

std::string UnescapeHtml(std::string_view html) {
  std::string text;
  while (!html.empty()) {
    if (html.front() == '&') {
      const auto entity = std::find_if(
          kEntities.begin(), kEntities.end(),
          [html](const auto& entry) { return html.substr(0, entry.first.size()) == entry.first; });
      if (entity != kEntities.end()) {
        text.push_back(entity->second);
        html.remove_prefix(entity->first.size());
        continue;
      }
    }
    text.push_back(html.front());
    html.remove_prefix(1);
  }
  return text;
}

}  // namespace

std::string SafeText(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int64_t>(text.size());
  for (std::int64_t at = 0; at < length;) {
    UChar32 c = 0;
    U8_NEXT(bytes, at, length, c);
    if ((c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029) {
      safe.push_back(' ');
    } else if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {  // Below 0: not UTF-8.
      AppendCodePoint(0xFFFD, safe);
    } else if (!IsBidiControl(c) && c != 0xFEFF) {
      AppendCodePoint(c, safe);
    }
  }
  return safe;
}

std::string SafeJson(std::string_view json) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string safe;
  safe.reserve(json.size());
  for (std::size_t at = 0; at < json.size(); ++at) {
    auto byte = static_cast<std::uint8_t>(json[at]);
    const bool c1 =
        byte == 0xC2 && at + 1 < json.size() && static_cast<std::uint8_t>(json[at + 1]) < 0xA0;
    if (byte != 0x7F && !c1) {
      safe.push_back(json[at]);
      continue;
    }
    if (c1) byte = static_cast<std::uint8_t>(json[++at]);
    safe.append("\\u00").push_back(kHex[byte >> 4]);
    safe.push_back(kHex[byte & 15]);
  }
  return safe;
}

std::size_t DisplayWidth(std::string_view text) {
  if (IsPrintableAscii(text)) return text.size();
  if (const std::optional<std::size_t> width = SimpleWidth(text)) return *width;
  const std::vector<std::size_t> clusters = Boundaries(text, /*lines=*/false);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  std::size_t width = 0;
  for (std::size_t i = 0; i + 1 < clusters.size(); ++i) {
    auto at = static_cast<std::int64_t>(clusters[i]);
    const auto end = static_cast<std::int64_t>(clusters[i + 1]);
    std::size_t cluster_width = 0;
    while (at < end) {
      UChar32 c = 0;
      U8_NEXT_OR_FFFD(bytes, at, end, c);
      // U+FE0F asks for the emoji picture of a character that is otherwise narrow.
      cluster_width = std::max(cluster_width, c == 0xFE0F ? 2 : CodePointWidth(c));
    }
    width += cluster_width;
  }
  return width;
}

std::vector<Span> ParseSnippet(std::string_view snippet) {
  constexpr std::string_view kOpen = "<mark>";
  constexpr std::string_view kClose = "</mark>";
  std::vector<Span> spans;
  bool marked = false;
  const auto add = [&](std::string_view html) {
    std::string text = SafeText(UnescapeHtml(html));
    if (!text.empty()) spans.push_back({std::move(text), marked});
  };
  while (!snippet.empty()) {
    const std::string_view tag = marked ? kClose : kOpen;
    const std::size_t at = snippet.find(tag);
    if (at == std::string_view::npos) {
      add(snippet);
      break;
    }
    add(snippet.substr(0, at));
    snippet.remove_prefix(at + tag.size());
    marked = !marked;
  }
  return spans;
}

std::vector<std::string> WrapSpans(const std::vector<Span>& spans, std::size_t width,
                                   std::size_t indent, const Style& style) {
  std::string text;
  std::vector<std::pair<std::size_t, bool>> ends;  // Where each run ends, and whether it is marked.
  for (const Span& span : spans) {
    text += span.text;
    ends.emplace_back(text.size(), span.marked);
  }
  const std::size_t columns = width > indent + 1 ? width - indent : 1;
  const std::string margin(indent, ' ');
  std::vector<std::string> lines;
  const auto add_line = [&](std::size_t begin, std::size_t end) {
    end = begin + TrimRight(std::string_view(text).substr(begin, end - begin)).size();
    std::string line = margin;
    std::size_t run_begin = 0;
    for (const auto& [run_end, marked] : ends) {
      const std::size_t from = std::max(begin, run_begin);
      const std::size_t to = std::min(end, run_end);
      if (from < to) {
        const std::string_view piece = std::string_view(text).substr(from, to - from);
        line += marked ? style.Match(piece) : std::string(piece);
      }
      run_begin = run_end;
    }
    lines.push_back(std::move(line));
  };
  const std::vector<std::size_t> breaks = Boundaries(text, /*lines=*/true);
  std::size_t line_begin = 0;
  std::size_t line_columns = 0;
  for (std::size_t i = 0; i + 1 < breaks.size(); ++i) {
    const std::string_view piece =
        std::string_view(text).substr(breaks[i], breaks[i + 1] - breaks[i]);
    if (line_columns > 0 && line_columns + DisplayWidth(TrimRight(piece)) > columns) {
      add_line(line_begin, breaks[i]);
      line_begin = breaks[i];
      line_columns = 0;
    }
    line_columns += DisplayWidth(piece);
  }
  if (line_begin < text.size()) add_line(line_begin, text.size());
  return lines;
}

std::vector<std::string> WrapText(std::string_view text, std::size_t width, std::size_t indent) {
  return WrapSpans({{SafeText(text), false}}, width, indent, Style(false));
}

std::string PadLeft(std::string_view text, std::size_t width) {
  const std::size_t columns = DisplayWidth(text);
  std::string padded(columns < width ? width - columns : 0, ' ');
  return padded.append(text);
}

}  // namespace cuepoint
