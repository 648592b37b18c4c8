#include "corpus/notes/notes_introductions.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "corpus/notes/notes_names.h"
#include "corpus/notes/notes_people.h"
#include "corpus/notes/notes_prose.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxLines = 40;
constexpr std::size_t kMaxBytes = 8192;
constexpr std::size_t kMaxPeople = 24;
constexpr std::size_t kMaxBioBytes = 400;
// "talks with the creator of the game, Ada Byron".
constexpr std::size_t kMaxDescriptorBytes = 72;

// Behind these stand guests. Lower case, sorted; a space at the end asks for a whole word.
constexpr std::array<std::string_view, 44> kBeforeGuest = {"au micro de ",
                                                           "chat with ",
                                                           "chats with ",
                                                           "chatted with ",
                                                           "chatting with ",
                                                           "conversation with ",
                                                           "guest is ",
                                                           "guest was ",
                                                           "guests are ",
                                                           "guests included ",
                                                           "guests were ",
                                                           "interview with ",
                                                           "interviewed ",
                                                           "interviewing ",
                                                           "interviews ",
                                                           "joined by ",
                                                           "our guest ",
                                                           "our guests ",
                                                           "re\xC3\xA7"
                                                           "oit ",
                                                           "sat down with ",
                                                           "sit down with ",
                                                           "sits down with ",
                                                           "speak with ",
                                                           "speaking with ",
                                                           "speaks to ",
                                                           "speaks with ",
                                                           "special guest ",
                                                           "special guests ",
                                                           "spoke with ",
                                                           "sprechen mit ",
                                                           "spricht mit ",
                                                           "talk to ",
                                                           "talk with ",
                                                           "talked to ",
                                                           "talked with ",
                                                           "talking to ",
                                                           "talking with ",
                                                           "talks to ",
                                                           "talks with ",
                                                           "welcome ",
                                                           "welcomes ",
                                                           "welcoming ",
                                                           "with guest ",
                                                           "with guests "};

// The phrases that start with each letter: [first, last) of the list above.
struct PhraseRange {
  std::size_t first = 0;
  std::size_t last = 0;
};

constexpr std::array<PhraseRange, 26> MakeRanges() {
  std::array<PhraseRange, 26> ranges{};
  for (std::size_t i = 0; i < kBeforeGuest.size(); ++i) {
    PhraseRange& range = ranges[static_cast<std::size_t>(kBeforeGuest[i][0] - 'a')];
    if (range.last == 0) range.first = i;
    range.last = i + 1;
  }
  return ranges;
}

constexpr std::array<PhraseRange, 26> kRanges = MakeRanges();

// Where a phrase of kBeforeGuest stands in `text`, from `from` on; the longest of several.
struct PhraseAt {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::optional<PhraseAt> FindPhrase(std::string_view text, std::size_t from) {
  bool word_start = true;
  for (std::size_t i = from; i < text.size(); ++i) {
    const bool letter = IsAlpha(text[i]);
    if (letter && word_start) {
      const PhraseRange range = kRanges[static_cast<std::size_t>(ToLower(text[i]) - 'a')];
      std::size_t length = 0;
      for (std::size_t k = range.first; k < range.last; ++k) {
        if (StartsWithNoCase(text.substr(i), kBeforeGuest[k])) {
          length = std::max(length, kBeforeGuest[k].size());
        }
      }
      if (length > 0) return PhraseAt{i, i + length};
    }
    word_start = !letter && !IsDigit(text[i]);
  }
  return std::nullopt;
}

// Verbs of a guest who is the subject: "Ada Byron joins the show".
constexpr std::array<std::string_view, 14> kGuestVerbs = {
    "joins",    "joined",   "is our guest", "was our guest", "stops by", "talks about", "shares",
    "explains", "tells us", "returns to",   "is back",       "comes on", "came on",     "walks us"};

constexpr std::array<std::string_view, 6> kHostVerbs = {
    "were your hosts", "are your hosts", "is your host", "was your host", "host ", "hosts "};

std::size_t JointLength(std::string_view text) {
  for (const std::string_view joint : {", and ", " and ", " & ", ", ", " und ", " et ", " y "}) {
    if (text.starts_with(joint)) return joint.size();
  }
  return 0;
}

// Length of what adds people however they are described: ", as well as our colleague Bo Grain".
std::size_t WideJointLength(std::string_view text) {
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

// Where what is said of a person ends: at the topic, or at the end of the sentence. What only says
// where somebody is "from" ends sooner.
std::string_view TrimBio(std::string_view bio) {
  bio = TruncateUtf8(bio, kMaxBioBytes);
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

// What is said of the person whose name ends at `at`: where it starts, or npos.
std::size_t BioBegin(std::string_view text, std::size_t at) {
  for (const std::string_view mark : {", ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 "}) {
    if (text.substr(at).starts_with(mark)) return at + mark.size();
  }
  for (const std::string_view from : {" from ", " of "}) {
    if (text.substr(at).starts_with(from)) return at + 1;
  }
  return std::string_view::npos;
}

// Whether `bio` is one, and not "and others", or a name that cannot be told: "Bo and others".
bool SaysSomething(std::string_view bio) {
  if (bio.size() < 4 || bio.starts_with("and ") || bio.starts_with("others")) return false;
  if (!IsUpper(bio.front())) return true;
  return NamesAThing(bio) || bio.find(" of ") != std::string_view::npos ||
         bio.find(" at ") != std::string_view::npos || bio.find(" for ") != std::string_view::npos;
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
    }
    if (other) {
      Add(name, role, {}, people);
      name = *other;
      continue;
    }
    const std::size_t begin = BioBegin(text, at);
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

void ReadSentence(const Sentence& sentence, std::vector<Person>& people) {
  const std::string_view text = sentence.text();
  // "In addition to Ada Byron, speakers on May 1st included Bo Grain": the first are the hosts.
  constexpr std::string_view kBesides = "in addition to ";
  const std::size_t start = StartsWithNoCase(text, kBesides) ? kBesides.size() : 0;
  auto phrase = FindPhrase(text, start);
  if (!phrase && text.find("speakers") != std::string_view::npos) {
    constexpr std::string_view kIncluded = " included ";
    if (const std::size_t at = text.find(kIncluded); at != std::string_view::npos) {
      phrase = PhraseAt{at, at + kIncluded.size()};
    }
  }
  const auto subject = sentence.NameAt(start);
  if (phrase) {
    if (const auto name = sentence.FindName(phrase->end, kMaxDescriptorBytes)) {
      // The one who talks: "Ada Byron talks with …".
      if (subject && subject->end < phrase->begin) {
        ReadNames(sentence.Head(phrase->begin, start > 0), *subject, "host", people);
      }
      ReadNames(sentence, *name, "guest", people);
      return;
    }
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

template <class Visit>
void ForEachSentence(std::span<const NotesLine> prose, Visit&& visit) {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < std::min(prose.size(), kMaxLines); ++i) {
    bytes += prose[i].text.size();
    if (bytes > kMaxBytes) return;
    const std::string_view text = prose[i].text;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = FindSentenceEnd(text, begin);
      visit(prose[i], begin, end);
      begin = end;
      while (begin < text.size() && IsSpace(text[begin])) ++begin;
    }
  }
}

}  // namespace

std::vector<Person> ReadIntroductions(std::span<const NotesLine> prose) {
  std::vector<Person> people;
  ForEachSentence(prose, [&](const NotesLine& line, std::size_t begin, std::size_t end) {
    ReadSentence(Sentence(line, begin, end), people);
  });
  return people;
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
      for (const std::string_view verb : {" is a ", " is an ", " is the ", " works ", " has been ",
                                          " was a ", " leads ", " is one of "}) {
        if (after.starts_with(verb)) {
          person.bio = TruncateUtf8(text, kMaxBioBytes);
          break;
        }
      }
    }
  });
}

}  // namespace cuepoint
