// Feeds as they are published: each file of ../shared/data/feeds against what was read of it
// before. The golden files hold counts, times and hashes, so that nobody's words are kept here.
//
//   CUEPOINT_UPDATE_GOLDEN=1 ctest -R FeedFiles      rewrites them; look at the difference
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus/feed/feed_reader.h"
#include "corpus/feed/json_feed.h"
#include "corpus/native/native_json.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

const char* const kFeeds = CUEPOINT_SOURCE_DIR "/../shared/data/feeds/";
const char* const kGolden = CUEPOINT_SOURCE_DIR "/tests/golden/feeds/";

std::string ReadWhole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string Hash(const std::string& text) {
  if (text.empty()) return "-";
  std::ostringstream out;
  out << std::hex << (Fnv1a64(text) & 0xFFFFFFFF);
  return out.str();
}

std::string Value(const auto& optional) {
  std::ostringstream out;
  if (optional) {
    out << *optional;
  } else {
    out << '-';
  }
  return out.str();
}

std::string Describe(const DocumentEpisode& read) {
  const Episode& episode = read.episode;
  std::string attachments;
  for (const Attachment& attachment : read.attachments) {
    attachments += attachment.kind == AttachmentKind::kChapters ? " c:" : " t:";
    attachments += Hash(attachment.url);
  }
  const auto stated = std::count_if(episode.people.begin(), episode.people.end(),
                                    [](const Person& person) { return !person.inferred; });
  std::ostringstream out;
  out << "line " << read.line << " guid " << Hash(read.guid) << " title " << Hash(episode.title)
      << " url " << Hash(episode.url) << " audio " << Hash(episode.audio_url) << " published "
      << episode.published << " duration_s " << Value(episode.duration_s) << " number "
      << Value(episode.number) << " season " << Value(episode.season) << " tags "
      << episode.tags.size() << " people " << stated << " notes "
      << (episode.description.empty() ? "no" : "yes") << " attachments" << attachments << '\n';
  return out.str();
}

std::string Describe(const Document& document) {
  std::ostringstream out;
  out << "episodes " << document.episodes.size() << '\n';
  if (!document.episodes.empty()) {
    const Show& show = document.episodes[0].episode.show;
    out << "show " << Hash(show.id) << ' ' << Hash(show.title) << ' ' << Hash(show.url) << ' '
        << show.language << '\n';
  }
  for (const Error& error : document.errors) {
    out << "error " << error.kind << " line " << Value(error.line) << '\n';
  }
  for (const Error& warning : document.warnings) {
    out << "warning " << warning.kind << " line " << Value(warning.line) << '\n';
  }
  for (const DocumentEpisode& episode : document.episodes) out << Describe(episode);
  return out.str();
}

class FeedFiles : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kFeeds)) GTEST_SKIP() << kFeeds << " is not there";
    text_ = ReadWhole(std::string(kFeeds) + GetParam());
    ASSERT_FALSE(text_.empty());
  }

  std::string text_;
};

TEST_P(FeedFiles, AreReadAsBefore) {
  EXPECT_TRUE(LooksLikeFeed(std::string_view(text_).substr(0, 4096)));
  const std::string actual = Describe(ReadFeed(text_));
  const std::string path = kGolden + std::filesystem::path(GetParam()).stem().string() + ".txt";
  if (std::getenv("CUEPOINT_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << actual;
    return;
  }
  EXPECT_EQ(actual, ReadWhole(path)) << path;
}

TEST_P(FeedFiles, GiveEpisodesThatSurviveNativeJson) {
  for (const DocumentEpisode& read : ReadFeed(text_).episodes) {
    const auto again = ParseEpisodeJson(EpisodeToJson(read.episode));
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(*again, read.episode);
  }
}

TEST_P(FeedFiles, CutAnywhereGiveTheItemsBeforeTheCut) {
  const Document whole = ReadFeed(text_);
  for (std::size_t tenth = 1; tenth < 10; ++tenth) {
    const Document cut = ReadFeed(std::string_view(text_).substr(0, text_.size() * tenth / 10));
    ASSERT_LE(cut.episodes.size(), whole.episodes.size());
    EXPECT_FALSE(cut.errors.empty());
    for (std::size_t i = 0; i < cut.episodes.size(); ++i) {
      EXPECT_EQ(cut.episodes[i].guid, whole.episodes[i].guid);
      EXPECT_EQ(cut.episodes[i].episode.title, whole.episodes[i].episode.title);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Shared, FeedFiles,
    ::testing::Values("real-world/1865.xml", "real-world/dk-podcast.xml",
                      "real-world/homegrown-hits.xml", "real-world/no-agenda.xml",
                      "real-world/themnshow.xml", "podcast-namespace/empty.xml",
                      "podcast-namespace/example.xml", "podcast-namespace/legacy.xml",
                      "podcast-namespace/pc20rss.xml", "podcast-namespace/spec-example.xml"));

TEST(FeedFilesFolder, HoldsNoFeedWithoutATest) {
  if (!std::filesystem::exists(kFeeds)) GTEST_SKIP() << kFeeds << " is not there";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kFeeds)) {
    if (!entry.is_regular_file()) continue;
    const std::string text = ReadWhole(entry.path());
    const bool golden = std::filesystem::exists(kGolden + entry.path().stem().string() + ".txt") &&
                        entry.path().extension() == ".xml";
    EXPECT_EQ(LooksLikeFeed(text), golden) << entry.path();
    EXPECT_FALSE(LooksLikeJsonFeed(text)) << entry.path();
    if (golden) continue;
    // Chapters and transcripts are refused as feeds, with a reason.
    const Document document = ReadFeed(text);
    EXPECT_TRUE(document.episodes.empty()) << entry.path();
    EXPECT_EQ(document.errors.size(), 1u) << entry.path();
  }
}

}  // namespace
}  // namespace cuepoint
