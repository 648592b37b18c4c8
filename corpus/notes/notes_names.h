// What can be the name of a person, by its looks.
#ifndef CUEPOINT_CORPUS_NOTES_NOTES_NAMES_H_
#define CUEPOINT_CORPUS_NOTES_NOTES_NAMES_H_

#include <string_view>

namespace cuepoint {

/// Whether `text` can be the whole name of a person: two to five capitalised words with particles
/// ("van", "de", "bin"), initials and accents, or any letters beyond ASCII. Says nothing about
/// "Visual Studio": that takes the words around it. Pure and thread-safe.
bool LooksLikeName(std::string_view text);

/// Whether a word of `text` is capitalised in prose and yet no part of a name: a product, a
/// company, a job ("Visual Studio", "Principal Engineer"). Pure and thread-safe.
bool NamesAThing(std::string_view text);

/// Whether `word` joins parts of a name in lower case: "van", "de", "bin". Pure and thread-safe.
bool IsNameParticle(std::string_view word);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NOTES_NAMES_H_
