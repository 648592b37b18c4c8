#include "corpus/timed/chapter_file.h"

#include <ostream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus/timestamp.h"
#include "tests/corpus/timed/transcript_test_support.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

ChapterFile ReadChapters(std::string_view content) {
  EXPECT_TRUE(LooksLikeChapterFile(content));
  Result<ChapterFile> file = ReadChapterFile(content);
  if (file) return *std::move(file);
  ADD_FAILURE() << ToString(file.error());
  return {};
}

// "START TITLE <URL>" of each chapter.
std::vector<std::string> ChapterLines(const ChapterFile& file) {
  std::vector<std::string> lines;
  for (const Chapter& chapter : file.chapters) {
    std::ostringstream line;
    line << chapter.start_s << ' ' << chapter.title;
    if (!chapter.url.empty()) line << " <" << chapter.url << '>';
    lines.push_back(line.str());
  }
  return lines;
}

std::vector<std::string> KindsOf(const ChapterFile& file) {
  std::vector<std::string> kinds;
  for (const Error& warning : file.warnings) kinds.push_back(warning.kind);
  return kinds;
}

TEST(JsonChapters, AreReadWithoutThoseThatAreNotToBeShown) {
  const ChapterFile file = ReadChapters(R"({"version": "1.2.0", "title": "E", "chapters": [
      {"startTime": 0, "title": "Intro", "img": "https://example.org/a.png"},
      {"startTime": 60.5, "title": "Advert", "toc": false},
      {"startTime": 100, "title": " On\n lions ", "url": "https://example.org/", "toc": true,
       "location": {"title": "Not this", "startTime": 5, "geo": [1, {"startTime": 6}]}}]})");
  EXPECT_THAT(ChapterLines(file), ElementsAre("0 Intro", "100 On lions <https://example.org/>"));
  EXPECT_THAT(file.warnings, IsEmpty());
}

TEST(JsonChapters, ToleratesTimesInQuotationMarks) {
  const ChapterFile file = ReadChapters(R"({"chapters": [{"startTime": "0", "title": "A"},
      {"startTime": "01:02.5", "title": "B", "toc": "false"}, {"startTime": "90.5", "title": "C"}]})");
  EXPECT_THAT(ChapterLines(file), ElementsAre("0 A", "90.5 C"));
  EXPECT_THAT(KindsOf(file), ElementsAre("time-as-text"));
}

TEST(JsonChapters, LeaveOutWhatMakesNoSense) {
  const ChapterFile file = ReadChapters(R"({"version": "1.2.0", "chapters": [
      {"startTime": -5, "title": "A"}, {"title": "B"}, {"startTime": 1e12, "title": "C"},
      {"startTime": 5}, {"startTime": 6, "title": "  "}, {"startTime": 7, "title": "D"}]})");
  EXPECT_THAT(ChapterLines(file), ElementsAre("7 D"));
  EXPECT_THAT(KindsOf(file), ElementsAre("bad-chapter-time", "untitled-chapter"));
}

TEST(JsonChapters, AreSortedAndStartAtDifferentTimes) {
  const ChapterFile file = ReadChapters(R"({"version": "1.2.0", "chapters": [
      {"startTime": 60, "title": "B"}, {"startTime": 0, "title": "A"},
      {"startTime": 60, "title": "Also B"}, {"startTime": 60, "title": "B"}]})");
  EXPECT_THAT(ChapterLines(file), ElementsAre("0 A", "60 B"));
  EXPECT_EQ(file.chapters[1].text, "Also B");
  EXPECT_THAT(KindsOf(file), ElementsAre("chapter-order", "double-chapter"));
}

TEST(JsonChapters, MayBeNone) {
  EXPECT_THAT(KindsOf(ReadChapters(R"({"version": "1.2.0", "chapters": []})")),
              ElementsAre("no-chapters"));
}

TEST(JsonChapters, BeforeABreakAreKept) {
  const ChapterFile file = ReadChapters("{\"chapters\": [{\"startTime\": 0, \"title\": \"A\"},\n{");
  EXPECT_THAT(ChapterLines(file), ElementsAre("0 A"));
  EXPECT_THAT(KindsOf(file), ElementsAre("bad-json"));
}

TEST(JsonChapters, AreBounded) {
  std::string json = R"({"version": "1.2.0", "chapters": [)";
  for (int i = 0; i <= 10'000; ++i) {
    json += R"({"title": "A", "startTime": )" + std::to_string(i) + "},";
  }
  json += "{}]}";
  const auto file = ReadChapterFile(json);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, ErrorCode::kTooLarge);
}

TEST(PodloveChapters, AreReadFromXml) {
  const ChapterFile file = ReadChapters(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- chapters -->\n"
      "<psc:chapters version=\"1.2\" xmlns:psc=\"http://podlove.org/simple-chapters\">\n"
      "<psc:chapter start=\"00:00:00.000\" title=\"Q&amp;A\" />\n"
      "<psc:chapter start=\"62.5\" title=\"R & B\" href=\"https://example.org/?a=1&amp;b=2\"/>\n"
      "<psc:chapter start=\"soon\" title=\"C\"/>\n"
      "</psc:chapters>\n");
  EXPECT_THAT(ChapterLines(file),
              ElementsAre("0 Q&A", "62.5 R & B <https://example.org/?a=1&b=2>"));
  EXPECT_THAT(KindsOf(file), ElementsAre("xml-repaired", "bad-chapter-time"));
  EXPECT_EQ(file.warnings[1].line, 6u);
}

TEST(PodloveChapters, NeedNeitherPrefixNorNamespace) {
  EXPECT_THAT(ChapterLines(ReadChapters("<chapters><chapter start='01' title='A'/></chapters>")),
              ElementsAre("1 A"));
  EXPECT_THAT(ChapterLines(ReadChapters(
                  "<psc:chapters><psc:chapter start='1:02' title='A'/></psc:chapters>")),
              ElementsAre("62 A"));
}

TEST(PodloveChapters, AreKeptUpToWhereTheyBreakOff) {
  const ChapterFile file =
      ReadChapters("<chapters>\n<chapter start='1' title='A'/>\n<chapter start='2' ti");
  EXPECT_THAT(ChapterLines(file), ElementsAre("1 A"));
  EXPECT_FALSE(file.warnings.empty());
}

TEST(PodloveChapters, MayNotDeclareEntities) {
  const std::string xml =
      "<!DOCTYPE chapters [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">"
      "<!ENTITY c SYSTEM \"file:///etc/passwd\">]>"
      "<chapters><chapter start='1' title='&b;&c;'/></chapters>";
  EXPECT_TRUE(LooksLikeChapterFile(xml));
  const auto file = ReadChapterFile(xml);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, ErrorCode::kUnsupported);
}

TEST(PodloveChapters, AreReadFromJson) {
  EXPECT_THAT(ChapterLines(ReadChapters(
                  R"([{"start": "00:00:00.000", "title": "A", "href": "", "image": ""},
                      {"start": "00:01:02.500", "title": "B", "href": "https://example.org"}])")),
              ElementsAre("0 A", "62.5 B <https://example.org>"));
}

struct TextCase {
  std::string name;
  std::string content;
  std::vector<std::string> chapters;

  friend std::ostream& operator<<(std::ostream& out, const TextCase& c) { return out << c.name; }
};

class TextChapters : public ::testing::TestWithParam<TextCase> {};
TEST_P(TextChapters, AreRead) {
  const ChapterFile file = ReadChapters(GetParam().content);
  EXPECT_EQ(ChapterLines(file), GetParam().chapters);
  EXPECT_THAT(KindsOf(file), IsEmpty());
}
INSTANTIATE_TEST_SUITE_P(
    Table, TextChapters,
    ::testing::ValuesIn(std::vector<TextCase>{
        {"Mp4Chaps",
         "\xEF\xBB\xBF"
         "00:00:00.000 Intro\r\n00:01:02.500 On lions <https://example.org/a>\r\n"
         "01:00:00.000 1 < 2 > 0\r\n",
         {"0 Intro", "62.5 On lions <https://example.org/a>", "3600 1 < 2 > 0"}},
        {"VideoSite",
         "0:00 Intro\n1:02 - On lions\n\n12:30 Outro\n",
         {"0 Intro", "62 On lions", "750 Outro"}},
        {"Brackets", "[00:00] Intro\n(01:02): On lions\n", {"0 Intro", "62 On lions"}},
        {"Ogg",
         "CHAPTER001=00:00:00.000\nCHAPTER001NAME=Intro\nCHAPTER002=00:01:02.500\n"
         "CHAPTER002NAME=On lions\nCHAPTER002URL=https://example.org\n",
         {"0 Intro", "62.5 On lions <https://example.org>"}},
        {"Audacity",
         "0.000000\t62.5\tIntro\n62.500000\t62.500000\tOn lions\n\\\t100\t200\n",
         {"0 Intro", "62.5 On lions"}},
        {"Ffmetadata",
         ";FFMETADATA1\ntitle=E\n; note\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=62500\n"
         "title=Intro\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=62500\ntitle=a\\=b\n[STREAM]\ntitle=x\n",
         {"0 Intro", "62.5 a=b"}}}),
    [](const auto& test) { return test.param.name; });

TEST(ChapterFile, IsNothingElse) {
  std::string speech;
  for (int i = 0; i < 9; ++i) {
    speech += "0:0" + std::to_string(i) + " and so on and on and so forth it goes\n";
  }
  for (
      const std::string& content : std::vector<std::string>{
          "",
          " ",
          "{}",
          "[]",
          "{",
          R"({"title": "E", "chapters": [{"start_s": 0, "title": "A"}]})",
          R"({"id": "e", "title": "E", "chapters": []})",
          R"([{"title": "E", "chapters": [{"start_s": 0, "title": "A"}]}])",
          R"({"version": "https://jsonfeed.org/version/1", "items": [{"start": 0, "title": "A"}]})",
          R"({"version": "1.0.0", "segments": [{"startTime": 0, "body": "a"}]})",
          R"([{"start": 0, "text": "a", "title": "b"}])",
          "WEBVTT\n\n00:01.000 --> 00:02.000\na\n",
          "1\n00:00:01,000 --> 00:00:02,000\na\n",
          "<rss><channel><psc:chapters/></channel></rss>",
          "<feed/>",
          "<html><p>0:00 A</p></html>",
          "# Notes\n\n0:00 Intro\n1:00 More\n",
          "0:00 Intro\n",
          "5:00 B\n1:00 A\n",
          speech,
          "[0:00] Ann: hi there\n[0:01] Bo: oh hello to you\n"}) {
    EXPECT_FALSE(LooksLikeChapterFile(content)) << content;
  }
}

TEST(ChapterFile, ThatIsNoneIsAnErrorThatSaysWhatCanBeRead) {
  const auto file = ReadChapterFile("hello");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(file.error().kind, "unknown-chapters");
}

TEST(ChapterFile, MayBeCaptionsWhereChaptersAreAskedFor) {
  const std::string vtt =
      "WEBVTT\n\n00:00.000 --> 01:00.000\nIntro\n\n01:00.000 --> 02:00.000\nGuest: Ann\n";
  EXPECT_FALSE(LooksLikeChapterFile(vtt));
  const auto file = ReadChapterFile(vtt);
  ASSERT_TRUE(file);
  EXPECT_THAT(ChapterLines(*file), ElementsAre("0 Intro", "60 Guest: Ann"));
  EXPECT_FALSE(
      ReadChapterFile("WEBVTT\n\n00:00.000 --> 00:01.000\na\n\n00:01.000 --> 00:02.000\nb\n"));
}

Episode MadeUp(std::mt19937& random) {
  static const std::vector<std::string> kTitles = {"Intro",
                                                   "a --> b",
                                                   "<v Ann>tag & more",
                                                   "two\nlines",
                                                   "\"quoted\" \\ back",
                                                   "Z\u00fcrich",
                                                   "News: all of it",
                                                   "&amp;",
                                                   "  spaced  out ",
                                                   "\x01 control",
                                                   "NOTE this",
                                                   "WEBVTT",
                                                   "42"};
  Episode episode;
  episode.title = "An episode";
  double at_s = 0;
  const int count = std::uniform_int_distribution(1, 12)(random);
  for (int i = 0; i < count; ++i) {
    Chapter chapter;
    chapter.start_s = at_s;
    chapter.title =
        kTitles[std::uniform_int_distribution<std::size_t>(0, kTitles.size() - 1)(random)];
    if (i % 2 == 0) chapter.url = "https://example.org/" + std::to_string(i);
    episode.chapters.push_back(chapter);
    at_s += std::uniform_int_distribution(3'000, 1'500'000)(random) / 1000.0;
  }
  if (count % 2 == 0) episode.duration_s = at_s;
  return episode;
}

std::string Flat(std::string_view text) {
  std::istringstream words{std::string(text)};
  std::string flat;
  for (std::string word; words >> word;) flat += (flat.empty() ? "" : " ") + word;
  return flat == "\x01 control" ? "control" : flat;
}

TEST(ChapterExport, ToJsonReadsBackTheSame) {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    const Episode episode = MadeUp(random);
    const ChapterFile file = ReadChapters(ChaptersToJson(episode));
    ASSERT_EQ(file.chapters.size(), episode.chapters.size());
    for (std::size_t i = 0; i < file.chapters.size(); ++i) {
      EXPECT_EQ(file.chapters[i].start_s, episode.chapters[i].start_s);
      EXPECT_EQ(file.chapters[i].title, Flat(episode.chapters[i].title));
      EXPECT_EQ(file.chapters[i].url, episode.chapters[i].url);
    }
  }
}

TEST(ChapterExport, ToVttReadsBackTheSame) {
  std::mt19937 random(2);
  for (int round = 0; round < 300; ++round) {
    const Episode episode = MadeUp(random);
    const std::string vtt = ChaptersToVtt(episode);
    const Result<Transcript> read = ReadTranscript(vtt, "text/vtt", std::nullopt);
    ASSERT_TRUE(read);
    EXPECT_THAT(Kinds(*read), IsEmpty()) << vtt;
    ASSERT_EQ(read->cues.size(), episode.chapters.size()) << vtt;
    for (std::size_t i = 0; i < read->cues.size(); ++i) {
      const Cue& cue = read->cues[i];
      EXPECT_NEAR(cue.start_s, episode.chapters[i].start_s, 0.0006);
      EXPECT_GT(cue.end_s, cue.start_s);
      if (i + 1 < read->cues.size()) {
        EXPECT_EQ(cue.end_s, read->cues[i + 1].start_s);
      }
      const std::string prefix = cue.speaker.empty() ? "" : cue.speaker + ": ";
      const std::string title = Flat(episode.chapters[i].title);
      // A label carries over in a transcript; chapters have none.
      EXPECT_TRUE(cue.text == title || prefix + cue.text == title) << vtt;
    }
    if (episode.duration_s) {
      EXPECT_NEAR(read->cues.back().end_s, *episode.duration_s, 0.0006);
    }
  }
}

TEST(ChapterExport, WritesWhatTheSpecificationsShow) {
  Episode episode;
  episode.title = "E";
  episode.show.title = "S";
  episode.chapters = {{.start_s = 0, .title = "A & B", .url = {}, .text = {}},
                      {.start_s = 62.5, .title = "", .url = "https://example.org", .text = {}}};
  EXPECT_EQ(ChaptersToJson(episode),
            R"({"version":"1.2.0","title":"E","podcastName":"S","chapters":[)"
            R"({"startTime":0,"title":"A & B"},{"startTime":62.5,"url":"https://example.org"}]})"
            "\n");
  EXPECT_EQ(ChaptersToVtt(episode),
            "WEBVTT\n\n00:00:00.000 --> 00:01:02.500\nA &amp; B\n\n"
            "00:01:02.500 --> 00:02:02.500\nChapter 2\n");
}

TEST(ChapterExport, EndsEveryCueBehindItsStart) {
  Episode episode;
  for (const double start_s : {0.0, 0.0001, 0.0002, kTimeLimit_s - 0.0001}) {
    const std::string title = "so it is " + std::to_string(start_s);
    episode.chapters.push_back({.start_s = start_s, .title = title, .url = {}, .text = {}});
  }
  const Result<Transcript> read = ReadTranscript(ChaptersToVtt(episode), "", std::nullopt);
  ASSERT_TRUE(read);
  ASSERT_EQ(read->cues.size(), 4u);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_GT(read->cues[i].end_s, read->cues[i].start_s);
}

}  // namespace
}  // namespace cuepoint
