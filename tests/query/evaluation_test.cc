#include "query/evaluation.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cuepoint {
namespace {

using testing::HasSubstr;

std::vector<RankedItem> Episodes(const std::vector<std::string>& keys) {
  std::vector<RankedItem> ranking;
  ranking.reserve(keys.size());
  for (const std::string& key : keys) ranking.push_back({key, std::nullopt});
  return ranking;
}

TEST(Measure, GivesAnIdealRankingEverything) {
  const std::vector<Judgement> judgements = {{"a", 3, {}}, {"b", 2, {}}, {"c", 1, {}}};
  const QueryMeasures measures = Measure(Episodes({"a", "b", "c", "x"}), judgements, 90);
  EXPECT_DOUBLE_EQ(measures.ndcg_at_10, 1);
  EXPECT_DOUBLE_EQ(measures.mrr_at_10, 1);
  EXPECT_DOUBLE_EQ(measures.recall_at_100, 1);
  EXPECT_DOUBLE_EQ(measures.success_at_10, 1);
}

TEST(Measure, DiscountsByTheLogarithmOfTheRank) {
  // Grades 1 and 3 at ranks 2 and 4: (1/log2(3) + 3/log2(5)) / (3/log2(2) + 1/log2(3)).
  const std::vector<Judgement> judgements = {{"a", 3, {}}, {"b", 1, {}}};
  const QueryMeasures measures = Measure(Episodes({"x", "b", "y", "a"}), judgements, 90);
  EXPECT_NEAR(measures.ndcg_at_10, (0.6309298 + 1.2920297) / (3 + 0.6309298), 1e-6);
  EXPECT_DOUBLE_EQ(measures.mrr_at_10, 0.5);
}

TEST(Measure, LooksTenDeepAndAHundredForRecall) {
  std::vector<RankedItem> ranking;
  ranking.reserve(101);
  for (int i = 0; i < 101; ++i) ranking.push_back({"x" + std::to_string(i), std::nullopt});
  const std::vector<Judgement> judgements = {
      {"x9", 1, {}}, {"x10", 1, {}}, {"x99", 1, {}}, {"x100", 1, {}}};
  QueryMeasures measures = Measure(ranking, judgements, 90);
  EXPECT_DOUBLE_EQ(measures.mrr_at_10, 0.1);
  EXPECT_DOUBLE_EQ(measures.recall_at_100, 0.75);
  EXPECT_DOUBLE_EQ(measures.success_at_10, 1);
  measures = Measure(ranking, std::vector<Judgement>{{"x10", 1, {}}}, 90);
  EXPECT_DOUBLE_EQ(measures.ndcg_at_10, 0);
  EXPECT_DOUBLE_EQ(measures.mrr_at_10, 0);
  EXPECT_DOUBLE_EQ(measures.success_at_10, 0);
  EXPECT_DOUBLE_EQ(measures.recall_at_100, 1);
}

TEST(Measure, CountsARepeatedItemOnce) {
  const std::vector<Judgement> judgements = {{"a", 1, {}}, {"b", 1, {}}};
  const QueryMeasures once = Measure(Episodes({"a", "x", "x"}), judgements, 90);
  const QueryMeasures thrice = Measure(Episodes({"a", "a", "a"}), judgements, 90);
  EXPECT_DOUBLE_EQ(once.ndcg_at_10, thrice.ndcg_at_10);
  EXPECT_DOUBLE_EQ(thrice.recall_at_100, 0.5);
}

TEST(Measure, CountsARepeatedMomentOnceEvenBetweenTwoJudgements) {
  const std::vector<Judgement> judgements = {{"a", 1, 86}, {"a", 1, 106}};
  const std::vector<RankedItem> repeated = {{"a", 95}, {"a", 95}};
  EXPECT_DOUBLE_EQ(Measure(repeated, judgements, 90).recall_at_100, 0.5);
  const std::vector<RankedItem> different = {{"a", 95}, {"a", 110}};
  EXPECT_DOUBLE_EQ(Measure(different, judgements, 90).ndcg_at_10, 1);
}

TEST(Measure, CountsAJudgementOnceHoweverManyMomentsAreNearIt) {
  const std::vector<Judgement> judgements = {{"a", 1, 100}};
  const QueryMeasures measures =
      Measure(std::vector<RankedItem>{{"a", 90}, {"a", 100}, {"a", 110}}, judgements, 90);
  EXPECT_DOUBLE_EQ(measures.ndcg_at_10, 1);
  EXPECT_DOUBLE_EQ(measures.recall_at_100, 1);
}

TEST(Measure, ReachesExactlyAsFarAsTheTolerance) {
  const std::vector<Judgement> judgements = {{"a", 1, 100}};
  const auto success = [&](RankedItem item) {
    return Measure(std::vector<RankedItem>{std::move(item)}, judgements, 90).success_at_10;
  };
  EXPECT_EQ(success({"a", 190}), 1);
  EXPECT_EQ(success({"a", 10}), 1);
  EXPECT_EQ(success({"a", 190.1}), 0);
  EXPECT_EQ(success({"b", 100}), 0);
  EXPECT_EQ(success({"a", std::nullopt}), 0);
}

TEST(Measure, LetsAMomentMeetAJudgementWithoutASecond) {
  const std::vector<Judgement> judgements = {{"a", 1, {}}};
  EXPECT_EQ(Measure(std::vector<RankedItem>{{"a", 5}}, judgements, 0).success_at_10, 1);
}

TEST(Measure, IgnoresGradesOfZeroAndBelow) {
  const std::vector<Judgement> judgements = {{"a", 0, {}}, {"b", -1, {}}, {"c", 2, {}}};
  const QueryMeasures measures = Measure(Episodes({"a", "b", "c"}), judgements, 90);
  EXPECT_DOUBLE_EQ(measures.ndcg_at_10, 0.5);
  EXPECT_DOUBLE_EQ(measures.recall_at_100, 1);
  EXPECT_EQ(Measure(Episodes({"a"}), std::vector<Judgement>{{"a", 0, {}}}, 90).ndcg_at_10, 0);
}

TEST(Measure, TakesTheBestGradeOfARepeatedJudgement) {
  const std::vector<Judgement> judgements = {{"a", 1, {}}, {"a", 3, {}}, {"b", 2, {}}};
  EXPECT_DOUBLE_EQ(Measure(Episodes({"a", "b"}), judgements, 90).ndcg_at_10, 1);
}

TEST(Measure, GivesZerosForNothing) {
  EXPECT_EQ(Measure({}, {}, 90).ndcg_at_10, 0);
  EXPECT_EQ(Measure({}, std::vector<Judgement>{{"a", 1, {}}}, 90).recall_at_100, 0);
  EXPECT_EQ(Measure(Episodes({"a"}), {}, 90).success_at_10, 0);
}

/// nDCG of a ranking of episodes from its definition, without any of our bookkeeping.
QueryMeasures Naive(const std::vector<std::string>& ranking,
                    const std::vector<Judgement>& judgements) {
  const auto grade = [&](const std::string& key) {
    double best = 0;
    for (const Judgement& one : judgements) {
      if (one.episode == key) best = std::max(best, one.grade);
    }
    return best;
  };
  std::set<std::string> relevant;
  for (const Judgement& one : judgements) {
    if (one.grade > 0) relevant.insert(one.episode);
  }
  QueryMeasures measures;
  if (relevant.empty()) return measures;
  std::set<std::string> seen;
  double dcg = 0;
  double found = 0;
  for (std::size_t i = 0; i < ranking.size() && i < 100; ++i) {
    if (!seen.insert(ranking[i]).second || grade(ranking[i]) == 0) continue;
    ++found;
    if (i >= 10) continue;
    const auto rank = static_cast<double>(i + 1);
    dcg += grade(ranking[i]) / std::log2(rank + 1);
    measures.mrr_at_10 = std::max(measures.mrr_at_10, 1 / rank);
    measures.success_at_10 = 1;
  }
  std::vector<double> ideal;
  ideal.reserve(relevant.size());
  for (const std::string& key : relevant) ideal.push_back(-grade(key));
  std::sort(ideal.begin(), ideal.end());
  double best = 0;
  for (std::size_t i = 0; i < ideal.size() && i < 10; ++i) {
    best += -ideal[i] / std::log2(static_cast<double>(i + 2));
  }
  measures.ndcg_at_10 = dcg / best;
  measures.recall_at_100 = found / static_cast<double>(relevant.size());
  return measures;
}

TEST(Measure, EqualsItsDefinitionOnRandomRankings) {
  std::mt19937 random(3);  // NOLINT(cert-msc51-cpp): the same rankings on every run.
  for (int round = 0; round < 2'000; ++round) {
    const auto keys = static_cast<unsigned>(1 + random() % 150);
    const auto any_key = [&] { return std::to_string(random() % keys); };
    std::vector<std::string> ranking(random() % 130);
    std::generate(ranking.begin(), ranking.end(), any_key);
    std::vector<Judgement> judgements;
    for (std::size_t n = random() % 30; n > 0; --n) {
      judgements.push_back({any_key(), static_cast<double>(random() % 4), std::nullopt});
    }
    const QueryMeasures expected = Naive(ranking, judgements);
    const QueryMeasures measured = Measure(Episodes(ranking), judgements, 90);
    ASSERT_NEAR(measured.ndcg_at_10, expected.ndcg_at_10, 1e-12);
    ASSERT_DOUBLE_EQ(measured.mrr_at_10, expected.mrr_at_10);
    ASSERT_DOUBLE_EQ(measured.recall_at_100, expected.recall_at_100);
    ASSERT_DOUBLE_EQ(measured.success_at_10, expected.success_at_10);
  }
}

TEST(Measure, StaysWithinZeroAndOneForAnyMoments) {
  std::mt19937 random(4);  // NOLINT(cert-msc51-cpp): the same rankings on every run.
  for (int round = 0; round < 2'000; ++round) {
    const auto any_second = [&]() -> std::optional<double> {
      return random() % 5 == 0 ? std::nullopt : std::optional<double>(random() % 300);
    };
    const auto any_key = [&] { return std::to_string(random() % 3); };
    std::vector<RankedItem> ranking;
    for (std::size_t n = random() % 20; n > 0; --n) ranking.push_back({any_key(), any_second()});
    std::vector<Judgement> judgements;
    for (std::size_t n = random() % 10; n > 0; --n) {
      judgements.push_back({any_key(), static_cast<double>(random() % 3), any_second()});
    }
    const QueryMeasures measures = Measure(ranking, judgements, 45);
    for (const double value : {measures.ndcg_at_10, measures.mrr_at_10, measures.recall_at_100,
                               measures.success_at_10}) {
      ASSERT_GE(value, 0);
      ASSERT_LE(value, 1 + 1e-12);
    }
  }
}

TEST(KeyOf, IsTheIdOrTheNumber) {
  EpisodeSummary episode;
  episode.id = "netstack-17";
  EXPECT_EQ(KeyOf(episode, Key::kId), "netstack-17");
  EXPECT_EQ(KeyOf(episode, Key::kNumber), "");
  episode.number = -17;
  EXPECT_EQ(KeyOf(episode, Key::kNumber), "-17");
  EXPECT_EQ(ParseKey("id"), Key::kId);
  EXPECT_EQ(ParseKey("number"), Key::kNumber);
  EXPECT_EQ(ParseKey("ID"), std::nullopt);
}

TEST(ParseQueries, ReadsJsonLines) {
  const auto queries = ParseQueries(
      "\xEF\xBB\xBF{\"_id\": \"q1\", \"text\": \"quic\\nloss\", \"extra\": {\"deep\": [1]}}\r\n"
      "\n"
      "{\"text\": \"dns\", \"_id\": 7}",
      "q.jsonl");
  ASSERT_TRUE(queries);
  ASSERT_EQ(queries->size(), 2u);
  EXPECT_EQ((*queries)[0].id, "q1");
  EXPECT_EQ((*queries)[0].text, "quic\nloss");
  EXPECT_EQ((*queries)[1].id, "7");
}

TEST(ParseQueries, ReadsTabSeparatedLines) {
  const auto queries = ParseQueries("q1\tquic {loss}\r\n\n q2 \t dns \tover https\nq3\t", "q.tsv");
  ASSERT_TRUE(queries);
  ASSERT_EQ(queries->size(), 3u);
  EXPECT_EQ((*queries)[0].id, "q1");
  EXPECT_EQ((*queries)[0].text, "quic {loss}");
  EXPECT_EQ((*queries)[1].id, "q2");
  EXPECT_EQ((*queries)[1].text, "dns \tover https");
  EXPECT_EQ((*queries)[2].text, "");
}

TEST(ParseQueries, GivesNoneForNothing) {
  for (const std::string_view content : {"", "\n", " \r\n"}) {
    const auto queries = ParseQueries(content, "q");
    ASSERT_TRUE(queries);
    EXPECT_TRUE(queries->empty());
  }
}

struct BadFile {
  std::string_view content;
  ErrorCode code;
  std::size_t line;
  std::string_view message;
};

class RefusesQueries : public testing::TestWithParam<BadFile> {};

TEST_P(RefusesQueries, WithTheLine) {
  const auto queries = ParseQueries(GetParam().content, "q.jsonl");
  ASSERT_FALSE(queries);
  EXPECT_EQ(queries.error().code, GetParam().code);
  EXPECT_EQ(queries.error().line, GetParam().line);
  EXPECT_EQ(queries.error().source, "q.jsonl");
  EXPECT_THAT(queries.error().message, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Files, RefusesQueries,
    testing::Values(
        BadFile{"{\"_id\": \"1\", \"text\": \"a\"}\n{oops", ErrorCode::kParse, 2, "JSON"},
        BadFile{"{\"_id\": \"1\"}", ErrorCode::kType, 1, "text"},
        BadFile{"{\"_id\": \"1\", \"text\": 3}", ErrorCode::kType, 1, "text"},
        BadFile{"{\"_id\": [1], \"text\": \"a\"}", ErrorCode::kType, 1, "_id"},
        BadFile{"{\"text\": \"a\"}", ErrorCode::kType, 1, "_id"},
        BadFile{"{\"_id\": \"1\", \"text\": \"\xFF\"}", ErrorCode::kParse, 1, "JSON"},
        BadFile{"{\"_id\": \"1\", \"text\": \"a\"}\n\n[]", ErrorCode::kType, 3, "object"},
        BadFile{"q1\ta\nno tab", ErrorCode::kParse, 2, "tab"},
        BadFile{"\n\ttext", ErrorCode::kParse, 2, "id"}));

TEST(ParseQueries, SurvivesDeepNesting) {
  const std::string deep(100'000, '[');
  EXPECT_FALSE(ParseQueries("{\"a\": " + deep, "q"));
  const std::string closed = deep + std::string(100'000, ']');
  EXPECT_TRUE(ParseQueries("{\"_id\": \"1\", \"text\": \"a\", \"x\": " + closed + "}", "q"));
}

TEST(ParseQrels, ReadsJudgementsWithAndWithoutSeconds) {
  const auto qrels = ParseQrels(
      "query-id\tepisode\tscore\tstart_s\nq1\t675\t1\t86.5\r\nq1\t675\t0.5\t\n\nq2\tnetstack-"
      "17\t3\n",
      "qrels.tsv");
  ASSERT_TRUE(qrels);
  ASSERT_EQ(qrels->size(), 2u);
  const std::vector<Judgement>& first = qrels->find("q1")->second;
  ASSERT_EQ(first.size(), 2u);
  EXPECT_EQ(first[0].episode, "675");
  EXPECT_EQ(first[0].grade, 1);
  EXPECT_EQ(first[0].start_s, 86.5);
  EXPECT_EQ(first[1].start_s, std::nullopt);
  EXPECT_EQ(qrels->find("q2")->second[0].grade, 3);
  EXPECT_TRUE(ParseQrels("query-id\tepisode\tscore\nq1\ta\t1\n", "qrels.tsv"));
  EXPECT_TRUE(ParseQrels("", "qrels.tsv"));
}

class RefusesQrels : public testing::TestWithParam<BadFile> {};

TEST_P(RefusesQrels, WithTheLine) {
  const auto qrels = ParseQrels(GetParam().content, "qrels.tsv");
  ASSERT_FALSE(qrels);
  EXPECT_EQ(qrels.error().code, GetParam().code);
  EXPECT_EQ(qrels.error().line, GetParam().line);
  EXPECT_THAT(qrels.error().message, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Files, RefusesQrels,
    testing::Values(
        BadFile{"q1\ta\t1\n", ErrorCode::kParse, 1, "header"},
        BadFile{"query-id\tcorpus\tscore\n", ErrorCode::kParse, 1, "header"},
        BadFile{"query-id\tepisode\tscore\nq1\ta\n", ErrorCode::kParse, 2, "2 fields"},
        BadFile{"query-id\tepisode\tscore\nq1\ta\t1\t5\n", ErrorCode::kParse, 2, "4 fields"},
        BadFile{"query-id\tepisode\tscore\nq1\ta\tmuch\n", ErrorCode::kParse, 2, "score"},
        BadFile{"query-id\tepisode\tscore\nq1\ta\tnan\n", ErrorCode::kParse, 2, "score"},
        BadFile{"query-id\tepisode\tscore\nq1\ta\t1x\n", ErrorCode::kParse, 2, "score"},
        BadFile{"query-id\tepisode\tscore\nq1\t\t1\n", ErrorCode::kParse, 2, "episode"},
        BadFile{"query-id\tepisode\tscore\tstart_s\n\nq1\ta\t1\t-5\n", ErrorCode::kParse, 3,
                "start_s"}));

}  // namespace
}  // namespace cuepoint
