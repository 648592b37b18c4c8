#include "query/snippet.h"

#include <algorithm>
#include <array>

#include "corpus/text.h"
#include "query/snippet_window.h"
#include "query/text_cut.h"
#include "query/utf8_char.h"

namespace cuepoint {
namespace {

constexpr std::size_t kFewMarks = 16;  // Room for those of most snippets at once.
constexpr std::string_view kEllipsis = "…";
constexpr std::string_view kReplacement = "\uFFFD";

bool IsHyphen(UChar32 code) {
  return code == '-' || (code >= 0x2010 && code <= 0x2015) || code == 0x2212;
}

bool AnyVisible(std::string_view text) {
  for (std::size_t pos = 0; pos < text.size();) {
    const Utf8Char c = Utf8CharAt(text, pos);
    if (!IsBlank(c.code)) return true;
    pos += c.bytes;
  }
  return false;
}

/// Whether nothing but white space and hyphens stands in `range`.
bool OnlyJoins(std::string_view text, TextRange range) {
  for (std::size_t pos = range.begin; pos < range.end;) {
    const Utf8Char c = Utf8CharAt(text, pos);
    if (!IsBlank(c.code) && !IsHyphen(c.code)) return false;
    pos += c.bytes;
  }
  return true;
}

/// What to mark in `window`, in order and apart.
std::vector<TextRange> Marks(std::string_view text, std::span<const MatchCluster> clusters,
                             TextRange window) {
  std::vector<TextRange> marks;
  marks.reserve(std::min(clusters.size(), kFewMarks));
  for (const MatchCluster& cluster : clusters) {
    if (cluster.range.end <= window.begin) continue;
    if (cluster.range.begin >= window.end) break;
    if (!marks.empty() && OnlyJoins(text, {marks.back().end, cluster.range.begin})) {
      marks.back().end = cluster.range.end;
    } else {
      marks.push_back(cluster.range);
    }
  }
  return marks;
}

/// Printable ASCII that stands for itself in HTML.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x21; c < 0x7F; ++c) {
    plain[c] = c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
  }
  return plain;
}();

/// Where plain words with single spaces between them, from `pos` on, end; at the latest at `stop`.
std::size_t PlainEnd(std::string_view text, std::size_t pos, std::size_t stop) {
  const auto is_plain = [text](std::size_t at) {
    return kPlain[static_cast<unsigned char>(text[at])];
  };
  while (pos < stop && is_plain(pos)) {
    ++pos;
    if (pos + 1 < stop && text[pos] == ' ' && is_plain(pos + 1)) ++pos;
  }
  return pos;
}

/// `window` of `text` as HTML: white space tidied, characters escaped, `marks` marked.
void AppendMarked(std::string_view text, TextRange window, std::span<const TextRange> marks,
                  std::string& out) {
  text = text.substr(0, window.end);
  const std::size_t start = out.size();
  bool space = false;
  bool marking = false;
  for (std::size_t pos = window.begin; pos < window.end;) {
    if (!marks.empty() && pos >= marks.front().end) {
      if (marking) out += "</mark>";
      marking = false;
      marks = marks.subspan(1);
      continue;
    }
    std::size_t stop = window.end;
    if (!marks.empty()) {
      const TextRange mark = marks.front();
      stop = std::min(stop, pos < mark.begin ? mark.begin : mark.end);
    }
    const std::size_t plain_end = PlainEnd(text, pos, stop);
    const Utf8Char c = Utf8CharAt(text, pos);
    if (IsBlank(c.code)) {
      space = true;
      pos += c.bytes;
      continue;
    }
    if (space && out.size() > start) out += ' ';
    space = false;
    if (!marking && !marks.empty() && pos >= marks.front().begin) {
      out += "<mark>";
      marking = true;
    }
    if (plain_end > pos) {
      out.append(text, pos, plain_end - pos);
      pos = plain_end;
      continue;
    }
    if (c.code < 0) {
      out += kReplacement;
    } else if (const std::string_view entity = HtmlEntity(text[pos]); !entity.empty()) {
      out += entity;
    } else {
      out.append(text, pos, c.bytes);
    }
    pos += c.bytes;
  }
  if (marking) out += "</mark>";
}

}  // namespace

std::uint32_t StemHash(std::string_view stem) {
  std::uint32_t hash = 2166136261u;
  for (const char c : stem) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 16777619u;
  }
  return hash;
}

std::string MakeSnippet(std::string_view text, std::span<const TextToken> tokens,
                        std::span<const StemWeight> stems, const SnippetOptions& options) {
  const std::vector<StemMatch> matches = FindMatches(text.size(), tokens, stems);
  const std::vector<MatchCluster> clusters = ClusterMatches(matches);
  TextRange core;
  if (!clusters.empty()) core = ChooseStretch(matches, clusters, stems, options.max_bytes);
  const TextRange window = CutAround(text, tokens, core, options.max_bytes);

  std::string snippet;
  snippet.reserve(window.size() + window.size() / 4 + 64);
  if (AnyVisible(text.substr(0, window.begin))) snippet += kEllipsis;
  AppendMarked(text, window, Marks(text, clusters, window), snippet);
  if (AnyVisible(text.substr(window.end))) snippet += kEllipsis;
  return snippet;
}

}  // namespace cuepoint
