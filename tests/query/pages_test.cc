// Orders and pages: by offset, by cursor, by date, with recency.
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/cursor.h"
#include "tests/query/small_index.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class Pages : public ::testing::Test {
 protected:
  static constexpr int kEpisodes = 23;

  // Three kinds of episodes in equal words, so that most scores and some dates are equal.
  static std::string Line(int i) {
    const std::string n = std::to_string(i);
    return R"({"id": "e)" + n + R"(", "title": "Talk", "published": "202)" + std::to_string(i % 4) +
           R"(-03-01", "description": ")" +
           (i % 3 == 0 ? "tea tea with milk" : "tea with milk at noon") +
           R"(", "chapters": [{"start_s": 5, "title": "Tea"}, {"start_s": 9, "title": "Milk"}]})";
  }

  void SetUp() override {
    std::vector<std::string> lines;
    for (int i = 0; i < kEpisodes; ++i) lines.push_back(Line(i));
    index_.Fill(lines, "auto");
    Result<Engine> engine = Engine::Open(index_.path());
    ASSERT_TRUE(engine) << ToString(engine.error());
    engine_.emplace(*std::move(engine));
  }

  SearchResponse Search(const SearchRequest& request) {
    const Result<SearchResponse> response = engine_->Search(request);
    EXPECT_TRUE(response) << ToString(response.error());
    return response ? *response : SearchResponse{};
  }

  static std::vector<std::string> Ids(const SearchResponse& response) {
    std::vector<std::string> ids;
    for (const Hit& hit : response.hits) {
      ids.push_back(hit.episode.id + (response.group == Group::kMoments
                                          ? "@" + std::to_string(hit.moments[0].start_s)
                                          : ""));
    }
    return ids;
  }

  SmallIndex index_;
  std::optional<Engine> engine_;
};

struct Order {
  Mode mode;
  Group group;
  Sort sort;
  std::optional<double> recency_days;
};

std::vector<Order> Orders() {
  std::vector<Order> orders;
  for (const Mode mode : {Mode::kHybrid, Mode::kLexical, Mode::kSemantic}) {
    for (const Group group : {Group::kEpisodes, Group::kMoments}) {
      orders.push_back({mode, group, Sort::kRelevance, 200.0});
      for (const Sort sort : {Sort::kRelevance, Sort::kNewest, Sort::kOldest}) {
        orders.push_back({mode, group, sort, std::nullopt});
      }
    }
  }
  return orders;
}

TEST_F(Pages, OfEverySizeAndByEitherMeansMakeUpTheWhole) {
  for (const Order& order : Orders()) {
    SearchRequest request{.query = "tea milk",
                          .mode = order.mode,
                          .group = order.group,
                          .sort = order.sort,
                          .limit = 100,
                          .recency_days = order.recency_days};
    const SearchResponse whole = Search(request);
    ASSERT_THAT(whole.hits, Not(IsEmpty()));
    EXPECT_EQ(whole.total, whole.hits.size());
    EXPECT_THAT(whole.cursor, IsEmpty());
    for (const std::size_t limit : {1u, 4u, 7u}) {
      request.limit = limit;
      std::vector<std::string> by_offset;
      std::vector<std::string> by_cursor;
      SearchResponse page;
      for (std::size_t offset = 0; offset < whole.total; offset += limit) {
        request.cursor = page.cursor;
        request.offset = 0;
        page = Search(request);
        EXPECT_EQ(page.total, whole.total);
        EXPECT_EQ(page.offset, offset);
        for (const std::string& id : Ids(page)) by_cursor.push_back(id);
        request.cursor.clear();
        request.offset = offset;
        for (const std::string& id : Ids(Search(request))) by_offset.push_back(id);
      }
      const std::string what = std::string(Name(order.mode)) + " " +
                               std::string(Name(order.group)) + " " + std::string(Name(order.sort));
      EXPECT_EQ(by_offset, Ids(whole)) << what;
      EXPECT_EQ(by_cursor, Ids(whole)) << what;
      EXPECT_THAT(page.cursor, IsEmpty());
    }
  }
}

TEST_F(Pages, GoOnBehindTheSameHitAfterTheIndexHasChanged) {
  SearchRequest request{.query = "tea", .mode = Mode::kLexical, .sort = Sort::kNewest, .limit = 5};
  const SearchResponse first = Search(request);
  request.limit = 100;
  const std::vector<std::string> before = Ids(Search(request));
  // Newer episodes come before everything that was shown, and one that was shown goes.
  std::vector<std::string> lines = {R"({"id": "new1", "title": "Tea", "published": "2026-01-01"})",
                                    R"({"id": "new2", "title": "Tea", "published": "2026-01-02"})"};
  for (int i = 0; i < kEpisodes; ++i) {
    if (first.hits[1].episode.id != "e" + std::to_string(i)) lines.push_back(Line(i));
  }
  index_.Fill(lines, "auto");
  request.cursor = first.cursor;
  const SearchResponse rest = Search(request);
  std::vector<std::string> expected(before.begin() + 5, before.end());
  EXPECT_EQ(Ids(rest), expected);
  EXPECT_EQ(rest.offset, 5u + 2 - 1);
  EXPECT_EQ(Ids(Search(request)), expected);
}

TEST_F(Pages, RefuseACursorOfAnotherSearchOrADamagedOne) {
  SearchRequest request{.query = "tea", .limit = 5};
  const std::string cursor = Search(request).cursor;
  const auto refused = [&](SearchRequest asked) {
    const Result<SearchResponse> response = engine_->Search(asked);
    return !response && response.error().code == ErrorCode::kInvalidArgument &&
           response.error().kind == "bad-cursor";
  };
  request.cursor = cursor;
  EXPECT_FALSE(refused(request));
  request.limit = 3;
  EXPECT_FALSE(refused(request));
  for (const std::string& damaged : {cursor.substr(1), cursor + "A", std::string("x"),
                                     std::string(cursor.size(), 'A'), "B" + cursor.substr(1)}) {
    request.cursor = damaged;
    EXPECT_TRUE(refused(request)) << damaged;
  }
  request.cursor = cursor;
  request.query = "milk";
  EXPECT_TRUE(refused(request));
  request.query = "tea";
  request.filter.years = {2020};
  EXPECT_TRUE(refused(request));
  request.filter = {};
  request.offset = 5;
  EXPECT_FALSE(engine_->Search(request));
}

TEST_F(Pages, PutTheNewestMomentsFirstWhenAsked) {
  const SearchResponse response = Search({.query = "tea",
                                          .mode = Mode::kLexical,
                                          .group = Group::kMoments,
                                          .sort = Sort::kNewest,
                                          .limit = 100});
  std::string last = "9999";
  for (const Hit& hit : response.hits) {
    EXPECT_LE(hit.episode.published, last);
    last = hit.episode.published;
  }
  EXPECT_EQ(last, "2020-03-01");
}

TEST(Recency, LiftsTheNewerOfEqualsAndChangesNothingWhenOff) {
  SmallIndex index;
  index.Fill({R"({"id": "old", "title": "Tea", "published": "2023-01-01"})",
              R"({"id": "new", "title": "Tea", "published": "2025-01-01"})",
              R"({"id": "undated", "title": "Tea"})"});
  const Result<Engine> engine = Engine::Open(index.path());
  ASSERT_TRUE(engine);
  SearchRequest request{.query = "tea", .mode = Mode::kLexical};
  const Result<SearchResponse> plain = engine->Search(request);
  request.recency_days = 731;  // The days between the two.
  const Result<SearchResponse> recent = engine->Search(request);
  ASSERT_TRUE(plain && recent);
  ASSERT_THAT(recent->hits, SizeIs(3));
  EXPECT_EQ(plain->hits[0].episode.id, "old");
  const double score = plain->hits[0].score;
  EXPECT_EQ(recent->hits[0].episode.id, "new");
  EXPECT_DOUBLE_EQ(recent->hits[0].score, score);
  EXPECT_EQ(recent->hits[1].episode.id, "old");
  EXPECT_DOUBLE_EQ(recent->hits[1].score, 0.75 * score);
  EXPECT_EQ(recent->hits[2].episode.id, "undated");
  EXPECT_DOUBLE_EQ(recent->hits[2].score, 0.5 * score);
  for (const double days : {0.0, -1.0, 1e9, std::nan("")}) {
    request.recency_days = days;
    EXPECT_FALSE(engine->Search(request)) << days;
  }
}

TEST(CursorToken, ComesBackAsItWasAndNothingElseDoes) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 1000; ++i) {
    const Cursor cursor{.revision = random(),
                        .search = random(),
                        .position = static_cast<std::uint32_t>(random() % 10'001),
                        .last = {.exact = random() % 2 == 0,
                                 .score = static_cast<double>(random() % 1000) / 999,
                                 .published_days = static_cast<std::int32_t>(random()),
                                 .document = static_cast<std::uint32_t>(random())}};
    std::string token = EncodeCursor(cursor);
    EXPECT_THAT(token, SizeIs(64));
    const std::optional<Cursor> decoded = DecodeCursor(token);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(EncodeCursor(*decoded), token);
    EXPECT_EQ(decoded->last.document, cursor.last.document);
    EXPECT_EQ(decoded->last.published_days, cursor.last.published_days);
    char& changed = token[random() % token.size()];
    changed = changed == 'A' ? 'B' : 'A';
    EXPECT_FALSE(DecodeCursor(token));
    EXPECT_FALSE(DecodeCursor(std::string(64, static_cast<char>(random()))));
  }
  EXPECT_FALSE(DecodeCursor(EncodeCursor({.position = 10'001})));
}

}  // namespace
}  // namespace cuepoint
