// Words and abbreviations that mean the same, as people write them down:
//
//   # Protocols
//   DoH = DNS over HTTPS
//   h3 = HTTP/3
//
// One rule a line; every side means the same as every other, and each may have several words. "#"
// at the start of a line or after a space begins a comment. An index keeps the text of its rules in
// its metadata, so that they change with it and at once.
#ifndef CUEPOINT_INDEXER_SYNONYM_RULES_H_
#define CUEPOINT_INDEXER_SYNONYM_RULES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"

namespace cuepoint {

/// Sides of one line, as typed and trimmed; at least two.
using SynonymRule = std::vector<std::string>;

struct SynonymLimits {
  static constexpr std::size_t kBytes = 256u << 10;  ///< Of a text of rules.
  static constexpr std::size_t kRules = 10'000;
  static constexpr std::size_t kSides = 16;
  static constexpr std::size_t kSideBytes = 100;
};

/// Reads rules; `source` is named in errors. Errors, with the line: kParse for a line without two
/// sides, an empty side or bytes that are not UTF-8; kTooLarge beyond SynonymLimits. Pure.
Result<std::vector<SynonymRule>> ParseSynonyms(std::string_view text, std::string_view source);

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_SYNONYM_RULES_H_
