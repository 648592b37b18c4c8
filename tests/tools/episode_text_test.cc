#include "tools/episode_text.h"

#include <sstream>

#include <gtest/gtest.h>

#include "tools/text_layout.h"

namespace cuepoint {
namespace {

TEST(EpisodeText, ShowsAllThereIsToKnow) {
  Episode episode;
  episode.id = "e1";
  episode.show = {.id = "s", .title = "A Show", .url = "", .language = "", .deep_link = ""};
  episode.number = 1;
  episode.title = "Of transports";
  episode.url = "https://example.org/1";
  episode.published = "2025-01-02";
  episode.duration_s = 4000;
  episode.tags = {"quic", "tcp"};
  episode.description = "First paragraph.\n\nSecond one.";
  episode.chapters = {{0, "Hello", "", ""},
                      {3605.5, "A title that is wrapped on a narrow terminal", "https://c.example",
                       "Notes under it"}};
  episode.people = {{"Jo Doe", "guest", "Writes code.", "https://jo.example"}};
  episode.links = {{"https://l.example", "A link", 3605.5}, {"https://bare.example", "", {}}};
  episode.transcript = {{0, 4, "Jo", "Hello there"}};
  Terminal terminal;
  terminal.width = 44;
  EXPECT_EQ(EpisodeText(episode, terminal),
            "Of transports\n"
            "A Show · #1 · 2025-01-02 · 1 h 7 min · with\n"
            "Jo Doe · e1\n"
            "https://example.org/1\n"
            "\n"
            "First paragraph.\n"
            "Second one.\n"
            "\n"
            "Tags: quic, tcp\n"
            "\n"
            "Chapters\n"
            "     0:00  Hello\n"
            "  1:00:05  A title that is wrapped on a\n"
            "           narrow terminal\n"
            "           Notes under it\n"
            "           https://c.example\n"
            "\n"
            "People\n"
            "  Jo Doe (guest)\n"
            "    Writes code.\n"
            "    https://jo.example\n"
            "\n"
            "Links\n"
            "  A link (1:00:05)\n"
            "    https://l.example\n"
            "  https://bare.example\n"
            "\n"
            "1 piece of transcript until 0:04\n");
}

TEST(EpisodeText, DisarmsEveryField) {
  const std::string attack = "x\x1b[2J\u009b1m\x07";
  Episode episode;
  episode.id = episode.title = episode.url = episode.audio_url = episode.published = attack;
  episode.description = attack;
  episode.show.title = attack;
  episode.tags = {attack};
  episode.chapters = {{1, attack, attack, attack}};
  episode.people = {{attack, attack, attack, attack}};
  episode.links = {{attack, attack, 1}, {attack, "", {}}};
  std::istringstream lines(EpisodeText(episode, Terminal()));
  for (std::string line; std::getline(lines, line);) EXPECT_EQ(SafeText(line), line);
}

TEST(EpisodeText, ShowsSponsorsOnRequestAlone) {
  Episode episode;
  episode.title = "T";
  episode.sponsor_notes = "Thanks to the makers of socks.";
  episode.chapters.resize(1);
  episode.chapters[0].title = "Socks";
  episode.chapters[0].sponsor = true;
  EXPECT_EQ(EpisodeText(episode, {}).find("makers of socks"), std::string::npos);
  EXPECT_NE(EpisodeText(episode, {}, true).find("makers of socks"), std::string::npos);
  EXPECT_NE(EpisodeText(episode, {}).find("Socks (sponsor)"), std::string::npos);
}

TEST(EpisodeText, SaysWhichPeopleWereInferred) {
  Episode episode;
  episode.title = "T";
  episode.people.resize(2);
  episode.people[0].name = "Ada Byron";
  episode.people[0].role = "guest";
  episode.people[0].inferred = true;
  episode.people[1].name = "Jo Doe";
  const std::string text = EpisodeText(episode, {});
  EXPECT_NE(text.find("Ada Byron (guest, inferred)"), std::string::npos);
  EXPECT_NE(text.find("Jo Doe\n"), std::string::npos);
}

}  // namespace
}  // namespace cuepoint
