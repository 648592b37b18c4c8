// What holds for any notes whatever: random ones are made of the pieces that notes are made of.
#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/heaviest_ascending.h"
#include "corpus/markup/html_text.h"
#include "corpus/markup/markdown_text.h"
#include "corpus/notes/notes.h"
#include "corpus/text.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

std::string RandomNotes(std::mt19937& random) {
  const std::vector<std::string> pieces = {"00:10",
                                           "1:02:03",
                                           "59:59",
                                           " - ",
                                           "\n",
                                           "\n\n",
                                           "* ",
                                           "  - ",
                                           "Tea",
                                           " pots",
                                           "# ",
                                           "## Links\n",
                                           "[a](#t=5)",
                                           "[b](https://b.example)",
                                           "**",
                                           "`",
                                           "(12:34)",
                                           "[@1:52]",
                                           "@",
                                           "|",
                                           "Sponsor: Xojo",
                                           "Guests\n",
                                           "talks with Ada Byron, an engineer",
                                           ". ",
                                           "<br>",
                                           "<p>",
                                           "\xE2\x80\x94",
                                           "\xC2\xA0",
                                           "> ",
                                           "1.",
                                           ":",
                                           "2024-01-02",
                                           "5:00 PM",
                                           "use code TEA for 5 % off",
                                           "\xFF",
                                           "\t",
                                           "45:14:12",
                                           "Hosts: Bo Grain",
                                           "```\n",
                                           "[c](https://c.example?t=90)"};
  std::uniform_int_distribution<std::size_t> pick(0, pieces.size() - 1);
  std::uniform_int_distribution<int> length(0, 60);
  std::string text;
  for (int i = length(random); i > 0; --i) text += pieces[pick(random)];
  return text;
}

void Check(const Notes& notes, std::optional<double> duration_s) {
  double last_s = -1;
  for (const Chapter& chapter : notes.chapters) {
    EXPECT_GT(chapter.start_s, last_s) << "times ascend strictly";
    last_s = chapter.start_s;
    if (duration_s) {
      EXPECT_LE(chapter.start_s, *duration_s + 60);
    }
    EXPECT_LT(chapter.start_s, kTimeLimit_s);
    EXPECT_FALSE(chapter.title.empty());
    EXPECT_EQ(chapter.title, Trim(chapter.title));
    EXPECT_NE(chapter.title.front(), '-') << chapter.title;
    EXPECT_EQ(chapter.title.find('\n'), std::string::npos) << chapter.title;
    EXPECT_LE(chapter.title.size(), 210u);
    EXPECT_EQ(FindInvalidUtf8(chapter.title), std::string::npos);
  }
  for (const Link& link : notes.links) EXPECT_FALSE(link.url.empty());
  for (const Person& person : notes.people) {
    EXPECT_FALSE(Trim(person.name).empty());
    EXPECT_TRUE(person.role == "guest" || person.role == "host") << person.role;
  }
  for (const Error& warning : notes.warnings) EXPECT_FALSE(warning.kind.empty());
  EXPECT_EQ(FindInvalidUtf8(notes.description), std::string::npos);
}

TEST(NotesProperty, HoldsForRandomMarkdownAndHtml) {
  std::mt19937 random(7);
  for (int i = 0; i < 3000; ++i) {
    const std::string text = RandomNotes(random);
    SCOPED_TRACE(text);
    const std::optional<double> duration_s =
        i % 2 == 0 ? std::optional<double>() : std::optional<double>(3600);
    Check(ReadNotes(ReadMarkdown(text), "Tea with Ada Byron", duration_s), duration_s);
    Check(ReadNotes(ReadHtml(text), "Tea", duration_s), duration_s);
    if (::testing::Test::HasFailure()) return;
  }
}

// Any strictly ascending list comes back as it was, whatever its layout.
TEST(NotesProperty, AscendingListsComeBackAsTheyWere) {
  const std::vector<std::pair<std::string, std::string>> layouts = {
      {"- ", " "},   {"- [@", "] - "}, {"* **[", "](#t=0)** "},  {"", " - "},
      {"- (", ") "}, {"#### ", " "},   {"1. ", " \xE2\x80\x93 "}};
  std::mt19937 random(11);
  std::uniform_int_distribution<int> gap(1, 900);
  for (int i = 0; i < 400; ++i) {
    auto layout = layouts[static_cast<std::size_t>(i) % layouts.size()];
    std::string markdown;
    std::vector<double> starts;
    double start_s = gap(random) - 1;
    for (int k = 0; k < 2 + i % 12; ++k) {
      starts.push_back(start_s);
      markdown += layout.first + FormatTime(start_s) + layout.second + "Pot number " +
                  std::string(1, static_cast<char>('a' + k)) + "\n\n";
      start_s += gap(random);
    }
    const Notes notes = ReadNotes(ReadMarkdown(markdown), "Tea", {});
    ASSERT_EQ(notes.chapters.size(), starts.size()) << markdown;
    for (std::size_t k = 0; k < starts.size(); ++k) {
      EXPECT_EQ(notes.chapters[k].start_s, starts[k]) << markdown;
      EXPECT_EQ(notes.chapters[k].title,
                "Pot number " + std::string(1, static_cast<char>('a' + k)));
    }
  }
}

// All subsets, for few readings.
int HeaviestByBruteForce(const std::vector<TimeReading>& readings) {
  int best = 0;
  for (unsigned set = 0; set < (1u << readings.size()); ++set) {
    int weight = 0;
    const TimeReading* last = nullptr;
    bool valid = true;
    for (std::size_t i = 0; i < readings.size() && valid; ++i) {
      if ((set >> i & 1u) == 0) continue;
      valid = readings[i].weight > 0 && (last == nullptr || (last->start_s < readings[i].start_s &&
                                                             last->place != readings[i].place));
      weight += readings[i].weight;
      last = &readings[i];
    }
    if (valid) best = std::max(best, weight);
  }
  return best;
}

TEST(HeaviestAscending, IsAsHeavyAsAnySubsequence) {
  std::mt19937 random(3);
  std::uniform_int_distribution<int> small(0, 9);
  for (int i = 0; i < 500; ++i) {
    std::vector<TimeReading> readings;
    std::size_t place = 0;
    for (int k = 0; k < 10; ++k) {
      if (small(random) > 3) ++place;
      readings.push_back({static_cast<double>(small(random)), small(random) * 10 - 10, place});
    }
    int weight = 0;
    double last_s = -1;
    for (const std::size_t at : HeaviestAscending(readings)) {
      weight += readings[at].weight;
      EXPECT_GT(readings[at].start_s, last_s);
      last_s = readings[at].start_s;
    }
    EXPECT_EQ(weight, HeaviestByBruteForce(readings));
  }
}

}  // namespace
}  // namespace cuepoint
