// Names of one person, written in two ways.
#ifndef CUEPOINT_CORPUS_NOTES_NAME_LIKENESS_H_
#define CUEPOINT_CORPUS_NOTES_NAME_LIKENESS_H_

#include <string_view>

namespace cuepoint {

/// Whether two names that one episode gives are likely those of one person, case aside: one word
/// differs by a letter or two ("Una Kravets", "Una Kravetz"), the words are cut or ordered in
/// another way ("Ada De Byron", "Byron Ada"), or one is the end of the other ("Maria Ada Byron",
/// "Ada Byron"). Names of one word are like nothing. Linear but for the product of two words, which
/// are bounded. Pure and thread-safe.
bool AreLikeNames(std::string_view a, std::string_view b);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NAME_LIKENESS_H_
