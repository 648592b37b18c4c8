// Transcripts in JSON, through ReadTranscript.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/corpus/timed/transcript_test_support.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;

TEST(JsonTranscript, ReadsPodcasting20) {
  EXPECT_THAT(CueLines(R"({"version": "1.0.0", "segments": [
      {"speaker": "Ann", "startTime": 0.5, "endTime": 3, "body": "Welcome to\nthe show."},
      {"startTime": 3, "endTime": 9.25, "body": " Today we talk. "},
      {"speaker": "Bo", "startTime": 9.5, "body": "Indeed we do."}]})"),
              ElementsAre("0.5-3 Ann: Welcome to the show.", "3-9.25 Ann: Today we talk.",
                          "9.5-100 Bo: Indeed we do."));
}

TEST(JsonTranscript, JoinsWordsToPhrasesOfOneSpeaker) {
  const Transcript transcript = Read(R"({"version": "1.0.0", "segments": [
      {"speaker": "A", "startTime": 0.5, "endTime": 0.75, "body": "Hello"},
      {"speaker": "A", "startTime": 1, "endTime": 1.25, "body": "again"},
      {"speaker": "A", "startTime": 1.25, "endTime": 1.3, "body": ","},
      {"speaker": "B", "startTime": 1.5, "endTime": 1.75, "body": "Good"},
      {"speaker": "B", "startTime": 1.8, "endTime": 2, "body": "day."},
      {"speaker": "B", "startTime": 6, "endTime": 6.5, "body": "Well"}]})");
  EXPECT_THAT(Lines(transcript),
              ElementsAre("0.5-1.3 A: Hello again,", "1.5-2 B: Good day.", "6-6.5 B: Well"));
  EXPECT_THAT(Kinds(transcript), ElementsAre("word-cues"));
}

TEST(JsonTranscript, ReadsWhisper) {
  EXPECT_THAT(CueLines(R"({"text": " All of it", "language": "en", "segments": [
      {"id": 0, "seek": 0, "start": 0.0, "end": 4.5, "text": " All of", "tokens": [1, [2], {"start": 9}],
       "words": [{"word": "All", "start": 7}]},
      {"id": 1, "start": 4.5, "end": 6.0, "text": " it and more", "avg_logprob": -0.2}]})"),
              ElementsAre("0-4.5 : All of", "4.5-6 : it and more"));
}

TEST(JsonTranscript, ReadsWhisperCpp) {
  EXPECT_THAT(CueLines(R"({"systeminfo": "x", "transcription": [
      {"timestamps": {"from": "00:00:09,000", "to": "00:00:09,500"},
       "offsets": {"from": 1500, "to": 4000}, "text": " So it begins"}]})"),
              ElementsAre("1.5-4 : So it begins"));
}

TEST(JsonTranscript, ReadsAnArray) {
  EXPECT_THAT(CueLines(R"([{"text": "so it begins", "start": 1.5, "duration": 2.5},
                           {"text": "and goes on", "start": 5, "duration": 1}])"),
              ElementsAre("1.5-4 : so it begins", "5-6 : and goes on"));
}

TEST(JsonTranscript, ToleratesTimesInQuotationMarks) {
  const Transcript transcript = Read(
      R"({"segments": [{"startTime": "00:01:02.5", "endTime": "70", "speaker": 2, "body": "so it is"}]})");
  EXPECT_THAT(Lines(transcript), ElementsAre("62.5-70 Speaker 2: so it is"));
  EXPECT_THAT(Kinds(transcript), ElementsAre("time-as-text"));
}

TEST(JsonTranscript, LeavesOutTimesThatMakeNoSense) {
  const Transcript transcript = Read(R"({"segments": [
      {"startTime": -1, "body": "a a"}, {"startTime": 1e300, "body": "b b"},
      {"startTime": "soon", "body": "c c"}, {"startTime": true, "body": "d d"},
      {"startTime": 5, "endTime": -1, "body": "e e"}]})");
  EXPECT_THAT(Lines(transcript), ElementsAre("5-100 : e e"));
  EXPECT_THAT(Kinds(transcript), ElementsAre("bad-cue-time"));
}

TEST(JsonTranscript, EstimatesAMissingTime) {
  const Transcript transcript = Read(R"({"segments": [
      {"startTime": 10, "body": "abcd"}, {"body": "efghijkl"}, {"startTime": 22, "body": "end of it"}]})");
  EXPECT_THAT(Lines(transcript),
              ElementsAre("10-14 : abcd", "14-22 : efghijkl", "22-100 : end of it"));
  EXPECT_THAT(Kinds(transcript), ElementsAre("missing-cue-time", "times-estimated"));
}

TEST(JsonTranscript, KeepsWhatStandsBeforeABreak) {
  const Transcript transcript = Read(
      "{\"segments\": [{\"startTime\": 1, \"endTime\": 2, \"body\": \"so it "
      "is\"},\n{\"startTime\":");
  EXPECT_THAT(Lines(transcript), ElementsAre("1-2 : so it is"));
  EXPECT_THAT(Kinds(transcript), ElementsAre("bad-json"));
  EXPECT_EQ(transcript.warnings[0].line, 2u);
}

TEST(JsonTranscript, MayHaveNoSegments) {
  EXPECT_THAT(Kinds(Read(R"({"version": "1.0.0", "segments": []})")),
              ElementsAre("empty-transcript"));
}

TEST(JsonTranscript, IsNeitherChaptersNorEpisodesNorAFeed) {
  for (const std::string json :
       {R"({"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Intro"}]})",
        R"([{"start": "00:00:00", "title": "Intro"}])",
        R"({"id": "e1", "title": "E", "transcript": [{"start_s": 0, "text": "so"}]})",
        R"([{"title": "E", "transcript": [{"start_s": 0, "text": "so"}]}])",
        R"({"version": "https://jsonfeed.org/version/1.1", "items": [{"start": 1, "text": "x"}]})",
        R"({"segments": []})", R"({"segments": [1, [{"start": 1, "text": "x"}]]})", "[]", "{}",
        "{"}) {
    EXPECT_EQ(DetectTranscript(json, "application/json"), std::nullopt) << json;
  }
}

TEST(JsonTranscript, IsBoundedInDepth) {
  const std::string deep =
      R"({"segments": [{"x": )" + std::string(100'000, '[') + std::string(100'000, ']') + "}]}";
  EXPECT_EQ(DetectTranscript(deep, ""), std::nullopt);
}

}  // namespace
}  // namespace cuepoint
