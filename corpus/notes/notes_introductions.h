// People introduced in the prose of show notes: "Ada talks with Bo Grain, author of Sand, about
// dunes", "speakers included Ada Byron, Bo Grain and others".
#ifndef CUEPOINT_CORPUS_NOTES_NOTES_INTRODUCTIONS_H_
#define CUEPOINT_CORPUS_NOTES_NOTES_INTRODUCTIONS_H_

#include <span>
#include <vector>

#include "corpus/model.h"
#include "corpus/notes/notes_lines.h"

namespace cuepoint {

/// The people whom `prose` introduces, in order, as inferred ones: who is talked with, welcomed or
/// joins is a guest, who does the talking a host. What follows a name within its sentence ("creator
/// of …") is the bio. Only the first lines and bytes are read, since introductions stand in front:
/// at most 40 lines, 8 KiB. Names without a link take two words or more. Thread-safe.
std::vector<Person> ReadIntroductions(std::span<const NotesLine> prose);

/// Adds people who were introduced to those who are listed. Where the one who is talked with is
/// listed as the host, as in "Bo Grain sits down with Ada", the one who does the talking is the
/// guest. Thread-safe.
void AddIntroduced(std::vector<Person> introduced, std::vector<Person>& people);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NOTES_INTRODUCTIONS_H_
