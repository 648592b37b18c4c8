// The people in front matter.
//
//   guest: Ada Byron, Bo Grain and Cy        guests: [{name: Ada Byron, twitter: ada, of: Engines}]
//   people: {hosts: [Bo Grain], guests: [Ada Byron]}
#ifndef CUEPOINT_CORPUS_MARKDOWN_FRONT_MATTER_PEOPLE_H_
#define CUEPOINT_CORPUS_MARKDOWN_FRONT_MATTER_PEOPLE_H_

#include <vector>

#include "corpus/markdown/front_matter_fields.h"
#include "corpus/model.h"

namespace cuepoint {

/// Adds the people of all fields that name some. Thread-safe.
void ReadFrontMatterPeople(const FrontMatterFields& fields, std::vector<Person>& people);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_MARKDOWN_FRONT_MATTER_PEOPLE_H_
