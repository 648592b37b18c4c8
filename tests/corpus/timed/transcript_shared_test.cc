// Transcripts and chapters of real shows and of the Podcasting 2.0 specification's examples: what
// is expected is counts, times and hashes of what was read and looked at.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus/text.h"
#include "corpus/timed/chapter_file.h"
#include "corpus/timed/transcript.h"

namespace cuepoint {
namespace {

namespace fs = std::filesystem;

const fs::path kData = fs::path(CUEPOINT_SOURCE_DIR) / "../shared/data";

std::string Content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

struct Expected {
  std::string file;
  TranscriptFormat format;
  std::size_t cues;
  double first_s;
  double last_s;
  std::uint64_t hash;  // Of speakers and texts.

  friend std::ostream& operator<<(std::ostream& out, const Expected& e) { return out << e.file; }
};

class SpecificationTranscripts : public ::testing::TestWithParam<Expected> {};
TEST_P(SpecificationTranscripts, AreReadWhole) {
  const fs::path path = kData / "feeds/podcast-namespace" / GetParam().file;
  if (!fs::exists(path)) GTEST_SKIP() << path << " is not there";
  const std::string content = Content(path);
  EXPECT_EQ(DetectTranscript(content, ""), GetParam().format);
  EXPECT_FALSE(LooksLikeChapterFile(content));
  const Result<Transcript> transcript = ReadTranscript(content, "", 4000.0);
  ASSERT_TRUE(transcript) << ToString(transcript.error());
  EXPECT_EQ(transcript->cues.size(), GetParam().cues);
  ASSERT_FALSE(transcript->cues.empty());
  EXPECT_EQ(transcript->cues.front().start_s, GetParam().first_s);
  EXPECT_EQ(transcript->cues.back().start_s, GetParam().last_s);
  std::string all;
  for (const Cue& cue : transcript->cues) {
    EXPECT_GE(cue.end_s, cue.start_s);
    EXPECT_FALSE(cue.speaker.empty());
    all += cue.speaker + "\t" + cue.text + "\n";
  }
  EXPECT_EQ(Fnv1a64(all), GetParam().hash);
}
INSTANTIATE_TEST_SUITE_P(
    Table, SpecificationTranscripts,
    ::testing::ValuesIn(std::vector<Expected>{
        {"example.vtt", TranscriptFormat::kVtt, 7, 0, 21.45, 59963368740000934u},
        {"example.srt", TranscriptFormat::kSrt, 222, 0.179, 752.671, 15977885630489080663u},
        {"example.html", TranscriptFormat::kHtml, 10, 0, 691, 3295939760143459118u},
        {"example.json", TranscriptFormat::kJson, 2, 0.5, 2.75, 218315788691194350u}}));

struct ExpectedChapters {
  std::string file;
  std::size_t chapters;
  double last_s;
  std::uint64_t hash;  // Of times, titles and addresses.

  friend std::ostream& operator<<(std::ostream& out, const ExpectedChapters& e) {
    return out << e.file;
  }
};

class SpecificationChapters : public ::testing::TestWithParam<ExpectedChapters> {};
TEST_P(SpecificationChapters, AreReadWhole) {
  const fs::path path = kData / "feeds/podcast-namespace" / GetParam().file;
  if (!fs::exists(path)) GTEST_SKIP() << path << " is not there";
  const std::string content = Content(path);
  EXPECT_TRUE(LooksLikeChapterFile(content));
  EXPECT_EQ(DetectTranscript(content, ""), std::nullopt);
  const Result<ChapterFile> file = ReadChapterFile(content);
  ASSERT_TRUE(file) << ToString(file.error());
  EXPECT_TRUE(file->warnings.empty());
  ASSERT_EQ(file->chapters.size(), GetParam().chapters);
  EXPECT_EQ(file->chapters.back().start_s, GetParam().last_s);
  std::ostringstream all;
  for (const Chapter& chapter : file->chapters) {
    all << chapter.start_s << '\t' << chapter.title << '\t' << chapter.url << '\n';
  }
  EXPECT_EQ(Fnv1a64(all.str()), GetParam().hash);
}
INSTANTIATE_TEST_SUITE_P(Table, SpecificationChapters,
                         ::testing::ValuesIn(std::vector<ExpectedChapters>{
                             {"chapters-example.json", 9, 6089, 14225185859195202029u},
                             {"chapters-exampleComplex.json", 10, 6089, 1007307340057896113u}}));

TEST(SpecificationFeeds, AreNeitherTranscriptsNorChapters) {
  const fs::path folder = kData / "feeds/podcast-namespace";
  if (!fs::exists(folder)) GTEST_SKIP() << folder << " is not there";
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".xml") continue;
    const std::string content = Content(entry.path());
    EXPECT_EQ(DetectTranscript(content, entry.path().string()), std::nullopt) << entry.path();
    EXPECT_FALSE(LooksLikeChapterFile(content)) << entry.path();
  }
}

TEST(RustaceanStation, TranscriptsAreReadWithTheirSpeakers) {
  const fs::path folder = kData / "corpora/rustacean-station/_transcripts";
  if (!fs::exists(folder)) GTEST_SKIP() << folder << " is not there";
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".md") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  EXPECT_EQ(paths.size(), 34u);
  std::size_t cues = 0;
  std::size_t labels = 0;  // In the sources, counted apart from the reader.
  std::size_t turns = 0;
  std::size_t without_speaker = 0;
  for (const fs::path& path : paths) {
    const std::string content = Content(path);
    EXPECT_FALSE(LooksLikeChapterFile(content)) << path;
    const Result<Transcript> transcript = ReadTranscript(content, path.filename().string(), 3600.0);
    ASSERT_TRUE(transcript) << path << ": " << ToString(transcript.error());
    EXPECT_EQ(transcript->cues.front().start_s, 0) << path;
    EXPECT_LT(transcript->cues.back().start_s, 3600) << path;
    EXPECT_EQ(transcript->cues.back().end_s, 3600) << path;
    std::istringstream lines(content);
    for (std::string line; std::getline(lines, line);) {
      labels += line.starts_with("__") && line.find("__:") != std::string::npos;
    }
    std::string speaker;
    std::size_t text_bytes = 0;
    for (const Cue& cue : transcript->cues) {
      EXPECT_EQ(cue.text.find("{{"), std::string::npos) << path;
      EXPECT_EQ(cue.text.find("](http"), std::string::npos) << path;
      EXPECT_EQ(cue.text.find("**"), std::string::npos) << path;
      text_bytes += cue.text.size();
      without_speaker += cue.speaker.empty();
      if (cue.speaker.empty() || cue.speaker == speaker) continue;
      speaker = cue.speaker;
      ++turns;
    }
    // What is lost is labels, addresses and front matter.
    EXPECT_GT(text_bytes * 100, content.size() * 90) << path;
    cues += transcript->cues.size();
  }
  EXPECT_EQ(labels, 2676u);
  EXPECT_EQ(cues, 4356u);
  EXPECT_EQ(turns, 2662u);          // Some labels name whoever spoke before.
  EXPECT_EQ(without_speaker, 14u);  // Headings.
}

}  // namespace
}  // namespace cuepoint
