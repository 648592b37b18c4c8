#include "corpus/notes/guest_names.h"

#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace cuepoint {
namespace {

struct GuestCase {
  const char* name;
  const char* title;
  const char* notes;
  const char* guests;

  friend std::ostream& operator<<(std::ostream& out, const GuestCase& c) {
    return out << '"' << c.title << '"';
  }
};

class GuestNames : public ::testing::TestWithParam<GuestCase> {};
TEST_P(GuestNames, ComeFromTheTitleAndAreConfirmedByTheNotes) {
  std::string names;
  for (const Person& guest : InferGuests(GetParam().title, GetParam().notes)) {
    EXPECT_EQ(guest.role, "guest");
    if (!names.empty()) names += "|";
    names += guest.name;
  }
  EXPECT_EQ(names, GetParam().guests);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, GuestNames,
    ::testing::ValuesIn(std::vector<GuestCase>{
        {"OneWithAnIntroduction", "Sand with Bo Grain", "Bo Grain, a geologist, explains sand.",
         "Bo Grain"},
        {"OneWithAConversation", "Sand with Bo Grain", "A conversation with Bo Grain on dunes.",
         "Bo Grain"},
        {"ByFirstNameInTheNotes", "Sand with Bo Grain", "The geologist Bo Grain. Bo shares tricks.",
         "Bo Grain"},
        {"ADoubleName", "Sand with Jo Lee-Smith", "Jo Lee-Smith, an engineer, digs.",
         "Jo Lee-Smith"},
        {"AName BeyondAscii", "Sand with Zoë Öztürk", "Zoë Öztürk, an engineer, digs.",
         "Zoë Öztürk"},
        {"AnInitial", "Sand with Ursula K. Guin", "We talk with Ursula K. Guin.", "Ursula K. Guin"},
        {"TwoFromAPlace", "Roots with Al and Bea from Tree Labs",
         "A conversation with Al and Bea from Tree Labs.", "Al|Bea"},
        {"Three", "Roots with Al Ash, Bea Birch, and Cy Cedar", "We are joined by Al Ash.",
         "Al Ash|Bea Birch|Cy Cedar"},
        {"AFirstNameCompleted", "Roots with Ed and Noa", "Ed Wren, a gardener, comes with Noa.",
         "Ed Wren|Noa"},
        {"AnInterviewNeedsNoConfirmation", "Sand: An Interview with Bo Grain", "All about sand.",
         "Bo Grain"},
        {"AnInterviewOnATopic", "Interview with Bo Grain and Cy Cedar on dunes", "",
         "Bo Grain|Cy Cedar"},
        {"Featuring", "Sand (feat. Bo Grain)", "", "Bo Grain"},
        {"TheSubject", "Bo Grain on dunes", "We talk with Bo Grain.", "Bo Grain"},
        {"TheSubjectOfASeries", "Beach Club \xC3\x97 Bo Grain - Dunes", "Bo Grain, a geologist.",
         "Bo Grain"},
        {"TheSubjectUnconfirmed", "Visible Dunes: a story", "Visible Dunes.", ""},
        {"WithAJob", "Sand with Bo Grain CEO of Dune Labs", "We talk to Bo Grain.", "Bo Grain"},
        {"AnInterviewWithACompany", "Interview with Visual Studio", "", ""},
        {"NotAThing", "Getting started with Rust", "Rust is a language. We use Rust.", ""},
        {"NotATool", "Building with Visual Studio", "Visual Studio is an editor.", ""},
        {"NotALowerCaseWord", "Life with lasers", "lasers, a love story", ""},
        {"NotWhenUnmentioned", "Sand with Bo Grain", "All about sand.", ""},
        {"NotPartOfAnotherName", "Sand with Bo", "Bob, a geologist, explains.", ""},
        {"NobodyWithoutWith", "Sand", "Bo Grain, a geologist", ""},
        {"NothingBehindWith", "Sand with ", "x", ""},
        {"NotASentence", "How to cope with Very Long Names Of Many Words", "x", ""}}),
    [](const auto& param) {
      std::string name = param.param.name;
      std::erase(name, ' ');
      return name;
    });

TEST(GuestNames, AreBounded) {
  std::string title = "All with ";
  for (int i = 0; i < 100000; ++i) title += "Bo, ";
  EXPECT_TRUE(InferGuests(title, "We talk with Bo").empty());
}

}  // namespace
}  // namespace cuepoint
