// The reader against the corpus: what it reads from the show's page equals the bundled episodes in
// everything that is published fact. Descriptions and bios are ours and differ.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/timestamp.h"
#include "tests/corpus/read_source.h"

namespace cuepoint {
namespace {

std::vector<Episode> Newest(std::vector<SourcedEpisode> sourced) {
  std::vector<Episode> episodes;
  episodes.reserve(sourced.size());
  for (SourcedEpisode& one : sourced) episodes.push_back(std::move(one.episode));
  std::sort(episodes.begin(), episodes.end(), [](const Episode& a, const Episode& b) {
    return a.number.value_or(0) > b.number.value_or(0);
  });
  return episodes;
}

std::string Facts(const Episode& episode) {
  std::string facts = std::to_string(episode.number.value_or(-1)) + " " + episode.title + "\n" +
                      episode.published + " " + FormatTime(episode.duration_s.value_or(-1)) + "\n" +
                      episode.url + " of " + episode.show.id + " " + episode.show.title + " " +
                      episode.show.url + " " + episode.show.deep_link + "\n";
  for (const Chapter& chapter : episode.chapters) {
    facts += FormatTime(chapter.start_s) + " " + chapter.title + "\n";
  }
  for (const Person& person : episode.people) facts += person.role + " " + person.name + "\n";
  for (const Link& link : episode.links) facts += link.url + "\n";
  return facts;
}

TEST(SeedPage, GivesTheFactsOfTheBundledCorpus) {
  const std::string page_path = CUEPOINT_SOURCE_DIR "/../shared/data/seed/netstack.fm.txt";
  if (!std::filesystem::exists(page_path)) GTEST_SKIP() << page_path << " is not there";
  const ReadResult page = Read(page_path);
  EXPECT_TRUE(page.report.errors.empty());
  const std::vector<Episode> read = Newest(page.episodes);

  const auto files = ListFiles(CUEPOINT_SOURCE_DIR "/corpus/netstack.fm", {});
  ASSERT_TRUE(files) << ToString(files.error());
  std::vector<SourcedEpisode> sourced;
  for (const std::string& file : *files) {
    const ReadResult one = Read(file);
    for (const Error& error : one.report.errors) ADD_FAILURE() << ToString(error);
    sourced.insert(sourced.end(), one.episodes.begin(), one.episodes.end());
  }
  const std::vector<Episode> bundled = Newest(std::move(sourced));

  ASSERT_EQ(bundled.size(), 10u);
  ASSERT_EQ(read.size(), bundled.size());
  for (std::size_t i = 0; i < bundled.size(); ++i) {
    EXPECT_EQ(Facts(read[i]), Facts(bundled[i]));
    EXPECT_NE(read[i].description, bundled[i].description) << "ours is in our own words";
  }
}

}  // namespace
}  // namespace cuepoint
