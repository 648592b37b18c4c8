// Snippets: the stretch of a text that best shows why it matched, with the matching words marked.
//
//   "…how <mark>QUIC</mark> recovers from loss on a mobile link…"
//
// The words are found by the same analysis that found the hit, so what matched is what is marked.
#ifndef CUEPOINT_QUERY_SNIPPET_H_
#define CUEPOINT_QUERY_SNIPPET_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cuepoint {

/// A word of an analysed text: which stem it is, and where it stands.
struct TextToken {
  std::uint32_t stem = 0;      ///< Hash of the stem (StemHash).
  std::uint32_t position = 0;  ///< Ordinal; a compound shares its first part's.
  std::uint32_t begin = 0;     ///< Byte range in the text.
  std::uint32_t end = 0;
};

/// A stem that the query asks for and what it is worth, e.g. its inverse document frequency.
struct StemWeight {
  std::uint32_t stem = 0;
  float weight = 0;
};

/// The 32-bit FNV-1a hash of a stem (Fowler, Noll and Vo's parameters). A collision marks a wrong
/// word, one in four billion pairs.
std::uint32_t StemHash(std::string_view stem);

struct SnippetOptions {
  std::size_t max_bytes = 200;  ///< Of text, before escaping and marks.
};

/// The window of `text` that holds the most distinct weight; among equals the one whose words stand
/// closest together, then the one with the most matches, then the first. `tokens` are those of
/// `text` in order; `stems` are sorted by stem. Without a match the text's beginning is shown.
///
/// The window starts at a sentence or line where one starts nearby and is otherwise cut at white
/// space, at a token where there is none (Thai, Chinese) or else between graphemes; "…" stands
/// where text was left out. Runs of white space and control characters become one space. Matches
/// separated by nothing but white space and hyphens share one mark. HTML-escaped as by EscapeHtml;
/// only <mark> is markup. Any bytes are accepted (invalid UTF-8 becomes U+FFFD), tokens outside the
/// text are ignored. Linear in the tokens and the window. Thread-safe.
std::string MakeSnippet(std::string_view text, std::span<const TextToken> tokens,
                        std::span<const StemWeight> stems, const SnippetOptions& options = {});

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SNIPPET_H_
