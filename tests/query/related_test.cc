#include "query/related.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/query/small_index.h"

namespace cuepoint {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class Related : public ::testing::Test {
 protected:
  void Open(const std::vector<std::string>& lines) {
    index_.Fill(lines);
    Result<Engine> engine = Engine::Open(index_.path());
    ASSERT_TRUE(engine) << ToString(engine.error());
    engine_.emplace(*std::move(engine));
  }

  RelatedResponse To(const std::string& id, std::size_t limit = 5) {
    const Result<RelatedResponse> response = engine_->Related({.id = id, .limit = limit});
    EXPECT_TRUE(response) << ToString(response.error());
    return response ? *response : RelatedResponse{};
  }

  static std::vector<std::string> Ids(const RelatedResponse& response) {
    std::vector<std::string> ids;
    for (const RelatedEpisode& related : response.related) ids.push_back(related.episode.id);
    return ids;
  }

  SmallIndex index_;
  std::optional<Engine> engine_;
};

const std::vector<std::string>& Lines() {
  static const std::vector<std::string> lines = {
      R"({"id": "quic1", "title": "Transport for browsers", "people": [
          {"name": "Ada Host", "role": "host"}, {"name": "Max Guest", "role": "guest"}],
          "description": "QUIC and its congestion control, on phones. With Max Guest."})",
      R"({"id": "quic2", "title": "Packets", "people": [
          {"name": "Ada Host", "role": "host"}, {"name": "Max Guest", "role": "guest"}],
          "description": "Why QUIC needs Congestion Control that is fair."})",
      R"({"id": "quic3", "title": "Handshakes", "show": {"id": "other"},
          "description": "QUIC, again, and phones."})",
      R"({"id": "tea", "title": "Tea", "description": "Leaves, water and patience."})",
      R"({"id": "pots", "title": "Pots", "description": "Leaves in pots of iron."})",
      R"({"id": "lonely", "title": "Xylophones"})",
  };
  return lines;
}

TEST_F(Related, EpisodesShareTheirRareWords) {
  Open(Lines());
  EXPECT_THAT(Ids(To("quic1")), ElementsAre("quic2", "quic3"));
  EXPECT_THAT(Ids(To("tea")), ElementsAre("pots"));
  EXPECT_THAT(Ids(To("quic1", 1)), ElementsAre("quic2"));
}

TEST_F(Related, SayWhatAndWhomTheyShare) {
  Open(Lines());
  const RelatedResponse response = To("quic1");
  ASSERT_THAT(response.related, SizeIs(2));
  EXPECT_THAT(response.related[0].shared, Contains("congestion control"));
  EXPECT_THAT(response.related[0].shared, Contains("QUIC"));
  EXPECT_THAT(response.related[0].shared, Not(Contains("Max")));
  EXPECT_THAT(response.related[0].people, ElementsAre("Max Guest"));
  EXPECT_THAT(response.related[1].people, IsEmpty());
}

TEST_F(Related, AreNoneForAnEpisodeLikeNoOther) {
  Open(Lines());
  EXPECT_THAT(To("lonely").related, IsEmpty());
}

TEST_F(Related, NeedAnEpisodeThatIsThereAndAModestLimit) {
  Open(Lines());
  const Result<RelatedResponse> missing = engine_->Related({.id = "nobody"});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(engine_->Related({.id = "tea", .limit = 101}));
}

TEST_F(Related, AreWrittenAsJson) {
  Open(Lines());
  const auto json = nlohmann::json::parse(RelatedToJson(To("quic1")));
  EXPECT_EQ(json["episode"]["id"], "quic1");
  ASSERT_EQ(json["related"].size(), 2u);
  EXPECT_EQ(json["related"][0]["episode"]["id"], "quic2");
  EXPECT_EQ(json["related"][0]["people"], nlohmann::json::array({"Max Guest"}));
  EXPECT_TRUE(json["related"][0]["shared"].is_array());
  EXPECT_TRUE(json["related"][0]["score"].is_number());
}

}  // namespace
}  // namespace cuepoint
