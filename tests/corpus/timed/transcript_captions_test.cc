// WebVTT and SubRip, through ReadTranscript.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/corpus/timed/transcript_test_support.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(WebVtt, ReadsCuesWithIdsSettingsAndHours) {
  EXPECT_THAT(CueLines("WEBVTT - of something\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\n"
                       "intro\n00:01.000 --> 00:02.500 align:start position:0%\nHello\nthere\n\n"
                       "2\n01:00:00.250 --> 01:00:01.000\nAn hour on\n"),
              ElementsAre("1-2.5 : Hello there", "3600.25-3601 : An hour on"));
}

TEST(WebVtt, SkipsNotesStylesAndRegions) {
  EXPECT_THAT(CueLines("WEBVTT\n\nSTYLE\n::cue { color: lime }\n\nREGION\nid:fred\n\n"
                       "NOTE one line\n\nNOTE\nmore\nlines\n\n"
                       "00:01.000 --> 00:02.000\nSaid\n\nNOTE at the end\n"),
              ElementsAre("1-2 : Said"));
}

TEST(WebVtt, TakesVoicesForSpeakersUntilTheNextOne) {
  EXPECT_THAT(CueLines("WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud Ann &amp; Co>Hi: there\n\n"
                       "00:02.000 --> 00:03.000\ngo on\n\n"
                       "00:03.000 --> 00:04.000\n<v Bo>yes</v>\n"),
              ElementsAre("1-2 Ann & Co: Hi: there", "2-3 Ann & Co: go on", "3-4 Bo: yes"));
}

TEST(WebVtt, DividesACueOfTwoVoices) {
  EXPECT_THAT(CueLines("WEBVTT\n\n00:00.000 --> 00:08.000\n<v Ann>abcd\n<v Bo>efghijklmnop\n"),
              ElementsAre("0-2 Ann: abcd", "2-8 Bo: efghijklmnop"));
}

TEST(WebVtt, StripsTagsAndDecodesReferencesOnce) {
  EXPECT_THAT(CueLines("WEBVTT\n\n00:00.000 --> 00:01.000\n"
                       "<c.yellow>a</c> <00:00:00.500><i>b</i> &lt;c&gt; &amp;amp; &#65;&#x42; "
                       "&eacute;&nbsp;d &bogus; 1 < 2 > 0\n"),
              ElementsAre("0-1 : a b <c> &amp; AB \u00e9 d &bogus; 1 < 2 > 0"));
}

TEST(WebVtt, KeepsTextThatStraysFromItsCue) {
  const Transcript transcript =
      Read("WEBVTT\n\n00:00.000 --> 00:01.000\none\n\ntwo\nthree\n\n00:01.000 --> 00:02.000\nfour");
  EXPECT_THAT(Lines(transcript), ElementsAre("0-1 : one two three", "1-2 : four"));
  EXPECT_THAT(Kinds(transcript), ElementsAre("stray-text"));
}

TEST(WebVtt, LeavesOutACueWhoseTimeMakesNoSense) {
  const Transcript transcript = Read(
      "WEBVTT\n\n00:00.000 --> 00:01.000\na\n\n00:99.000 --> 00:02.000\nb\n\n"
      "-00:05.000 --> 00:02.000\nc\n\n99999:00:00.000 --> 00:02.000\nd\n\n"
      "00:03.000 --> 00:02.000\ne\n");
  EXPECT_THAT(Lines(transcript), ElementsAre("0-1 : a", "3-100 : e"));
  EXPECT_THAT(Kinds(transcript), ElementsAre("bad-cue-time", "cue-ends-early"));
  EXPECT_EQ(transcript.warnings[0].line, 6u);
  EXPECT_THAT(transcript.warnings[0].message, ::testing::HasSubstr("2 more"));
}

TEST(WebVtt, MayBeEmpty) {
  const Transcript transcript = Read("WEBVTT\n");
  EXPECT_THAT(transcript.cues, IsEmpty());
  EXPECT_THAT(Kinds(transcript), ElementsAre("empty-transcript"));
}

TEST(Captions, AreSortedWithAWarning) {
  const Transcript transcript =
      Read("WEBVTT\n\n00:05.000 --> 00:06.000\nb\n\n00:01.000 --> 00:02.000\na\n");
  EXPECT_THAT(Lines(transcript), ElementsAre("1-2 : a", "5-6 : b"));
  EXPECT_THAT(Kinds(transcript), ElementsAre("cues-out-of-order"));
}

TEST(Captions, MayOverlap) {
  EXPECT_THAT(CueLines("WEBVTT\n\n00:01.000 --> 00:06.000\na\n\n00:01.000 --> 00:02.000\nb\n"),
              ElementsAre("1-6 : a", "1-2 : b"));
}

TEST(Captions, StandOnceWhereTheyRoll) {
  const Transcript transcript = Read(
      "WEBVTT\n\n00:00.000 --> 00:02.000\nwelcome to the show\n\n"
      "00:02.000 --> 00:02.010\nwelcome to the show\n \n\n"
      "00:02.010 --> 00:04.000\nwelcome to the show\ntoday we talk\n\n"
      "00:04.000 --> 00:06.000\ntoday we talk\nabout loss recovery\n\n"
      "00:06.000 --> 00:08.000\nabout loss recovery\nand more\n");
  EXPECT_THAT(Lines(transcript),
              ElementsAre("0-2.01 : welcome to the show", "2.01-4 : today we talk",
                          "4-6 : about loss recovery", "6-8 : and more"));
  EXPECT_THAT(Kinds(transcript), ElementsAre("rolling-captions"));
}

TEST(Captions, KeepARefrain) {
  EXPECT_THAT(CueLines("WEBVTT\n\n00:00.000 --> 00:03.000\nno, no way\n\n"
                       "00:03.000 --> 00:06.000\nno, no way\n\n00:06.000 --> 00:09.000\nyes\n"),
              ElementsAre("0-3 : no, no way", "3-6 : no, no way", "6-9 : yes"));
}

TEST(SubRip, ReadsCommasDotsMarksAndWindowsLines) {
  EXPECT_THAT(CueLines("\xEF\xBB\xBF"
                       "1\r\n00:00:01,500 --> 00:00:02.250\r\nHello\r\n<i>there</i>\r\n\r\n"
                       "2\r\n00:00:03,000 --> 00:00:04,000 X1:1 X2:2\r\n{\\an8}Up\\Nhere\r\n"),
              ElementsAre("1.5-2.25 : Hello there", "3-4 : Up here"));
}

TEST(SubRip, NeedsNeitherNumbersNorBlankLines) {
  EXPECT_THAT(
      CueLines(
          "00:00:01,000 --> 00:00:02,000\na it is\n00:00:02,000 --> 00:00:03,000\nb it is\n\n"
          "7\n00:00:03,000 --> 00:00:04,000\nc it is\n8\n00:00:04,000 --> 00:00:05,000\nd it is"),
      ElementsAre("1-2 : a it is", "2-3 : b it is", "3-4 : c it is", "4-5 : d it is"));
}

TEST(SubRip, KeepsNumbersThatAreText) {
  EXPECT_THAT(CueLines("1\n00:00:01,000 --> 00:00:02,000\nborn in\n1984\n\n"
                       "2\n00:00:02,000 --> 00:00:03,000\n42\n\n\n43 44\n\n"
                       "3\n00:00:03,000 --> 00:00:04,000\n99"),
              ElementsAre("1-2 : born in 1984", "2-3 : 42 43 44", "3-4 : 99"));
}

TEST(SubRip, TakesLabelsForSpeakers) {
  EXPECT_THAT(
      CueLines("1\n00:00:01,000 --> 00:00:02,000\nAnn Example: Hi, my\n\n"
               "2\n00:00:02,000 --> 00:00:03,000\nlesson is\nConsistency: always.\n\n"
               "3\n00:00:03,000 --> 00:00:04,000\n[Bo] So.\n\n"
               "4\n00:00:04,000 --> 00:00:06,000\nNote: this.\nAnn Example: Yes.\n\n"
               "5\n00:00:06,000 --> 00:00:07,000\n[Music]\n\n"
               "6\n00:00:07,000 --> 00:00:08,000\n>> CY: What?\n"),
      ElementsAre("1-2 Ann Example: Hi, my", "2-3 Ann Example: lesson is Consistency: always.",
                  "3-4 Bo: So.", "4-5.467 Bo: Note: this.", "5.467-6 Ann Example: Yes.",
                  "6-7 Ann Example: [Music]", "7-8 CY: What?"));
}

TEST(SubRip, TakesAnArrowInTextForText) {
  EXPECT_THAT(CueLines("1\n00:00:01,000 --> 00:00:02,000\nFile --> Open\n\n"
                       "2\n00:00:02,000 --> 00:00:03,000\nb\n"),
              ElementsAre("1-2 : File --> Open", "2-3 : b"));
}

TEST(SubRip, LastsToTheNextCueWithoutAnEnd) {
  const Transcript transcript =
      Read("1\n00:00:01,000 --> 00:00:0x,000\na\n\n2\n00:00:05,000 --> 1\nb\n");
  EXPECT_THAT(Lines(transcript), ElementsAre("1-5 : a", "5-100 : b"));
  EXPECT_THAT(Kinds(transcript), ElementsAre("bad-cue-end"));
}

TEST(Captions, OfOneWordEachBecomePhrases) {
  std::string srt;
  std::vector<std::string> words = {"This", "is",   "a",    "first", "sentence",
                                    "that", "goes", "on",   "long",  "enough",
                                    ".",    "And",  "this", "the",   "next"};
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string second = (i < 10 ? "0" : "") + std::to_string(i);
    srt += "00:00:" + second + ",000 --> 00:00:" + second + ",900\n" + words[i] + "\n\n";
  }
  EXPECT_THAT(CueLines(srt), ElementsAre("0-10.9 : This is a first sentence that goes on long "
                                         "enough.",
                                         "11-14.9 : And this the next"));
}

TEST(Captions, AreBounded) {
  std::string srt;
  for (int i = 0; i <= 1'000'000; ++i) srt += "0:01 --> 0:02\na\n";
  const auto transcript = ReadTranscript(srt, "", 100.0);
  ASSERT_FALSE(transcript);
  EXPECT_EQ(transcript.error().code, ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace cuepoint
