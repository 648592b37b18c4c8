#include "tools/ranking_format.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace cuepoint {
namespace {

Hit HitOf(const std::string& id, std::optional<std::int64_t> number, double score) {
  Hit hit;
  hit.episode.id = id;
  hit.episode.number = number;
  hit.episode.title = "Title of " + id;
  hit.score = score;
  return hit;
}

TEST(TrecLines, HasSixFieldsAHit) {
  SearchResponse response;
  response.hits = {HitOf("a", 7, 0.75), HitOf("b", {}, 0.1)};
  const RankingLines lines = TrecLines("q1", response, Key::kId, 0);
  EXPECT_EQ(lines.text, "q1 Q0 a 1 0.75 cuepoint\nq1 Q0 b 2 0.1 cuepoint\n");
  EXPECT_EQ(lines.without_key, 0u);
}

TEST(TrecLines, LeavesOutEpisodesWithoutTheKeyAndCountsThem) {
  SearchResponse response;
  response.hits = {HitOf("a", {}, 0.75), HitOf("b", 8, 0.5)};
  const RankingLines lines = TrecLines("q1", response, Key::kNumber, 0);
  EXPECT_EQ(lines.text, "q1 Q0 8 2 0.5 cuepoint\n");
  EXPECT_EQ(lines.without_key, 1u);
}

TEST(TrecLines, KeepsItsFieldsApartWhateverTheIds) {
  SearchResponse response;
  response.hits = {HitOf("an id\nwith\tspace", {}, 1)};
  EXPECT_EQ(TrecLines("q 1", response, Key::kId, 0).text, "q_1 Q0 an_id_with_space 1 1 cuepoint\n");
}

TEST(TrecLines, TellsCloseScoresApart) {
  SearchResponse response;
  response.hits = {HitOf("a", {}, 0.30000000000000004), HitOf("b", {}, 0.3)};
  EXPECT_EQ(TrecLines("q", response, Key::kId, 10).text,
            "q Q0 a 11 0.30000000000000004 cuepoint\nq Q0 b 12 0.3 cuepoint\n");
}

TEST(TsvLines, HasSixColumnsAndNoTabWithin) {
  SearchResponse response;
  response.group = Group::kMoments;
  response.hits = {HitOf("a", {}, 0.5)};
  Moment moment;
  moment.start_s = 62.5;
  moment.title = "A\ttitle\nwith \x1b";
  response.hits[0].moments = {moment};
  EXPECT_EQ(TsvLines("q1", response, Key::kId, 0).text,
            "q1\ta\t1\t0.5\t62.5\tA title with \uFFFD\n");
  response.group = Group::kEpisodes;
  EXPECT_EQ(TsvLines("q1", response, Key::kId, 0).text, "q1\ta\t1\t0.5\t\tTitle of a\n");
}

TEST(ErrorLineToJson, StandsInForAnAnswer) {
  const Error error{.code = ErrorCode::kBadQuery, .message = "not \"valid\" \xff", .offset = 3};
  const nlohmann::json line = nlohmann::json::parse(ErrorLineToJson("q\n1", error));
  EXPECT_EQ(line["_id"], "q\n1");
  EXPECT_EQ(line["error"]["code"], "bad-query");
  EXPECT_EQ(line["error"]["offset"], 3);
}

}  // namespace
}  // namespace cuepoint
