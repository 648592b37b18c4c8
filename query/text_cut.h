// Cutting a text to a size without cutting through its words or characters.
#ifndef CUEPOINT_QUERY_TEXT_CUT_H_
#define CUEPOINT_QUERY_TEXT_CUT_H_

#include <cstddef>
#include <span>
#include <string_view>

#include "query/snippet.h"

namespace cuepoint {

/// A half-open byte range of a text.
struct TextRange {
  std::size_t begin = 0;
  std::size_t end = 0;

  std::size_t size() const { return end - begin; }
  bool operator==(const TextRange&) const = default;
};

/// Whether a grapheme (a character as users see it, UAX #29) ends at byte `pos`. Looks at most 128
/// bytes back, so an accent on a longer pile of accents counts as a grapheme of its own.
/// Thread-safe.
bool IsGraphemeBoundary(std::string_view text, std::size_t pos);

/// At most `max_bytes` of `text` around `core`, which it contains as far as there is room for it.
/// Cut as MakeSnippet says; `tokens` are those of the text in order. Thread-safe.
TextRange CutAround(std::string_view text, std::span<const TextToken> tokens, TextRange core,
                    std::size_t max_bytes);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_TEXT_CUT_H_
