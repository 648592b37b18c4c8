// Helpers for the analyzer's tests: analysis in one call, tokens as text, and whether two spellings
// meet.
#ifndef CUEPOINT_TESTS_INDEXER_ANALYZER_TEST_SUPPORT_H_
#define CUEPOINT_TESTS_INDEXER_ANALYZER_TEST_SUPPORT_H_

#include <string>
#include <string_view>
#include <vector>

#include "indexer/analyzer.h"

namespace cuepoint::testing {

enum class Path { kNormal, kGeneralOnly };

/// An analyzer for `language`; throws when ICU's data are missing.
Analyzer MakeAnalyzer(std::string_view language, Path path = Path::kNormal);

/// The tokens of `text`, at positions from 0.
TokenStream Analyze(std::string_view text, std::string_view language = "en",
                    Path path = Path::kNormal);

/// Tokens as text: words separated by spaces, an identifier as its compound with the parts in
/// parentheses ("see http3(http 3)"). Without a compound the parentheses stand alone.
std::string Render(const TokenStream& stream);

/// Like Render() for stems.
std::string RenderStems(const TokenStream& stream);

/// Every field of every token, for comparisons.
std::string Dump(const TokenStream& stream);

/// Whether somebody who types `query` finds `document`: each identifier or word of the query is a
/// term of the document, as a whole or by its parts at consecutive positions, and all of them stand
/// at consecutive positions.
bool Meets(std::string_view query, std::string_view document, std::string_view language = "en");

/// What is wrong with the tokens of `text` (ranges, order, sizes, groups); empty when nothing is.
std::string FindDefect(std::string_view text, const TokenStream& stream,
                       std::uint32_t first_position, std::uint32_t next_position);

}  // namespace cuepoint::testing

#endif  // CUEPOINT_TESTS_INDEXER_ANALYZER_TEST_SUPPORT_H_
