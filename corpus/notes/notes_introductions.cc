#include "corpus/notes/notes_introductions.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "corpus/notes/guest_phrases.h"
#include "corpus/notes/notes_bios.h"
#include "corpus/notes/notes_people.h"
#include "corpus/notes/notes_prose.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxPeople = 24;
// "talks with the creator of the game, Ada Byron".
constexpr std::size_t kMaxDescriptorBytes = 72;

// Verbs of a guest who is the subject: "Ada Byron joins the show".
constexpr std::array<std::string_view, 14> kGuestVerbs = {
    "joins",    "joined",   "is our guest", "was our guest", "stops by", "talks about", "shares",
    "explains", "tells us", "returns to",   "is back",       "comes on", "came on",     "walks us"};

constexpr std::array<std::string_view, 6> kHostVerbs = {
    "were your hosts", "are your hosts", "is your host", "was your host", "host ", "hosts "};

// Whether `text` starts like any joint. Asked at every byte of a sentence.
bool MayBeJoint(std::string_view text) {
  return !text.empty() && (text.front() == ' ' || text.front() == ',');
}

std::size_t JointLength(std::string_view text) {
  if (!MayBeJoint(text)) return 0;
  for (const std::string_view joint : {", and ", " and ", " & ", ", ", " und ", " et ", " y "}) {
    if (text.starts_with(joint)) return joint.size();
  }
  return 0;
}

// Length of what adds people however they are described: ", as well as our colleague Bo Grain".
std::size_t WideJointLength(std::string_view text) {
  if (!MayBeJoint(text)) return 0;
  for (const std::string_view joint :
       {", as well as ", " as well as ", ", along with ", " along with ", " together with "}) {
    if (text.starts_with(joint)) return joint.size();
  }
  return 0;
}

// Length of a bracket behind a name, such as " (she/her)".
std::size_t BracketLength(std::string_view text) {
  if (!text.starts_with(" (")) return 0;
  const std::size_t close = text.find(')');
  return close == std::string_view::npos || close > 60 ? 0 : close + 1;
}

// Words between a joint and a name: "and special guest, Doug".
std::size_t RoleLength(std::string_view text) {
  for (const std::string_view role :
       {"special guest, ", "special guest ", "our guest ", "guest "}) {
    if (text.starts_with(role)) return role.size();
  }
  return 0;
}

void Add(const ProseName& name, std::string_view role, std::string_view bio,
         std::vector<Person>& people) {
  if (people.size() >= kMaxPeople) return;
  AddPerson(Person{.name = std::string(name.text),
                   .role = std::string(role),
                   .bio = std::string(bio),
                   .url = std::string(name.url),
                   .inferred = true},
            people);
}

// Adds `name` and those that follow it, joined by commas and "and", with what is said of them.
void ReadNames(const Sentence& sentence, ProseName name, std::string_view role,
               std::vector<Person>& people) {
  const std::string_view text = sentence.text();
  for (std::size_t count = 0; count < kMaxPeople; ++count) {
    const std::size_t at = name.end + BracketLength(text.substr(name.end));
    std::optional<ProseName> other;
    std::size_t next = at + JointLength(text.substr(at));
    if (const std::size_t wide = WideJointLength(text.substr(at)); wide > 0) {
      other = sentence.FindName(at + wide, kMaxDescriptorBytes);
    } else if (next > at) {
      next += RoleLength(text.substr(next));
      other = sentence.NameAt(next);
      if (other && !sentence.EndsWell(*other)) other.reset();
    } else if (text.substr(at).starts_with(' ')) {
      // Nothing but a space between two links: a comma was forgotten.
      other = sentence.NameAt(at + 1);
      if (other && other->url.empty()) other.reset();
    }
    if (other) {
      Add(name, role, {}, people);
      name = *other;
      continue;
    }
    const std::size_t begin = FindBioBegin(text, at);
    if (begin == std::string_view::npos) {
      // "Ada Byron (from Sand)"; pronouns are no bio.
      const std::string_view bracket = text.substr(name.end, at - name.end);
      const bool says = bracket.size() > 8 && bracket.find('/') == std::string_view::npos;
      return Add(name, role, says ? bracket.substr(2, bracket.size() - 3) : std::string_view(),
                 people);
    }
    // Said of this one, up to the next name that is linked.
    std::size_t end = text.size();
    for (std::size_t i = begin; i < text.size() && !other; ++i) {
      const std::size_t joint =
          std::max(JointLength(text.substr(i)), WideJointLength(text.substr(i)));
      if (joint == 0) continue;
      const std::size_t role_length = RoleLength(text.substr(i + joint));
      const auto found = sentence.NameAt(i + joint + role_length);
      if (!found || (found->url.empty() && role_length == 0)) continue;
      other = found;
      end = i;
    }
    std::string_view bio = text.substr(begin, end - begin);
    // "Ada Byron — lead editor — takes you through …".
    if (text.substr(at).starts_with(" \xE2\x80")) bio = bio.substr(0, bio.find(" \xE2\x80"));
    bio = TrimBio(bio);
    // A single word between names is a name that cannot be told.
    const bool word = other && bio.find(' ') == std::string_view::npos;
    Add(name, role, !word && SaysSomething(bio) ? bio : std::string_view(), people);
    if (!other) return;
    name = *other;
  }
}

// Where the names start in "Your hosts were Ada Byron and Bo Grain"; 0 when it does not say so.
std::size_t HostsBegin(std::string_view text) {
  for (const std::string_view begin :
       {"your hosts were ", "your hosts are ", "your host was ", "your host is ", "our hosts were ",
        "our hosts are ", "hosted by "}) {
    if (StartsWithNoCase(text, begin)) return begin.size();
  }
  return 0;
}

// Whether the text holds "speakers". Looked for by the end of the word, whose "k" is rare.
bool NamesSpeakers(std::string_view text) {
  for (std::size_t at = text.find("kers"); at != std::string_view::npos;
       at = text.find("kers", at + 4)) {
    if (text.substr(0, at).ends_with("spea")) return true;
  }
  return false;
}

// "[Bo](https://…), a contributor to Sand": a single word is a name where it is said so.
std::optional<ProseName> LinkedWordWithRole(const Sentence& sentence, std::size_t at) {
  auto name = sentence.LinkedWordAt(at);
  if (!name) return std::nullopt;
  const std::string_view after = sentence.text().substr(name->end);
  if (!after.starts_with(", ") || !NamesARole(after.substr(2))) name.reset();
  return name;
}

void ReadSentence(const Sentence& sentence, std::vector<Person>& people) {
  const std::string_view text = sentence.text();
  // "In addition to Ada Byron, speakers on May 1st included Bo Grain": the first are the hosts.
  constexpr std::string_view kBesides = "in addition to ";
  const std::size_t start = StartsWithNoCase(text, kBesides) ? kBesides.size() : 0;
  auto phrase = FindGuestPhrase(text, start);
  if (!phrase && NamesSpeakers(text)) {
    constexpr std::string_view kIncluded = " included ";
    if (const std::size_t at = text.find(kIncluded); at != std::string_view::npos) {
      phrase = PhraseAt{at, at + kIncluded.size()};
    }
  }
  const auto subject = sentence.NameAt(start);
  if (const std::size_t names = HostsBegin(text); names > 0) {
    if (const auto name = sentence.NameAt(names)) return ReadNames(sentence, *name, "host", people);
  }
  if (phrase) {
    auto name = LinkedWordWithRole(sentence, phrase->end);
    if (!name) name = sentence.FindName(phrase->end, kMaxDescriptorBytes);
    // The one who talks: "Ada Byron talks with …". The hosts are there, whoever else was.
    if ((name || start > 0) && subject && subject->end < phrase->begin) {
      ReadNames(sentence.Head(phrase->begin, start > 0), *subject, "host", people);
    }
    if (name) return ReadNames(sentence, *name, "guest", people);
  }
  if (!subject || start > 0) return;
  std::size_t verb = subject->end;
  std::optional<ProseName> second;
  if (const std::size_t joint = JointLength(text.substr(verb)); joint > 0) {
    second = sentence.NameAt(verb + joint);
    if (second) verb = second->end;
  }
  if (text.substr(verb).starts_with(", ")) {
    // "Ada Byron, creator of Sand, joins us".
    const std::size_t comma = text.find(", ", verb + 2);
    if (comma != std::string_view::npos && comma - verb < 120) verb = comma + 1;
  }
  const std::string lower = ToLowerAscii(text.substr(verb, 32));
  const std::string_view after = Trim(lower);
  const auto starts = [&](std::string_view begin) { return after.starts_with(begin); };
  std::string_view role;
  if (std::any_of(kGuestVerbs.begin(), kGuestVerbs.end(), starts)) role = "guest";
  if (std::any_of(kHostVerbs.begin(), kHostVerbs.end(), starts)) role = "host";
  if (role.empty()) return;
  std::string_view bio;
  if (!second && verb > subject->end + 2 && text[subject->end] == ',') {
    bio = TrimBio(text.substr(subject->end + 2, verb - subject->end - 2));
  }
  Add(*subject, role, bio, people);
  if (second) Add(*second, role, {}, people);
}

}  // namespace

std::vector<Person> ReadIntroductions(std::span<const NotesLine> prose) {
  std::vector<Person> people;
  ForEachSentence(prose, [&](const NotesLine& line, std::size_t begin, std::size_t end) {
    ReadSentence(Sentence(line, begin, end), people);
  });
  return people;
}

void AddIntroduced(std::vector<Person> introduced, std::vector<Person>& people) {
  const auto is_host = [&people](const Person& person) {
    return std::any_of(people.begin(), people.end(), [&](const Person& each) {
      return each.role == "host" && EqualsNoCase(each.name, person.name);
    });
  };
  const bool swapped = std::any_of(introduced.begin(), introduced.end(), [&](const Person& person) {
    return person.role == "guest" && is_host(person);
  });
  for (Person& person : introduced) {
    if (swapped && person.role == "host" && !is_host(person)) person.role = "guest";
    AddPerson(std::move(person), people);
  }
}

}  // namespace cuepoint
