#include "query/query_plan.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/query/small_index.h"

namespace cuepoint {
namespace {

class QueryPlan : public ::testing::Test {
 protected:
  void SetUp() override {
    index_.Fill({R"({"id": "a", "title": "node.js and the website", "language": "en"})"});
    Result<std::unique_ptr<ReaderPool>> pool = ReaderPool::Open(index_.path());
    ASSERT_TRUE(pool);
    pool_ = *std::move(pool);
    Result<std::unique_ptr<Reader>> reader = pool_->Take();
    ASSERT_TRUE(reader);
    reader_ = *std::move(reader);
  }

  std::string Plan(const std::string& query) {
    const Result<QueryNode> parsed = ParseQuery(query);
    EXPECT_TRUE(parsed) << query;
    return ToString(*PlanQuery(*parsed, *reader_, stem_sets_));
  }

  SmallIndex index_;
  std::unique_ptr<ReaderPool> pool_;
  std::unique_ptr<Reader> reader_;
  StemSets stem_sets_{1 << 20};
};

TEST_F(QueryPlan, MakesWordsRankedEvidence) {
  EXPECT_EQ(Plan("packet loss"), "(or packet loss)");
  EXPECT_EQ(Plan("packets"), "packet");
  EXPECT_EQ(Plan(""), "(nothing)");
  EXPECT_EQ(Plan("?!"), "(nothing)");
}

TEST_F(QueryPlan, AsksForAWordOnce) { EXPECT_EQ(Plan("test testing tests"), "test"); }

TEST_F(QueryPlan, DropsStopWordsUnlessThereIsNothingElse) {
  EXPECT_EQ(Plan("the loss of a packet"), "(or loss packet)");
  EXPECT_EQ(Plan("who is the"), "(phrase \"who is the\" who is the)");
  EXPECT_EQ(Plan("the -who quic"), "(and (not (phrase \"who\" who)) quic)");
}

TEST_F(QueryPlan, AsksForAnIdentifierAsCompoundOrByAllItsParts) {
  EXPECT_EQ(Plan("HTTP/3"), "(or http3 (and http 3))");
  EXPECT_EQ(Plan("DNS-over-HTTPS"), "(or dnsoverhttp (and dns https))");
  EXPECT_EQ(Plan("loss HTTP/3"), "(or loss (or http3 (and http 3)))");
}

TEST_F(QueryPlan, AlsoAsksForNeighboursAsOneWordWhenTheIndexHasIt) {
  EXPECT_EQ(Plan("node js"), "(or node js nodej)");
  EXPECT_EQ(Plan("web site"), "(or web site websit)");
  EXPECT_EQ(Plan("web sight"), "(or web sight)");
}

TEST_F(QueryPlan, BindsPhrasesAndExclusionsAroundRankedWords) {
  EXPECT_EQ(Plan("\"zero copy\" dns"), "(and (phrase \"zero copy\" zero copi) (maybe dns))");
  EXPECT_EQ(Plan("dns -bgp"), "(and (not bgp) dns)");
  EXPECT_EQ(Plan("quic AND tcp"), "(and quic tcp)");
  EXPECT_EQ(Plan("quic OR (dns AND tls)"), "(or quic (and dns tls))");
}

TEST_F(QueryPlan, KeepsExcludedWordsOutOfTheEvidence) {
  const PlanNode plan = *PlanQuery(*ParseQuery("dns \"zero copy\" -bgp"), *reader_, stem_sets_);
  using Words = std::vector<std::vector<std::string>>;
  EXPECT_EQ(EvidenceWords(plan), (Words{{"copi"}, {"dns"}, {"zero"}}));
}

TEST_F(QueryPlan, TellsRankedWordsFromConditions) {
  const auto plain = [&](const std::string& query) {
    return IsPlain(*PlanQuery(*ParseQuery(query), *reader_, stem_sets_));
  };
  EXPECT_TRUE(plain("packet"));
  EXPECT_TRUE(plain("packet loss HTTP/3"));
  EXPECT_FALSE(plain("packet \"zero copy\""));
  EXPECT_FALSE(plain("packet -loss"));
  EXPECT_FALSE(plain("(packet OR \"zero copy\") loss"));
}

}  // namespace
}  // namespace cuepoint
