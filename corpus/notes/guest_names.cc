#include "corpus/notes/guest_names.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "corpus/notes/notes_names.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxGuests = 8;
constexpr std::size_t kMaxNameWords = 4;

// Words in front of a person's name, and behind it, that are not said of a thing.
constexpr std::array<std::string_view, 14> kBeforePerson = {
    "discuss with ",   "discusses with ", "conversation with ", "talk with ",   "talks with ",
    "talk to ",        "talks to ",       "speak with ",        "speaks with ", "chat with ",
    "interview with ", "joined by ",      "welcome ",           "down with "};
constexpr std::array<std::string_view, 22> kAfterPerson = {
    ", a ",         ", an ",       ", the ",        ", who ",     ", founder", ", creator",
    ", author",     ", engineer",  " shares",       " joins",     " explains", " discusses",
    " talks",       " tells",      " describes",    " reflects",  " dives",    " and I ",
    " also shares", " also talks", " also explore", " elaborates"};

bool IsCapital(std::string_view word) {
  // Any letter beyond ASCII may be a capital; only ASCII lower case is surely none.
  return !word.empty() &&
         (IsUpper(word.front()) || static_cast<unsigned char>(word.front()) >= 0x80);
}

std::size_t WordLength(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() &&
         (IsAlpha(text[length]) || text[length] == '-' || text[length] == '\'' ||
          static_cast<unsigned char>(text[length]) >= 0x80)) {
    ++length;
  }
  return length;
}

// One to four capitalised words.
bool IsName(std::string_view text) {
  std::size_t words = 0;
  while (!text.empty()) {
    const std::size_t length = WordLength(text);
    if (length == 0 || !IsCapital(text) || ++words > kMaxNameWords) return false;
    text.remove_prefix(length);
    if (text.starts_with('.')) text.remove_prefix(1);  // An initial.
    if (!text.empty() && text.front() != ' ') return false;
    text = Trim(text);
  }
  return words > 0;
}

bool IsFullName(std::string_view name) { return LooksLikeName(name) && !NamesAThing(name); }

bool AreNames(const std::vector<std::string_view>& names) {
  return !names.empty() && names.size() <= kMaxGuests &&
         std::all_of(names.begin(), names.end(), IsName);
}

// `names` without where the people are from and what they do.
std::string_view WithoutOrigin(std::string_view names) {
  for (const std::string_view from :
       {" from ", " of ", " at ", " (", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " | ",
        " Co-Founder", " Co-founder", " CEO", " CTO", ")"}) {
    names = names.substr(0, names.find(from));
  }
  return Trim(names);
}

// The part behind words after which nobody but a person stands: "An interview with Ada Byron".
std::string_view StatedPart(std::string_view title) {
  const std::string lower = ToLowerAscii(title);
  for (const std::string_view phrase :
       {"interview with ", "conversation with ", "interview: ", "special guest ", "special guests ",
        "guest: ", "featuring ", "feat. ", "ft. ", "(w/ "}) {
    const std::size_t at = lower.find(phrase);
    if (at == std::string::npos || (at > 0 && IsAlnum(lower[at - 1]))) continue;
    std::string_view names = WithoutOrigin(title.substr(at + phrase.size()));
    for (const std::string_view topic : {": ", " on ", " about "}) {
      names = names.substr(0, names.find(topic));
    }
    return Trim(names);
  }
  return {};
}

// The part that a title can start with: "Ada Byron on engines", "Ada Byron: engines", also behind
// the name of a series, "Tea Time × Ada Byron".
std::string_view SubjectPart(std::string_view title) {
  if (const std::size_t series = title.find(" \xC3\x97 "); series != std::string_view::npos) {
    title.remove_prefix(series + 4);
  }
  for (const std::string_view topic :
       {" on ", ": ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC3\x97 "}) {
    title = title.substr(0, title.find(topic));
  }
  return Trim(title);
}

// The part of the title behind the last "with", without where the people are from.
std::string_view NamesPart(std::string_view title) {
  std::size_t at = std::string_view::npos;
  for (const std::string_view with : {" with ", " w/ ", " feat. ", " featuring "}) {
    const std::size_t found = title.rfind(with);
    if (found == std::string_view::npos) continue;
    if (at == std::string_view::npos || found + with.size() > at) at = found + with.size();
  }
  if (at == std::string_view::npos) return {};
  return WithoutOrigin(title.substr(at));
}

std::vector<std::string_view> SplitNames(std::string_view names) {
  std::vector<std::string_view> split;
  while (!names.empty() && split.size() <= kMaxGuests) {
    std::size_t cut = names.size();
    std::size_t skip = 0;
    for (const std::string_view joint : {", and ", " and ", " & ", ", "}) {
      const std::size_t found = names.find(joint);
      if (found < cut) {
        cut = found;
        skip = joint.size();
      }
    }
    split.push_back(Trim(names.substr(0, cut)));
    names.remove_prefix(std::min(names.size(), cut + skip));
  }
  return split;
}

// Calls `found(before, after)` for each place where the notes hold `name` as whole words.
template <class Found>
bool AnyMention(std::string_view notes, std::string_view name, Found found) {
  for (std::size_t at = notes.find(name); at != std::string_view::npos;
       at = notes.find(name, at + name.size())) {
    const std::string_view before = notes.substr(0, at);
    const std::string_view after = notes.substr(at + name.size());
    if (!before.empty() && IsAlnum(before.back())) continue;
    if (!after.empty() && (IsAlnum(after.front()) || after.front() == '-')) continue;
    if (found(before, after)) return true;
  }
  return false;
}

bool IsPersonBetween(std::string_view before, std::string_view after) {
  return std::any_of(kBeforePerson.begin(), kBeforePerson.end(),
                     [&](std::string_view cue) { return before.ends_with(cue); }) ||
         std::any_of(kAfterPerson.begin(), kAfterPerson.end(),
                     [&](std::string_view cue) { return after.starts_with(cue); });
}

bool IsTreatedAsPerson(std::string_view notes, std::string_view name) {
  return AnyMention(notes, name, IsPersonBetween);
}

// "Edward Wang" for "Edward", where the notes introduce him so; else the name as it is.
std::string FullName(std::string_view notes, std::string_view name) {
  std::string full(name);
  if (name.find(' ') != std::string_view::npos) return full;
  AnyMention(notes, name, [&](std::string_view before, std::string_view after) {
    if (!after.starts_with(' ')) return false;
    const std::string_view surname = after.substr(1, WordLength(after.substr(1)));
    if (!IsCapital(surname) || !IsPersonBetween(before, after.substr(1 + surname.size()))) {
      return false;
    }
    full += ' ';
    full += surname;
    return true;
  });
  return full;
}

}  // namespace

bool IsTalkedWith(std::string_view notes, std::string_view name) {
  return AnyMention(notes, name, [](std::string_view before, std::string_view) {
    return std::any_of(kBeforePerson.begin(), kBeforePerson.end(),
                       [&](std::string_view cue) { return before.ends_with(cue); });
  });
}

std::vector<Person> InferGuests(std::string_view title, std::string_view notes) {
  bool stated = false;
  std::vector<std::string_view> names = SplitNames(StatedPart(title));
  if (AreNames(names) && std::all_of(names.begin(), names.end(), IsFullName)) {
    stated = true;
  } else if (names = SplitNames(NamesPart(title)); !AreNames(names)) {
    names = SplitNames(SubjectPart(title));
    if (!AreNames(names) || !std::all_of(names.begin(), names.end(), IsFullName)) return {};
  }
  std::vector<Person> guests;
  bool person_among_them = stated;
  for (const std::string_view name : names) {
    Person guest;
    guest.name = FullName(notes, name);
    guest.role = "guest";
    const std::string_view first_name = name.substr(0, name.find(' '));
    person_among_them = person_among_them || IsTreatedAsPerson(notes, guest.name) ||
                        IsTreatedAsPerson(notes, first_name);
    guests.push_back(std::move(guest));
  }
  if (!person_among_them) guests.clear();
  return guests;
}

}  // namespace cuepoint
