// Lists of addresses that every episode of a show carries: "Mastodon: @tea", "Email: …".
#ifndef CUEPOINT_CORPUS_NOTES_NOTES_CONTACTS_H_
#define CUEPOINT_CORPUS_NOTES_NOTES_CONTACTS_H_

#include <vector>

#include "corpus/notes/notes_lines.h"

namespace cuepoint {

/// For each line whether it stands in a list of two items or more all of which are the name of a
/// service and one address: "Discord: [Tea](https://…)", "Email: tea@t.example". Linear.
/// Thread-safe.
std::vector<bool> FindContacts(const std::vector<NotesLine>& lines);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NOTES_CONTACTS_H_
