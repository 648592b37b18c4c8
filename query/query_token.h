// The words of a query as every language of an index sees them.
#ifndef CUEPOINT_QUERY_QUERY_TOKEN_H_
#define CUEPOINT_QUERY_QUERY_TOKEN_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analyzer.h"
#include "query/index_view.h"

namespace cuepoint {

/// A token as every language of the index sees it.
struct QueryToken {
  std::string term;
  std::vector<std::string> stems;  // Distinct.
  std::uint32_t position = 0;
  std::uint32_t group = 0;
  TokenKind kind = TokenKind::kWord;
  bool stop_word = true;        // In all languages.
  bool stop_somewhere = false;  // In one language at least.
};

/// Analyses `text` in each language of the reader's index. As thread-safe as the reader: one
/// thread.
std::vector<QueryToken> AnalyzeQuery(std::string_view text, Reader& reader);

/// A phrase as the episodes of each language have it, without duplicates: what EncodePhrase makes
/// of it, if anything. One thread, as above.
std::vector<std::string> PhrasePatterns(std::string_view text, Reader& reader);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_QUERY_TOKEN_H_
