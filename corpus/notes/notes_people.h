// People in show notes: lists of guests and hosts, and introductions in prose.
#ifndef CUEPOINT_CORPUS_NOTES_NOTES_PEOPLE_H_
#define CUEPOINT_CORPUS_NOTES_NOTES_PEOPLE_H_

#include <span>
#include <string_view>
#include <vector>

#include "corpus/model.h"
#include "corpus/notes/notes_lines.h"

namespace cuepoint {

/// The people that one line of a "Guests" or "Hosts" section names: "[Ada Byron](…) - engineer",
/// "Ada Byron and Bo Grain". Empty when it names nobody.
std::vector<Person> ReadPeopleLine(const NotesLine& line, std::string_view role);

/// The people of a line such as "Hosts: [Ada Byron](…)" or "Guest: Bo Grain, a geologist". Empty
/// when it is not such a line.
std::vector<Person> ReadLabelledPeople(const NotesLine& line);

/// Adds `person` unless someone of that name is there, titles such as "Dr." aside, or, for an
/// inferred person, somebody who is listed by a like name; then what the entry lacks is filled in.
void AddPerson(Person person, std::vector<Person>& people);

/// Gives those of `people` without an address that of the first link whose title is their name,
/// case and titles such as "Dr." aside. Linear.
void FillAddresses(std::span<const Link> links, std::vector<Person>& people);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NOTES_PEOPLE_H_
