#include "corpus/notes/notes_bios.h"

#include <algorithm>
#include <array>
#include <string>

#include "corpus/notes/notes_names.h"
#include "corpus/notes/notes_prose.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kBioLimitBytes = 400;
constexpr std::size_t kAppositionLimitBytes = 160;

// Words for what somebody is, among the first of an apposition.
constexpr std::size_t kRoleWords = 4;
// clang-format off
constexpr auto kRoles = std::to_array<std::string_view>({
    "advocate", "analyst", "architect", "artist", "author", "ceo", "chair", "co-author",
    "co-creator", "co-founder", "co-host", "cofounder", "consultant", "contributor", "creator",
    "cto", "designer", "developer", "director", "editor", "engineer", "evangelist", "expert",
    "founder", "head", "inventor", "journalist", "lead", "leader", "maintainer",
    "manager", "member", "organiser", "organizer", "owner", "president", "producer", "professor",
    "programmer", "researcher", "scientist", "speaker", "student", "teacher", "vp", "writer"});
// clang-format on
static_assert(std::is_sorted(kRoles.begin(), kRoles.end()));

// Whether an apposition says who somebody is: "a geologist", "lead editor of Sand".
bool SaysWho(std::string_view text) {
  for (const std::string_view article : {"a ", "an ", "the ", "one of "}) {
    if (text.starts_with(article)) return true;
  }
  return NamesARole(text);
}

// What stands between two dashes or commas at the start of `after`, where it says who somebody is:
// " — lead editor of Sand — takes you through".
std::string_view Apposition(std::string_view after) {
  for (const std::string_view mark : {" - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", ", "}) {
    if (!after.starts_with(mark)) continue;
    const std::string_view rest = after.substr(mark.size(), kAppositionLimitBytes);
    const std::size_t end = rest.find(mark);
    if (end == std::string_view::npos) return {};
    const std::string_view bio = Trim(rest.substr(0, end));
    return SaysWho(bio) ? bio : std::string_view();
  }
  return {};
}

}  // namespace

bool NamesARole(std::string_view text) {
  for (std::size_t i = 0; i < kRoleWords && !text.empty(); ++i) {
    const std::size_t length = std::min(text.find(' '), text.size());
    const std::string word = ToLowerAscii(text.substr(0, length));
    if (std::binary_search(kRoles.begin(), kRoles.end(), std::string_view(word))) return true;
    text = Trim(text.substr(length));
  }
  return false;
}

std::size_t FindBioBegin(std::string_view text, std::size_t at) {
  for (const std::string_view mark : {", ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 "}) {
    if (text.substr(at).starts_with(mark)) return at + mark.size();
  }
  for (const std::string_view from : {" from ", " of "}) {
    if (text.substr(at).starts_with(from)) return at + 1;
  }
  return std::string_view::npos;
}

std::string_view TrimBio(std::string_view bio) {
  bio = TruncateUtf8(bio, kBioLimitBytes);
  const bool from = bio.starts_with("from ") || bio.starts_with("of ");
  for (const std::string_view topic :
       {", about ", " to discuss ", " to talk ", ", to ", " to speak ", " to dive ", " to dig ",
        " to explore ", " about the ", " about her ", " about his ", " about their ", " about how ",
        " talk about "}) {
    bio = bio.substr(0, bio.find(topic));
  }
  if (from) {
    for (const std::string_view topic :
         {" about ", " on ", " to ", " for ", ", ", " all ", " talk"}) {
      bio = bio.substr(0, bio.find(topic));
    }
  }
  bio = Trim(bio);
  while (!bio.empty() && std::string_view(",.;:-(!?").find(bio.back()) != std::string_view::npos) {
    bio = Trim(bio.substr(0, bio.size() - 1));
  }
  const bool opens = bio.find('(') != std::string_view::npos;
  if (!opens && bio.ends_with(')')) bio.remove_suffix(1);
  return bio;
}

bool SaysSomething(std::string_view bio) {
  if (bio.size() < 4 || bio.starts_with("and ") || bio.starts_with("others")) return false;
  if (!IsUpper(bio.front())) return true;
  return NamesAThing(bio) || bio.find(" of ") != std::string_view::npos ||
         bio.find(" at ") != std::string_view::npos || bio.find(" for ") != std::string_view::npos;
}

void FindBios(std::span<const NotesLine> prose, std::vector<Person>& people) {
  ForEachSentence(prose, [&](const NotesLine& line, std::size_t begin, std::size_t end) {
    const std::string_view text = line.text.substr(begin, end - begin);
    for (Person& person : people) {
      if (!person.bio.empty()) continue;
      const std::string_view first = std::string_view(person.name).substr(0, person.name.find(' '));
      std::string_view after = text;
      if (text.starts_with(person.name)) {
        after.remove_prefix(person.name.size());
      } else if (text.starts_with(first)) {
        after.remove_prefix(first.size());
      } else {
        continue;
      }
      person.bio = Apposition(after);
      if (!person.bio.empty()) continue;
      for (const std::string_view verb : {" is a ", " is an ", " is the ", " works ", " has been ",
                                          " was a ", " leads ", " is one of "}) {
        if (after.starts_with(verb)) {
          person.bio = TruncateUtf8(text, kBioLimitBytes);
          break;
        }
      }
    }
  });
}

}  // namespace cuepoint
