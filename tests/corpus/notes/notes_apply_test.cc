// What notes add to an episode that other sources have filled in already.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/markup/markdown_text.h"
#include "corpus/notes/notes.h"

namespace cuepoint {
namespace {

Chapter MakeChapter(double start_s, std::string title, std::string text = {},
                    bool sponsor = false) {
  return {.start_s = start_s,
          .title = std::move(title),
          .url = {},
          .text = std::move(text),
          .sponsor = sponsor};
}

Person MakePerson(std::string name, std::string role, std::string bio = {}, std::string url = {}) {
  return {.name = std::move(name),
          .role = std::move(role),
          .bio = std::move(bio),
          .url = std::move(url),
          .inferred = false};
}

TEST(ApplyNotes, FillsAnEmptyEpisode) {
  Notes notes;
  notes.description = "Tea.";
  notes.sponsor_notes = "Xojo.";
  notes.chapters = {MakeChapter(10, "Green")};
  notes.links = {{"https://a.example", "a", 10}};
  notes.people = {MakePerson("Ada Byron", "guest")};
  Episode episode;
  ApplyNotes(notes, episode);
  EXPECT_EQ(episode.description, "Tea.");
  EXPECT_EQ(episode.sponsor_notes, "Xojo.");
  EXPECT_EQ(episode.chapters, notes.chapters);
  EXPECT_EQ(episode.links, notes.links);
  EXPECT_EQ(episode.people, notes.people);
}

TEST(ApplyNotes, KeepsTheChaptersOfAStructuredSource) {
  Episode episode;
  episode.chapters = {MakeChapter(10, "Green tea"), MakeChapter(60.5, ""), MakeChapter(90, "End")};
  Notes notes;
  notes.chapters = {MakeChapter(11, "Green", "With leaves"),
                    MakeChapter(60, "Sponsor: Xojo", "", true),
                    MakeChapter(75, "Cups", "Two of them")};
  ApplyNotes(notes, episode);
  const std::vector<Chapter> expected = {MakeChapter(10, "Green tea", "With leaves"),
                                         MakeChapter(60.5, "Sponsor: Xojo", "", true),
                                         MakeChapter(90, "End")};
  EXPECT_EQ(episode.chapters, expected);
  EXPECT_EQ(episode.description, "Cups\nTwo of them") << "what found no chapter is kept";
}

TEST(ApplyNotes, CompletesPeopleButKeepsTheirRoles) {
  Episode episode;
  episode.people = {MakePerson("Ada Byron", "host")};
  Notes notes;
  notes.people = {MakePerson("ada byron", "guest", "An engineer", "https://a.example"),
                  MakePerson("Bo Grain", "guest")};
  ApplyNotes(notes, episode);
  const std::vector<Person> expected = {
      MakePerson("Ada Byron", "host", "An engineer", "https://a.example"),
      MakePerson("Bo Grain", "guest")};
  EXPECT_EQ(episode.people, expected);
}

TEST(ApplyNotes, FindsTheAddressOfAPersonWhereTheNameIsALink) {
  Episode episode;
  episode.title = "Pots with Cy Reed";
  episode.people = {MakePerson("Ada Byron", "host")};
  ApplyNotes(ReadNotes(ReadMarkdown("Dr. Bo Grain talks with Cy Reed.\n\n"
                                    "- [The book of Cy Reed](https://d.example)\n"
                                    "- [Cy Reed](https://c.example)\n\n"
                                    "## Credits\n\n"
                                    "Show notes: [ada byron](https://a.example)\n\n"
                                    "Editing: [Bo Grain](https://b.example)\n\n"
                                    "Hosting: [Ada Byron](https://other.example)\n"),
                       episode.title, {}),
             episode);
  std::vector<std::string> addresses;
  for (const Person& person : episode.people) addresses.push_back(person.name + " " + person.url);
  EXPECT_EQ(addresses,
            (std::vector<std::string>{"Ada Byron https://a.example", "Bo Grain https://b.example",
                                      "Cy Reed https://c.example"}));
}

TEST(ApplyNotes, AddsALinkOnce) {
  Episode episode;
  episode.links = {{"https://a.example", "known", {}}};
  Notes notes;
  notes.links = {{"https://a.example", "again", 10}, {"https://b.example", "b", {}}};
  ApplyNotes(notes, episode);
  ASSERT_EQ(episode.links.size(), 2u);
  EXPECT_EQ(episode.links[0].title, "known");
}

TEST(ApplyNotes, AddsTheGuestOfTheTitleAsInferred) {
  Episode episode;
  episode.title = "Sand with Bo Grain";
  Notes notes;
  notes.description = "Bo Grain, a geologist, explains sand.";
  ApplyNotes(notes, episode);
  ASSERT_EQ(episode.people.size(), 1u);
  EXPECT_EQ(episode.people[0].name, "Bo Grain");
  EXPECT_TRUE(episode.people[0].inferred);
}

TEST(ApplyNotes, TakesNoProductForAGuest) {
  Episode episode;
  episode.title = "Tea on the server with Potlet";
  Notes notes;
  notes.description = "Potlet, a server, boils water.";
  ApplyNotes(notes, episode);
  EXPECT_TRUE(episode.people.empty());
}

}  // namespace
}  // namespace cuepoint
