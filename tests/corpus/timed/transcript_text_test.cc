// Transcripts in text, Markdown and HTML, through ReadTranscript.
#include <ostream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/corpus/timed/transcript_test_support.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;

constexpr std::string_view kPlain = "text/plain";

struct Spelling {
  std::string line;
  std::string cue;  // What comes before and after is fixed.

  friend std::ostream& operator<<(std::ostream& out, const Spelling& s) { return out << s.line; }
};

class TimedLines : public ::testing::TestWithParam<Spelling> {};
TEST_P(TimedLines, AreReadInEverySpelling) {
  const std::string text = "[0:00] Before it all\n" + GetParam().line + "\n[1:00] Behind it all\n";
  EXPECT_THAT(CueLines(text, kPlain),
              ElementsAre("0-12.5 : Before it all", GetParam().cue, ::testing::_));
}
INSTANTIATE_TEST_SUITE_P(
    Table, TimedLines,
    ::testing::ValuesIn(std::vector<Spelling>{
        {"[00:12.5] so it is", "12.5-60 : so it is"},
        {"(00:00:12.5) so it is", "12.5-60 : so it is"},
        {"00:00:12,500 so it is", "12.5-60 : so it is"},
        {"0:12.5 - so it is", "12.5-60 : so it is"},
        {"- [0:12.5] so it is", "12.5-60 : so it is"},
        {"**[0:12.5]** so it is", "12.5-60 : so it is"},
        {"[00:12.5 --> 00:20.000]  so it is", "12.5-20 : so it is"},
        {"[00:12.5 \u2013 00:20] so it is", "12.5-20 : so it is"},
        {"00:00:12.5 Ann Example: so it is", "12.5-60 Ann Example: so it is"},
        {"[0:12.5] **Ann:** so it is", "12.5-60 Ann: so it is"},
        {"[0:12.5] Ann van Example\nso it is", "12.5-60 Ann van Example: so it is"},
        {"[0:12.5]\nso it\nis", "12.5-60 : so it is"},
        {"Ann Example (0:12.5): so it is", "12.5-60 Ann Example: so it is"},
        {"Ann Example (0:12.5):\nso it is", "12.5-60 Ann Example: so it is"},
        {"Ann Example [0:12.5] so it is", "12.5-60 Ann Example: so it is"},
        {"Ann Example   0:12.5\nso it is", "12.5-60 Ann Example: so it is"},
        {"Ann: 0:12.5\nso it is", "12.5-60 Ann: so it is"},
        {"**Ann Example** (0:12.5)\nso it is", "12.5-60 Ann Example: so it is"},
        {"[Ann Example 0:12.5] so it is", "12.5-60 Ann Example: so it is"},
        {"Speaker 1 | 0:12.5\nso it is", "12.5-60 Speaker 1: so it is"}}));

TEST(TextTranscript, CarriesTheSpeakerOver) {
  EXPECT_THAT(
      CueLines("[0:01] Ann: one of them\n[0:10] two of them\nAnd more\n[0:20] Bo: three\n", kPlain),
      ElementsAre("1-10 Ann: one of them", "10-20 Ann: two of them And more", "20-100 Bo: three"));
}

TEST(TextTranscript, TakesATimeOfDayInProseForProse) {
  EXPECT_THAT(
      CueLines("[0:10] This line is long enough to have been wrapped, when we met at\n12:30 and "
               "went on. It was, I would say, a rather long evening, from about\n0:05 sharp\n"
               "[0:20] Ann 12:30 was late\n11:15 pm was later\n",
               kPlain),
      ElementsAre("10-20 : This line is long enough to have been wrapped, when we met at 12:30 and "
                  "went on. It was, I would say, a rather long evening, from about 0:05 sharp",
                  "20-100 : Ann 12:30 was late 11:15 pm was later"));
}

TEST(TextTranscript, ReadsTimesWithoutBracketsOrPunctuation) {
  EXPECT_THAT(
      CueLines("0:05 welcome to the show\n0:09 today we talk\n0:15\nabout it\n", kPlain),
      ElementsAre("5-9 : welcome to the show", "9-15 : today we talk", "15-100 : about it"));
}

TEST(TextTranscript, SpreadsTextWithoutTimesOverTheEpisode) {
  const Transcript transcript =
      Read("Ann: 12345678901234567890\n\nBo: 1234567890123456789012345\nsix it\n\nmore than that\n",
           kPlain);
  ASSERT_EQ(transcript.cues.size(), 3u);
  EXPECT_THAT(Lines(transcript), ElementsAre("0-30.3 Ann: 12345678901234567890",
                                             "30.3-78.78 Bo: 1234567890123456789012345 six it",
                                             "78.78-100 Bo: more than that"));
  EXPECT_THAT(Kinds(transcript), ElementsAre("times-estimated"));
}

TEST(TextTranscript, NeedsADurationWhereThereAreNoTimes) {
  const auto transcript = ReadTranscript("Ann: Hello\n\nBo: Hello\n", kPlain, std::nullopt);
  ASSERT_FALSE(transcript);
  EXPECT_EQ(transcript.error().code, ErrorCode::kParse);
  EXPECT_EQ(transcript.error().kind, "no-times");
}

TEST(TextTranscript, EstimatesBetweenTimes) {
  const Transcript transcript =
      Read("[0:10]\nAnn: 1234567890\nBo: 123456789012345\n[0:35] Ann: end\n", kPlain);
  EXPECT_THAT(Lines(transcript),
              ElementsAre("10-20 Ann: 1234567890", "20-35 Bo: 123456789012345", "35-100 Ann: end"));
  EXPECT_THAT(Kinds(transcript), ElementsAre("times-estimated"));
}

TEST(TextTranscript, CutsALongParagraphAtSentences) {
  std::string text = "Ann:";
  for (int i = 0; i < 40; ++i)
    text += " Sentence " + std::to_string(i) + " has some length, as has the next one.";
  const Transcript transcript = Read(text, kPlain);
  ASSERT_GT(transcript.cues.size(), 3u);
  std::string joined = "Ann:";
  for (const Cue& cue : transcript.cues) {
    EXPECT_TRUE(cue.text.ends_with('.')) << cue.text;
    EXPECT_EQ(cue.speaker, "Ann");
    joined += " " + cue.text;
  }
  EXPECT_EQ(joined, text);
}

TEST(MarkdownTranscript, IsReadWithoutFrontMatterDirectivesAndMarkup) {
  const Transcript transcript = Read(
      "---\nepisode: one.md\ntitle: \"Note: 0:10\"\n---\n\n{%- include util.html -%}\n"
      "[episode]: {{episode.url}}\n\n* placeholder\n{:toc}\n\n#### On lions\n\n"
      "__Ann Example__: Here are the [notes][episode], and\n[a lion](https://example.org/a_b_c),\n"
      "`a_b` and _more_.\n\n__Ann__: Rust\nNote: this (_unintelligible\u2014 0:51_) is\n"
      "12:51_) too.\n\n**Bo:** Yes.\n\nTwo paragraphs.\n",
      "transcripts/one.md");
  std::vector<std::string> texts;
  for (const Cue& cue : transcript.cues) texts.push_back(cue.speaker + ": " + cue.text);
  EXPECT_THAT(
      texts, ElementsAre(": On lions", "Ann Example: Here are the notes, and a lion, a_b and more.",
                         "Ann: Rust Note: this (unintelligible\u2014 0:51) is 12:51_) too.",
                         "Bo: Yes.", "Bo: Two paragraphs."));
}

TEST(HtmlTranscript, ReadsPodcasting20) {
  EXPECT_THAT(
      CueLines("<cite>Ann &amp; Bo:</cite>\n<time>0:00</time>\n<p>So &lt;it&gt; is.</p>\n"
               "<cite>Bo:</cite>\n<time>0:53</time>\n<p>And <b>more</b>.</p>\n"
               "<time>1:00</time>\n<p>Still Bo.</p>\n"),
      ElementsAre("0-53 Ann & Bo: So <it> is.", "53-60 Bo: And more.", "60-100 Bo: Still Bo."));
}

TEST(HtmlTranscript, ReadsAPage) {
  EXPECT_THAT(CueLines("<!DOCTYPE html><html><head><title>T</title><style>p { x: y }</style></head>"
                       "<body><p><strong>Ann:</strong> [00:10] So it is.</p>"
                       "<p>[00:20] Bo: Indeed.</p><script>x</script></body></html>",
                       "text/html; charset=utf-8"),
              ElementsAre("10-20 Ann: So it is.", "20-100 Bo: Indeed."));
}

struct Detection {
  std::string name;
  std::string content;
  std::string type;
  std::optional<TranscriptFormat> format;

  friend std::ostream& operator<<(std::ostream& out, const Detection& d) { return out << d.name; }
};

std::string Speech(int lines) {
  std::string text;
  for (int i = 0; i < lines; ++i) {
    text += "[0" + std::to_string(i) + ":00] ";
    for (int j = 0; j < 15; ++j)
      text += "so people say about fifteen bytes a second when they talk ";
    text += "\n";
  }
  return text;
}

class DetectTranscripts : public ::testing::TestWithParam<Detection> {};
TEST_P(DetectTranscripts, ByContent) {
  EXPECT_EQ(DetectTranscript(GetParam().content, GetParam().type), GetParam().format);
}
INSTANTIATE_TEST_SUITE_P(
    Table, DetectTranscripts,
    ::testing::ValuesIn(std::vector<Detection>{
        {"Vtt", "WEBVTT\n", "text/plain", TranscriptFormat::kVtt},
        {"MarkedVtt", "\xEF\xBB\xBFWEBVTT\n", "", TranscriptFormat::kVtt},
        {"NoVtt", "WEBVTTX\n", "", std::nullopt},
        {"Srt", "1\n00:00:01,000 --> 00:00:02,000\na\n", "", TranscriptFormat::kSrt},
        {"VttWithoutSignature", "00:01.000 --> 00:02.000\na\n", "", TranscriptFormat::kSrt},
        {"Speech", Speech(4), "", TranscriptFormat::kText},
        {"Dialogue",
         "Ann: " + std::string(80, 'x') + "\n\nBo: Yes.\n\nAnn: " + std::string(80, 'y') +
             "\n\nBo: " + std::string(80, 'z') + "\n",
         "", TranscriptFormat::kText},
        {"DeclaredText", "Just words.\n", "text/plain", TranscriptFormat::kText},
        {"NamedText", "__Ann__: Just words.\n", "transcripts/one.md", TranscriptFormat::kText},
        {"Chapters", "0:00 Intro\n2:10 On loss recovery\n12:33 On streams\n40:00 Outro\n", "",
         std::nullopt},
        {"ChaptersWithNotes",
         "Notes\n\n* **[00:39](#t=00:39)** Welcome\n* **[02:12](#t=02:12)** " +
             std::string(200, 'n') + "\n* **[09:12](#t=09:12)** More\n",
         "", std::nullopt},
        {"Notes", "Host: Ann\nGuest: Bo\nLinks: https://example.org\n", "notes.md", std::nullopt},
        {"Questions",
         "Q: " + std::string(90, 'x') + "\n\nA: " + std::string(90, 'y') +
             "\n\nQ: " + std::string(90, 'z') + "\n\nA: Yes.\n\nQ: No?\n",
         "notes.md", std::nullopt},
        {"Picks",
         "Intro: all\n\n## Picks\n\nAnn: " + std::string(90, 'x') +
             "\n\nBo: " + std::string(90, 'y') + "\n\n## Plugs\n\nAnn: Mine\n\nBo: His\n",
         "notes.md", std::nullopt},
        {"Html", "<p>Hello</p>", "text/html", TranscriptFormat::kHtml},
        {"HtmlOfAnything", "<p>Hello</p>", "page.html", std::nullopt},
        {"Cited", "<cite>A:</cite><time>0:00</time><p>a</p>", "", TranscriptFormat::kHtml},
        {"Feed", "<?xml version='1.0'?><rss><cite>a</cite><time>b</time></rss>", "text/html",
         std::nullopt},
        {"Blank", " \n\n", "text/vtt", std::nullopt},
        {"Empty", "", "", std::nullopt}}),
    [](const auto& test) { return test.param.name; });

TEST(Transcript, ThatIsNoneIsAnErrorThatSaysWhatCanBeRead) {
  const auto transcript = ReadTranscript("\x89PNG", "image/png", 10.0);
  ASSERT_FALSE(transcript);
  EXPECT_EQ(transcript.error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(transcript.error().kind, "unknown-transcript");
  EXPECT_NE(transcript.error().remedy.find("WebVTT"), std::string::npos);
}

TEST(Transcript, WithBrokenUtf8ComesBackWhole) {
  EXPECT_THAT(CueLines("WEBVTT\n\n00:01.000 --> 00:02.000\na\xFF b\n"),
              ElementsAre("1-2 : a\uFFFD b"));
}

}  // namespace
}  // namespace cuepoint
