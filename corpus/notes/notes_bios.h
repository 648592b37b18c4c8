// What show notes say of a person, beside the name: "creator of Sand", "from Oxide".
#ifndef CUEPOINT_CORPUS_NOTES_NOTES_BIOS_H_
#define CUEPOINT_CORPUS_NOTES_NOTES_BIOS_H_

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "corpus/model.h"
#include "corpus/notes/notes_lines.h"

namespace cuepoint {

// All functions are pure, linear and thread-safe.

/// Where in `sentence` it is said who the person is whose name ends at `at`: behind a comma or a
/// dash, or from "from" on; npos when it is not said.
std::size_t FindBioBegin(std::string_view sentence, std::size_t at);

/// Whether one of the first words of `text` is what somebody can be: "a contributor to …".
bool NamesARole(std::string_view text);

/// `bio` up to where what is said of a person ends: at the topic, or at the end of the sentence.
/// What only says where somebody is "from" ends sooner.
std::string_view TrimBio(std::string_view bio);

/// Whether `bio` is one, and not "and others", or a name that cannot be told: "Bo and others".
bool SaysSomething(std::string_view bio);

/// Fills in missing bios of `people` from sentences such as "Ada is a geologist", "Ada Byron works
/// on …", "Ada Byron — editor of Sand — reads". Reads as much of `prose` as ForEachSentence
/// (notes_prose.h).
void FindBios(std::span<const NotesLine> prose, std::vector<Person>& people);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NOTES_BIOS_H_
