// What matches a plan, and with what score: as Xapian's own matcher has it.
#include "query/plan_scorer.h"

#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/conditions.h"
#include "query/query_ast.h"
#include "query/query_plan.h"
#include "tests/query/small_index.h"
#include "tests/query/xapian_oracle.h"

namespace cuepoint {
namespace {

using Scores = std::map<Xapian::docid, double>;

/// Few words, so that they meet.
constexpr const char* kWords[] = {"quic",  "tcp",  "firefox", "kernel", "rust",   "zone",
                                  "proxy", "tls",  "packet",  "loss",   "parser", "coffee",
                                  "http3", "doh",  "queue",   "driver", "happy",  "eyeballs",
                                  "the",   "node", "js",      "dns"};

class PlanScorerTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    std::mt19937 random(11);  // NOLINT(cert-msc51-cpp): the same episodes every time.
    const auto text = [&](std::size_t words) {
      std::string result;
      for (std::size_t i = 0; i < words; ++i) {
        // Squared, so that some words are everywhere and some hardly anywhere.
        const double at = static_cast<double>(random() % 1000) / 1000;
        const auto word =
            static_cast<std::size_t>(at * at * static_cast<double>(std::size(kWords)));
        result += (i == 0 ? "" : " ") + std::string(kWords[word]);
      }
      return result;
    };
    std::vector<std::string> lines;
    for (int i = 0; i < 60; ++i) {
      std::string line = "{\"id\": \"e" + std::to_string(i) + "\", \"title\": \"" +
                         text(1 + random() % 4) + "\", \"description\": \"" + text(random() % 30) +
                         "\", \"tags\": [\"t" + std::to_string(i % 3) +
                         "\"], \"people\": [{\"name\": \"" + text(2) + "\"}], \"chapters\": [";
      for (std::size_t c = 0; c < random() % 6; ++c) {
        line += std::string(c == 0 ? "" : ", ") + "{\"start_s\": " + std::to_string(c * 60) +
                ", \"title\": \"" + text(1 + random() % 3) + "\", \"text\": \"" +
                text(random() % 8) + "\"}";
      }
      lines.push_back(line + "]}");
    }
    index_ = new SmallIndex;
    index_->Fill(lines);
  }
  static void TearDownTestSuite() { delete index_; }

  void SetUp() override {
    Result<std::unique_ptr<ReaderPool>> pool = ReaderPool::Open(index_->path());
    ASSERT_TRUE(pool) << ToString(pool.error());
    pool_ = *std::move(pool);
    Result<std::unique_ptr<Reader>> reader = pool_->Take();
    ASSERT_TRUE(reader) << ToString(reader.error());
    reader_ = *std::move(reader);
  }

  PlanNode Plan(const std::string& query) {
    const Result<QueryNode> parsed = ParseQuery(query);
    EXPECT_TRUE(parsed) << query;
    Result<PlanNode> plan = PlanQuery(*parsed, *reader_, stem_sets_);
    EXPECT_TRUE(plan) << query;
    ResolveConditions(*plan, *reader_, stem_sets_);
    return *std::move(plan);
  }

  Scores Ours(const PlanNode& plan, Target target) {
    Scores scores;
    PlanScorer(plan, target, *reader_, postings_, stem_sets_)
        .Lists()
        .ForEach(kAllPlaces, [&](Place place, double score) {
          const bool passages = FieldOf(target) == StemField::kPassage;
          scores[passages ? place + schema::kFirstPassage : place] = score;
        });
    return scores;
  }

  Scores Xapians(const PlanNode& plan, Target target) {
    Xapian::Enquire enquire(reader_->database);
    enquire.set_query(Translate(plan, target));
    const StemField field = FieldOf(target);
    const Bm25Parameters parameters =
        target == Target::kTitles ? Bm25Parameters{.k1 = 0, .b = 0} : postings_.parameters(field);
    enquire.set_weighting_scheme(KindBm25(parameters, StatisticsOf(*reader_->view, field)));
    const Xapian::MSet found = enquire.get_mset(0, reader_->database.get_doccount());
    Scores scores;
    for (auto it = found.begin(); it != found.end(); ++it) scores[*it] = it.get_weight();
    return scores;
  }

  void ExpectSame(const std::string& query, Target target) {
    const PlanNode plan = Plan(query);
    const Scores ours = Ours(plan, target);
    const Scores xapians = Xapians(plan, target);
    found_ += ours.size();
    for (const auto& [document, score] : xapians) {
      ASSERT_TRUE(ours.contains(document)) << query << ": " << ToString(plan);
      // Impacts are floats.
      EXPECT_NEAR(ours.at(document), score, 1e-5 * (1 + score)) << query << ": " << ToString(plan);
    }
    EXPECT_EQ(ours.size(), xapians.size()) << query << ": " << ToString(plan);
  }

  static SmallIndex* index_;
  std::unique_ptr<ReaderPool> pool_;
  std::unique_ptr<Reader> reader_;
  StemSets stem_sets_{1 << 20};
  PostingLists postings_{1 << 20, {.k1 = 1.4, .b = 0.6}, {.k1 = 2, .b = 0.5}};
  std::size_t found_ = 0;
};

SmallIndex* PlanScorerTest::index_ = nullptr;

TEST_F(PlanScorerTest, AgreesWithXapianOnEveryKindOfCondition) {
  for (const char* query : {"quic",
                            "quic tcp firefox",
                            "nowhere",
                            "quic nowhere",
                            "\"quic tcp\"",
                            "quic \"tcp quic\"",
                            "quic -tcp",
                            "-tcp",
                            "+quic tcp",
                            "+quic +tcp -rust",
                            "quic AND tcp",
                            "quic OR (tcp AND rust)",
                            "(quic OR tcp) -(rust OR kernel)",
                            "title:quic",
                            "title:quic tcp",
                            "chapter:firefox rust",
                            "tag:t1",
                            "tag:t1 quic",
                            "tag:t1 OR tag:t2",
                            "person:quic",
                            "\"quic tcp\"~3 rust",
                            "HTTP/3",
                            "http3 quic",
                            "node.js",
                            "DNS-over-HTTPS",
                            "doh",
                            "\"doh\" -quic",
                            "the",
                            "NOT quic tcp",
                            "-\"quic tcp\"",
                            "quic tag:t0 -title:tcp",
                            "happy eyeballs AND \"packet loss\""}) {
    for (const Target target : {Target::kEpisodes, Target::kPassages, Target::kMoments}) {
      ExpectSame(query, target);
    }
    if (IsPlain(Plan(query))) ExpectSame(query, Target::kTitles);
  }
  EXPECT_GT(found_, 1000u);
}

TEST_F(PlanScorerTest, AgreesWithXapianOnRandomQueries) {
  std::mt19937 random(3);  // NOLINT(cert-msc51-cpp)
  const auto word = [&] { return std::string(kWords[random() % std::size(kWords)]); };
  for (int round = 0; round < 300; ++round) {
    std::string query;
    for (std::size_t items = 1 + random() % 5; items > 0; --items) {
      query += query.empty() ? "" : " ";
      switch (random() % 10) {
        case 0:
          query += "\"" + word() + " " + word() + "\"";
          break;
        case 1:
          query += "-" + word();
          break;
        case 2:
          query += "+" + word();
          break;
        case 3:
          query += "(" + word() + " OR " + word() + ")";
          break;
        case 4:
          query += "(" + word() + " AND " + word() + ")";
          break;
        case 5:
          query += "title:" + word();
          break;
        default:
          query += word();
      }
    }
    ExpectSame(query, Target::kEpisodes);
    ExpectSame(query, Target::kPassages);
    ExpectSame(query, Target::kMoments);
  }
  EXPECT_GT(found_, 10'000u);
}

TEST_F(PlanScorerTest, FindsTheSameForAPrefixAsXapian) {
  // Xapian estimates how many documents have one of many words, so that only its matches are right.
  for (const char* query : {"qu*", "p* quic", "\"quic tcp\" p*", "tc*"}) {
    const PlanNode plan = Plan(query);
    for (const Target target : {Target::kEpisodes, Target::kPassages, Target::kMoments}) {
      const Scores ours = Ours(plan, target);
      const Scores xapians = Xapians(plan, target);
      EXPECT_FALSE(ours.empty()) << query;
      EXPECT_TRUE(std::equal(ours.begin(), ours.end(), xapians.begin(), xapians.end(),
                             [](const auto& a, const auto& b) { return a.first == b.first; }))
          << query;
    }
  }
}

TEST_F(PlanScorerTest, FindsWithinARangeWhatItFindsInAll) {
  for (const char* query : {"quic tcp", "\"quic tcp\" rust", "tcp -quic", "-quic", "tag:t1 rust"}) {
    const PlanNode plan = Plan(query);
    const PlanScorer scorer(plan, Target::kPassages, *reader_, postings_, stem_sets_);
    const ScoredPlaces all = scorer.Matches();
    ASSERT_GT(all.size(), 10u) << query;
    const PlaceRange range{all.places[3], all.places[8]};
    const std::vector<Place> middle(all.places.begin() + 3, all.places.begin() + 9);
    const std::vector<double> scores(all.scores.begin() + 3, all.scores.begin() + 9);
    EXPECT_EQ(scorer.Matches(range).places, middle) << query;
    EXPECT_EQ(scorer.Matches(range).scores, scores) << query;
    EXPECT_EQ(scorer.Lists(range).Collect(range).places, middle) << query;
  }
}

TEST_F(PlanScorerTest, CountsAWordAsOftenAsItIsAskedFor) {
  const Scores once = Ours(Plan("+quic"), Target::kEpisodes);
  const Scores twice = Ours(Plan("+quic +quic"), Target::kEpisodes);
  ASSERT_FALSE(once.empty());
  for (const auto& [document, score] : once) EXPECT_DOUBLE_EQ(twice.at(document), 2 * score);
}

}  // namespace
}  // namespace cuepoint
