// Questions as people mistype them.
#ifndef CUEPOINT_TESTS_SUPPORT_TYPOS_H_
#define CUEPOINT_TESTS_SUPPORT_TYPOS_H_

#include <cstdint>
#include <string>

namespace cuepoint {

/// `text` with that many random edits, each in a random word of at least four ASCII letters: a
/// letter left out, put in, exchanged, or swapped with the next one. The same for the same seed, on
/// any machine. A text without such a word stays as it is.
std::string WithTypos(std::string text, unsigned edits, std::uint64_t seed);

}  // namespace cuepoint

#endif  // CUEPOINT_TESTS_SUPPORT_TYPOS_H_
