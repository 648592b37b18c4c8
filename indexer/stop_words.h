// Stop words: the function words of a language, which say little about what a text is about.
#ifndef CUEPOINT_INDEXER_STOP_WORDS_H_
#define CUEPOINT_INDEXER_STOP_WORDS_H_

#include <span>
#include <string_view>

namespace cuepoint {

/// The stop words of a language by its primary subtag in lower case ("en"), folded like terms and
/// sorted; empty for a language without a list. Words that are also names in technology are left
/// out
/// ("go", "c", "r"). Static storage.
std::span<const std::string_view> StopWords(std::string_view language);

/// Words that a language puts before an apostrophe and that are dropped there: "l" of "l'école".
/// Sorted; empty for most languages. Static storage.
std::span<const std::string_view> Elisions(std::string_view language);

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_STOP_WORDS_H_
