#include "corpus/notes/notes_people.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>

#include "corpus/notes/name_likeness.h"
#include "corpus/notes/notes_names.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxNameBytes = 64;
constexpr std::size_t kMaxPeopleInALine = 16;

bool StartsWithLower(std::string_view text) { return !text.empty() && IsLower(text.front()); }

// Where `text` goes on to another person, with the length of the joint.
std::pair<std::size_t, std::size_t> FindJoint(std::string_view text) {
  std::size_t at = text.size();
  std::size_t length = 0;
  for (const std::string_view joint :
       {", and ", " and ", " & ", ", ", " / ", " et ", " und ", " y ", "; "}) {
    const std::size_t found = text.find(joint);
    if (found < at) {
      at = found;
      length = joint.size();
    }
  }
  return {at, length};
}

Person MakePerson(std::string_view name, std::string_view role, std::string_view url,
                  std::string_view bio) {
  return Person{.name = std::string(name),
                .role = std::string(role),
                .bio = std::string(bio),
                .url = std::string(url),
                .inferred = false};
}

// What follows a name, without the marks between.
std::string_view BioOf(std::string_view text) {
  text = TrimTitle(text);
  while (!text.empty() && (text.front() == ',' || text.front() == ';'))
    text = TrimTitle(text.substr(1));
  return text.find_first_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") ==
                 std::string_view::npos
             ? std::string_view()
             : text;
}

// "Ada Byron, engineer", "Ada Byron - engineer", "Ada Byron and Bo Grain".
std::vector<Person> ReadPlainPeople(std::string_view text, std::string_view role,
                                    std::string_view url) {
  std::vector<Person> people;
  text = TrimTitle(text);
  std::size_t cut = text.size();
  for (const std::string_view mark :
       {" - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", ": ", " (", " | ", "\t"}) {
    cut = std::min(cut, text.find(mark));
  }
  if (cut < text.size() && LooksLikeName(text.substr(0, cut))) {
    people.push_back(MakePerson(Trim(text.substr(0, cut)), role, url, BioOf(text.substr(cut))));
    return people;
  }
  std::string_view rest = text;
  while (!rest.empty() && people.size() < kMaxPeopleInALine) {
    const auto [at, length] = FindJoint(rest);
    const std::string_view name = Trim(rest.substr(0, at));
    if (!LooksLikeName(name)) {
      // "Ada Byron, who builds engines": the rest is about the last one.
      if (people.size() == 1) {
        people.back().bio = BioOf(rest);
        return people;
      }
      return {};
    }
    people.push_back(MakePerson(name, role, url, {}));
    rest.remove_prefix(std::min(rest.size(), at + length));
  }
  return people;
}

// The names without a link behind one that has: " and Bo Grain". Empty unless all of it are names.
std::vector<Person> ReadFurtherPeople(std::string_view text, std::string_view role) {
  const auto [at, length] = FindJoint(text);
  if (length == 0 || !TrimTitle(text.substr(0, at)).empty()) return {};
  std::vector<Person> people;
  std::string_view rest = text.substr(at + length);
  while (!rest.empty() && people.size() < kMaxPeopleInALine) {
    const auto [next, joint] = FindJoint(rest);
    const std::string_view name = Trim(rest.substr(0, next));
    rest.remove_prefix(std::min(rest.size(), next + joint));
    if (name.empty()) continue;  // "…, and" in front of the next link.
    if (!LooksLikeName(name)) return {};
    people.push_back(MakePerson(name, role, {}, {}));
  }
  return people;
}

// "Sarah Bird" for "Dr. Sarah Bird".
std::string_view WithoutTitle(std::string_view name) {
  for (const std::string_view title :
       {"Dr. ", "Dr ", "VC ", "Prof. ", "Professor ", "Mr. ", "Mrs. ", "Ms. ", "Sir "}) {
    if (StartsWithNoCase(name, title)) return Trim(name.substr(title.size()));
  }
  return name;
}

}  // namespace

std::vector<Person> ReadPeopleLine(const NotesLine& line, std::string_view role) {
  std::vector<Person> people;
  const std::string_view text = line.text;
  for (std::size_t i = 0; i < line.links.size() && people.size() < kMaxPeopleInALine; ++i) {
    const TextLink& link = line.links[i];
    const std::size_t begin = std::min(link.begin - line.begin, text.size());
    const std::size_t end = std::min(link.end - line.begin, text.size());
    const std::string_view name = TrimTitle(text.substr(begin, end - begin));
    // In a list of people a link may go by a first name or a handle.
    if (name.empty() || (i > 0 && !LooksLikeName(name)) || name.size() > kMaxNameBytes) continue;
    if (i == 0 && begin > 0 && LooksLikeName(TrimTitle(text.substr(0, begin)))) break;
    if (i == 0 && !LooksLikeName(name) && StartsWithLower(name)) continue;
    const std::size_t next = i + 1 < line.links.size()
                                 ? std::min(line.links[i + 1].begin - line.begin, text.size())
                                 : text.size();
    const std::string_view after = text.substr(end, next - end);
    std::vector<Person> further = ReadFurtherPeople(after, role);
    people.push_back(
        MakePerson(name, role, link.url, further.empty() ? BioOf(after) : std::string_view()));
    for (Person& person : further) people.push_back(std::move(person));
  }
  if (people.size() == 1 && !people.front().bio.empty()) {
    // A single person's bio may hold links of its own: all of the rest is theirs.
    const std::size_t end = std::min(line.links.front().end - line.begin, text.size());
    if (people.front().url == line.links.front().url) people.front().bio = BioOf(text.substr(end));
  } else if (people.size() > 1) {
    for (Person& person : people) {
      if (person.bio == "and" || person.bio.size() < 4) person.bio.clear();
    }
  }
  if (!people.empty()) return people;
  return ReadPlainPeople(text, role, line.links.empty() ? std::string_view() : line.links[0].url);
}

std::vector<Person> ReadLabelledPeople(const NotesLine& line) {
  struct Label {
    std::string_view text;
    std::string_view role;
  };
  constexpr std::array<Label, 20> kLabels = {
      {{"hosts", "host"},           {"host", "host"},
       {"co-host", "host"},         {"co-hosts", "host"},
       {"your hosts", "host"},      {"your host", "host"},
       {"hosted by", "host"},       {"presented by", "host"},
       {"moderation", "host"},      {"guests", "guest"},
       {"guest", "guest"},          {"special guest", "guest"},
       {"special guests", "guest"}, {"featured guest", "guest"},
       {"our guest", "guest"},      {"our guests", "guest"},
       {"today's guest", "guest"},  {"gast", "guest"},
       {"g\xC3\xA4ste", "guest"},   {"invit\xC3\xA9", "guest"}}};
  const std::size_t colon = line.text.find(':');
  if (colon == std::string_view::npos || colon > 20) return {};
  const std::string_view label = TrimTitle(line.text.substr(0, colon));
  for (const Label& known : kLabels) {
    if (!EqualsNoCase(label, known.text)) continue;
    NotesLine rest = line;
    std::size_t begin = colon + 1;
    while (begin < line.text.size() && IsSpace(line.text[begin])) ++begin;
    rest.begin += begin;
    rest.text.remove_prefix(begin);
    while (!rest.links.empty() && rest.links.front().begin < rest.begin) {
      rest.links = rest.links.subspan(1);
    }
    return ReadPeopleLine(rest, known.role);
  }
  return {};
}

void AddPerson(Person person, std::vector<Person>& people) {
  const std::string_view name = WithoutTitle(person.name);
  auto known = std::find_if(people.begin(), people.end(), [&](const Person& other) {
    return EqualsNoCase(WithoutTitle(other.name), name);
  });
  if (known == people.end() && person.inferred) {
    // How the list writes a name is how it is meant.
    known = std::find_if(people.begin(), people.end(), [&](const Person& other) {
      return !other.inferred && AreLikeNames(WithoutTitle(other.name), name);
    });
  }
  if (known == people.end()) {
    people.push_back(std::move(person));
    return;
  }
  if (known->role.empty()) known->role = std::move(person.role);
  if (known->bio.empty()) known->bio = std::move(person.bio);
  if (known->url.empty()) known->url = std::move(person.url);
  known->inferred = known->inferred && person.inferred;
}

void FillAddresses(std::span<const Link> links, std::vector<Person>& people) {
  std::unordered_map<std::string, Person*> without;
  for (Person& person : people) {
    if (person.url.empty()) without.emplace(ToLowerAscii(WithoutTitle(person.name)), &person);
  }
  if (without.empty()) return;
  for (const Link& link : links) {
    if (link.title.size() > kMaxNameBytes) continue;
    const auto found = without.find(ToLowerAscii(WithoutTitle(link.title)));
    if (found != without.end() && found->second->url.empty()) found->second->url = link.url;
  }
}

}  // namespace cuepoint
