#include "corpus/notes/notes_people.h"

#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/markup/html_text.h"
#include "corpus/markup/markdown_text.h"
#include "corpus/notes/name_likeness.h"
#include "corpus/notes/notes.h"
#include "corpus/notes/notes_names.h"

namespace cuepoint {
namespace {

std::string Show(const std::vector<Person>& people) {
  std::string shown;
  for (const Person& person : people) {
    if (!shown.empty()) shown += '|';
    shown += person.role + " " + person.name;
    if (!person.bio.empty()) shown += " {" + person.bio + "}";
    if (!person.url.empty()) shown += " <" + person.url + ">";
    if (person.inferred) shown += " ?";
  }
  return shown;
}

struct PeopleCase {
  const char* name;
  std::string markdown;
  std::string people;

  friend std::ostream& operator<<(std::ostream& out, const PeopleCase& c) { return out << c.name; }
};

std::string NameOf(const ::testing::TestParamInfo<PeopleCase>& info) { return info.param.name; }

class NotesPeople : public ::testing::TestWithParam<PeopleCase> {};
TEST_P(NotesPeople, AreFound) {
  EXPECT_EQ(Show(ReadNotes(ReadMarkdown(GetParam().markdown), "Tea", {}).people),
            GetParam().people);
}

INSTANTIATE_TEST_SUITE_P(
    Lists, NotesPeople,
    ::testing::ValuesIn(std::vector<PeopleCase>{
        {"Linked", "## Guests\n\n[Ada Byron](https://a.example)\n\n[Bo Grain](https://b.example)\n",
         "guest Ada Byron <https://a.example>|guest Bo Grain <https://b.example>"},
        {"WithABio", "## Guests\n\n- [Ada Byron](https://a.example) - engineer at Xojo\n",
         "guest Ada Byron {engineer at Xojo} <https://a.example>"},
        {"Plain", "## Guests\n\n- Ada Byron, engineer at Xojo\n- Bo Grain\n",
         "guest Ada Byron {engineer at Xojo}|guest Bo Grain"},
        {"NameBeforeItsLinks", "## Guests\n\n- Ada Byron: [Mastodon](https://a.example)\n",
         "guest Ada Byron {Mastodon} <https://a.example>"},
        {"SeveralInALine",
         "## Guests\n\n[Ada Byron](https://a.example) and "
         "[Bo Grain](https://b.example)\n",
         "guest Ada Byron <https://a.example>|guest Bo Grain <https://b.example>"},
        {"Hosts", "## Prepared and Presented by\n\n[Ada Byron](https://a.example)\n",
         "host Ada Byron <https://a.example>"},
        {"Labels",
         "## Credits\n\nMusic: Cy Cedar\n\nHosts: [Ada Byron](https://a.example) and Bo "
         "Grain\n",
         "host Ada Byron <https://a.example>|host Bo Grain"},
        {"LabelsInProse", "Guest: Ada Byron, an engineer\n", "guest Ada Byron {an engineer}"},
        {"OneName", "## Guests\n\n[Ada](https://a.example)\n", "guest Ada <https://a.example>"},
        {"NoNames", "## Guests\n\nNobody came this time, sadly.\n", ""},
        {"OtherScripts",
         "## Guests\n\n- \xD8\xB9\xD9\x85\xD8\xB1 \xD8\xAE\xD9\x8A\xD8\xA7\xD9\x85\n",
         "guest \xD8\xB9\xD9\x85\xD8\xB1 \xD8\xAE\xD9\x8A\xD8\xA7\xD9\x85"}}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Introductions, NotesPeople,
    ::testing::ValuesIn(std::vector<PeopleCase>{
        {"TalksWith",
         "Ada Byron talks with [Bo Grain](https://b.example), author of [Sand](https://s.example), "
         "about his book.\n",
         "host Ada Byron ?|guest Bo Grain {author of Sand} <https://b.example> ?"},
        {"TalkWithSomebodyFromAPlace",
         "In this episode, Ada and Cy talk with Bo Grain from Xojo about sand!\n",
         "guest Bo Grain {from Xojo} ?"},
        {"TheCreatorOf", "We talk to the creator of the first pot, Bo Grain.\n",
         "guest Bo Grain ?"},
        {"Speakers",
         "In addition to [Ada Byron](https://a.example) and [Cy Cedar](https://c.example), "
         "speakers "
         "on May 3rd included [Bo Grain](https://b.example), Dee Dune, Eve and others.\n",
         "host Ada Byron <https://a.example> ?|host Cy Cedar <https://c.example> ?|"
         "guest Bo Grain <https://b.example> ?|guest Dee Dune ?"},
        {"SpecialGuest", "We were joined by special guest [Bo Grain](https://b.example).\n",
         "guest Bo Grain <https://b.example> ?"},
        {"Joins", "Bo Grain joins the show.\n\nBo is a geologist.\n",
         "guest Bo Grain {Bo is a geologist.} ?"},
        {"WithPronouns", "Ada Byron talks with Bo Grain (he/him), maker of pots.\n",
         "host Ada Byron ?|guest Bo Grain {maker of pots} ?"},
        {"AsWellAs", "We are joined by Bo Grain as well as our colleague Dee Dune.\n",
         "guest Bo Grain ?|guest Dee Dune ?"},
        {"Hosts",
         "[Ada Byron](https://a.example) and [Cy Cedar](https://c.example) were your hosts.\n",
         "host Ada Byron <https://a.example> ?|host Cy Cedar <https://c.example> ?"},
        {"HostsInFront",
         "Your hosts were [Ada Byron](https://a.example) and [Cy Cedar](https://c.example).\n",
         "host Ada Byron <https://a.example> ?|host Cy Cedar <https://c.example> ?"},
        {"HostsBesideNobody",
         "In addition to [Ada Byron](https://a.example) and [Cy Cedar](https://c.example), "
         "speakers "
         "on May 1st included XXX, and YY.\n",
         "host Ada Byron <https://a.example> ?|host Cy Cedar <https://c.example> ?"},
        {"BehindAForgottenComma",
         "We are joined by [Bo Grain](https://b.example) [Dee Dune](https://d.example), and Ed "
         "Elm.\n",
         "guest Bo Grain <https://b.example> ?|guest Dee Dune <https://d.example> ?|guest Ed Elm "
         "?"},
        {"WhoIsDiscussedWith",
         "Ada Byron discusses with [Bo Grain](https://b.example) the future of sand.\n",
         "host Ada Byron ?|guest Bo Grain <https://b.example> ?"},
        {"WithAndWithoutATitle", "We talk with Dr. Bo Grain.\n\n## Guests\n\n- Bo Grain\n",
         "guest Bo Grain"},
        {"Particles", "We talk with Bo van der Sand about dunes.\n", "guest Bo van der Sand ?"},
        {"Initials", "We talk with Ursula K. Dune. She digs.\n", "guest Ursula K. Dune ?"},
        {"Accents", "We talk with Zo\xC3\xAB \xC3\x96zt\xC3\xBCrk about sand.\n",
         "guest Zo\xC3\xAB \xC3\x96zt\xC3\xBCrk ?"},
        {"GuestWhoSitsDownWithTheHost",
         "Bo Grain, geologist, sits down with Ada Byron.\n\n## Credits\n\nHost: Ada Byron\n",
         "host Ada Byron|guest Bo Grain {geologist} ?"},
        {"BehindAPossessive", "We are joined by Reuter's Bo Grain.\n", "guest Bo Grain ?"},
        {"BetweenDashes",
         "We welcome Bo Grain \xE2\x80\x94 maker of pots \xE2\x80\x94 to the show.\n",
         "guest Bo Grain {maker of pots} ?"},
        {"ASlipInThePresentation",
         "We talk with Bo Graim, maker of pots. We talk with VC Dee Dune.\n\n"
         "## Guests\n\n- [Bo Grain](https://b.example)\n- Dee Dune\n",
         "guest Bo Grain {maker of pots} <https://b.example>|guest Dee Dune"},
        {"ALinkedHandleWithARole",
         "Ada Byron talks with [PotDigger](https://b.example), a contributor to "
         "[Sand](https://s.example), which is all about dunes.\n",
         "host Ada Byron ?|guest PotDigger {a contributor to Sand, which is all about dunes} "
         "<https://b.example> ?"},
        {"NoLinkedProducts", "We chat with [Xojo](https://x.example), a language for pots.\n", ""},
        {"AHostOfTheCreditsBetweenDashes",
         "Ada Byron \xE2\x80\x94 lead editor of Sand \xE2\x80\x94 takes you through the "
         "week.\n\n## Credits\n\nHosts: Ada Byron\n",
         "host Ada Byron {lead editor of Sand}"},
        {"AHostOfTheCreditsBetweenCommas",
         "Ada Byron, a geologist at Xojo, takes you through the week.\n\n"
         "## Credits\n\nHosts: Ada Byron\n",
         "host Ada Byron {a geologist at Xojo}"},
        {"NoBioThatSaysNotWhoTheyAre",
         "Ada Byron, on the roof of the house, looks at dunes.\n\n"
         "## Credits\n\nHosts: Ada Byron\n",
         "host Ada Byron"},
        {"HandlesBetweenNames",
         "Speakers: we were joined by [Bo Grain](https://b.example), pgray, [Dee "
         "Dune](https://d.example).\n",
         "guest Bo Grain <https://b.example> ?|guest Dee Dune <https://d.example> ?"},
        {"NoProducts", "We talk to Visual Studio users and interview Unreal Engine developers.\n",
         ""},
        {"NoJobs", "We talk with our Principal Engineer about tea.\n", ""},
        {"NoFirstNames", "Ada and Cy talk with Bo about tea.\n", ""},
        {"NoPossessives", "We talk to Bo Grain's team.\n", ""},
        {"NobodyInAList", "* In conversation with Bo Grain (video)\n", ""}}),
    NameOf);

TEST(AreLikeNames, TellsASlipFromSomebodyElse) {
  EXPECT_TRUE(AreLikeNames("Una Kravets", "una Kravetz"));
  EXPECT_TRUE(AreLikeNames("Chrisoph Zimmermann", "Christoph Zimmermann"));
  EXPECT_TRUE(AreLikeNames("Ada De Byron", "Ada Debyron"));
  EXPECT_TRUE(AreLikeNames("Byron Ada", "Ada Byron"));
  EXPECT_FALSE(AreLikeNames("Zo\xC3\xAB Byron", "Zoe Byron")) << "a letter of three";
  EXPECT_TRUE(AreLikeNames("Maria Ada Byron", "Ada Byron"));
  EXPECT_FALSE(AreLikeNames("Dan Grain", "Jan Grain"));
  EXPECT_FALSE(AreLikeNames("Adam Leventhal", "Adam Jacob"));
  EXPECT_FALSE(AreLikeNames("Bryan Cantrill", "Brian Cantrell")) << "both words";
  EXPECT_FALSE(AreLikeNames("Ada", "Ada Byron"));
  EXPECT_FALSE(AreLikeNames("", ""));
}

TEST(LooksLikeName, AcceptsNamesOfManyKinds) {
  for (const char* name :
       {"Ada Byron", "Bo van der Sand", "Jo Lee-Smith", "Ursula K. Guin", "Otmane FETTAL",
        "Omar bin Said", "Miles O'Brien", "Zo\xC3\xAB \xC3\x96zt\xC3\xBCrk",
        "\xE5\xB1\xB1\xE7\x94\xB0 \xE5\xA4\xAA\xE9\x83\x8E"}) {
    EXPECT_TRUE(LooksLikeName(name)) << name;
  }
  for (const char* name : {"Ada", "ada byron", "Ada 2", "Ada Byron and Bo Grain of Xojo Ltd", "",
                           "https://a.example b", "of Xojo", "@ada byron"}) {
    EXPECT_FALSE(LooksLikeName(name)) << name;
  }
}

TEST(NotesPeople, AreBounded) {
  std::string markdown = "## Guests\n\n";
  for (int i = 0; i < 5000; ++i) {
    markdown += "- Ada " + std::string(1, static_cast<char>('A' + i % 26)) +
                std::string(1 + i / 26, 'a') + "\n";
  }
  const Notes notes = ReadNotes(ReadMarkdown(markdown), "Tea", {});
  EXPECT_LE(notes.people.size(), 256u);
  EXPECT_GE(notes.people.size(), 100u);
}

}  // namespace
}  // namespace cuepoint
