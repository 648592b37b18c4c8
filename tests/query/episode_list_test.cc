#include "query/episode_list.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "small_index.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Lines(int count, const std::string& title) {
  // Long enough that the database has blocks to reuse, which is what overtakes a reader.
  std::vector<std::string> lines;
  for (int i = 0; i < count; ++i) {
    std::string words;
    for (int word = 0; word < 200; ++word) words += " w" + std::to_string(i * 977 + word * 31);
    lines.push_back(R"({"id": "e)" + std::to_string(i) + R"(", "title": ")" + title +
                    R"(", "description": ")" + words + R"("})");
  }
  return lines;
}

TEST(EpisodeList, HasEveryEpisodeInTheOrderOfIndexing) {
  SmallIndex index;
  index.Fill({R"({"id": "b", "title": "B"})", R"({"id": "a", "title": "A"})"});
  std::vector<std::string> ids;
  ASSERT_TRUE(ForEachEpisode(index.path(), [&ids](Episode&& episode) {
    ids.push_back(episode.id);
    return true;
  }));
  EXPECT_THAT(ids, ElementsAre("b", "a"));
}

TEST(EpisodeList, EndsWhenToldTo) {
  SmallIndex index;
  index.Fill({R"({"id": "b", "title": "B"})", R"({"id": "a", "title": "A"})"});
  int visited = 0;
  ASSERT_TRUE(ForEachEpisode(index.path(), [&visited](Episode&&) { return ++visited < 1; }));
  EXPECT_EQ(visited, 1);
}

TEST(EpisodeList, GoesOnInTheNewerRevisionWhenTheIndexMovesOn) {
  constexpr int kEpisodes = 60;
  SmallIndex index;
  index.Fill(Lines(kEpisodes, "Old"));
  std::vector<std::string> ids;
  int changes = 0;
  const Result<void> read = ForEachEpisode(index.path(), [&](Episode&& episode) {
    ids.push_back(episode.id);
    if (ids.size() == 3 || ids.size() == 30) {
      for (int i = 0; i < 2; ++i) index.Fill(Lines(kEpisodes, "New " + std::to_string(++changes)));
    }
    return true;
  });
  ASSERT_TRUE(read) << ToString(read.error());
  std::vector<std::string> expected;
  for (int i = 0; i < kEpisodes; ++i) expected.push_back("e" + std::to_string(i));
  EXPECT_EQ(ids, expected);
}

TEST(EpisodeList, IsNotFoundWithoutAnIndex) {
  const TemporaryDirectory directory;
  const Result<void> read = ForEachEpisode(directory / "none", [](Episode&&) { return true; });
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace cuepoint
