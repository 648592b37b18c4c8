#include "query/spelling.h"

#include <string>

#include <gtest/gtest.h>

#include "query/engine.h"
#include "query/response_json.h"
#include "query/spelling_names.h"
#include "tests/query/small_index.h"

namespace cuepoint {
namespace {

class Spelling : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    index_ = new SmallIndex;
    index_->Fill({
        R"({"id": "a", "title": "Congestion control in QUIC", "language": "en",
            "people": [{"name": "Dmitry Orlov", "role": "guest"}],
            "description": "Kubernetes and WebAssembly too; encryption everywhere."})",
        R"({"id": "b", "title": "Сеть", "people": [{"name": "Сергей Белов", "role": "guest"}],
            "description": "Happy eyeballs and packet pacing."})",
        R"({"id": "c", "title": "Web forms", "people": [{"name": "Wes Bos", "role": "host"}],
            "description": "The boss of forms. Another boss. Packet loss."})",
        R"({"id": "d", "title": "Boss fights", "description": "A boss, and one more boss."})",
    });
    engine_ = new Engine(*Engine::Open(index_->path()));
  }
  static void TearDownTestSuite() {
    delete engine_;
    delete index_;
  }

  static SearchResponse Search(const SearchRequest& request) {
    Result<SearchResponse> response = engine_->Search(request);
    EXPECT_TRUE(response) << ToString(response.error());
    return response ? *std::move(response) : SearchResponse{};
  }
  static SearchResponse Ask(const std::string& query) { return Search({.query = query}); }

  static SmallIndex* index_;
  static Engine* engine_;
};

SmallIndex* Spelling::index_ = nullptr;
Engine* Spelling::engine_ = nullptr;

struct CorrectionCase {
  const char* typed;
  const char* meant;
};

class Correction : public Spelling, public ::testing::WithParamInterface<CorrectionCase> {};

TEST_P(Correction, IsAppliedAndSaid) {
  const SearchResponse response = Ask(GetParam().typed);
  EXPECT_EQ(response.query, GetParam().typed);
  EXPECT_EQ(response.suggestion.value_or(""), GetParam().meant);
  EXPECT_TRUE(response.corrected);
  EXPECT_GT(response.total, 0u);
}

INSTANTIATE_TEST_SUITE_P(
    Typos, Correction,
    ::testing::Values(CorrectionCase{"congestoin", "Congestion"},                  // Swapped.
                      CorrectionCase{"congetsoin control", "Congestion control"},  // Two edits.
                      CorrectionCase{"kubernotes", "Kubernetes"},                  // Left out.
                      CorrectionCase{"kuberrnetes", "Kubernetes"},                 // Doubled.
                      CorrectionCase{"rncryption", "encryption"},                  // First letter.
                      CorrectionCase{"web frms", "web forms"},  // Company decides.
                      CorrectionCase{"eyebals pacing", "eyeballs pacing"},
                      CorrectionCase{"packetloss", "packet loss"},  // Two written as one.
                      CorrectionCase{"kuber netes", "Kubernetes"},  // One written as two.
                      CorrectionCase{"Дмитрий", "Dmitry"},          // Names across scripts.
                      CorrectionCase{"sergey", "Сергей"}, CorrectionCase{"quix", "QUIC"},
                      CorrectionCase{"pacin", "pacing"},
                      CorrectionCase{"(kubernotes OR pacing)", "(Kubernetes OR pacing)"}));

class Left : public Spelling, public ::testing::WithParamInterface<const char*> {};

TEST_P(Left, AsTyped) {
  const SearchResponse response = Ask(GetParam());
  EXPECT_EQ(response.suggestion, std::nullopt) << *response.suggestion;
  EXPECT_FALSE(response.corrected);
}

INSTANTIATE_TEST_SUITE_P(Queries, Left,
                         ::testing::Values("congestion control", "control -kubernotes",
                                           "\"kubernotes\"", "qux", "zzyzzx qwrtpl", "quci9000",
                                           "the", "pacer -pacin"));

TEST_F(Spelling, LeavesTheQueryAsTypedOnRequest) {
  const SearchResponse response = Search({.query = "kubernotes", .correct = false});
  EXPECT_EQ(response.suggestion.value_or(""), "Kubernetes");
  EXPECT_FALSE(response.corrected);
  EXPECT_EQ(response.total, 0u);
}

TEST_F(Spelling, FindsNothingForNonsense) {
  for (const Mode mode : {Mode::kHybrid, Mode::kLexical}) {
    const SearchResponse response = Search({.query = "zzyzzx qwrtpl", .mode = mode});
    EXPECT_EQ(response.total, 0u) << Name(mode);
    EXPECT_EQ(response.suggestion, std::nullopt) << Name(mode);
  }
}

TEST_F(Spelling, IsSaidInJson) {
  const std::string json = ResponseToJson(Ask("kubernotes"));
  EXPECT_NE(json.find(R"("suggestion":"Kubernetes","corrected":true)"), std::string::npos) << json;
}

TEST_F(Spelling, FindsByTheBeginningOfTheLastWordWhileItIsTyped) {
  EXPECT_EQ(Search({.query = "encryp", .mode = Mode::kLexical, .prefix_last = true}).total, 1u);
  const SearchResponse open =
      Search({.query = "web asse", .mode = Mode::kLexical, .prefix_last = true});
  EXPECT_GT(open.total, 0u);
  EXPECT_FALSE(open.corrected);
  EXPECT_EQ(Search({.query = "kubern", .mode = Mode::kLexical, .prefix_last = true}).total, 1u);
}

struct NameCase {
  const char* a;
  const char* b;
};

class SameName : public ::testing::TestWithParam<NameCase> {};

TEST_P(SameName, HasOneKey) {
  NameKeys keys;
  EXPECT_EQ(keys.KeyOf(GetParam().a), keys.KeyOf(GetParam().b));
  EXPECT_NE(keys.KeyOf(GetParam().a), "");
}

INSTANTIATE_TEST_SUITE_P(
    Names, SameName,
    ::testing::Values(NameCase{"Дмитрий", "Dmitry"}, NameCase{"Dmitri", "dmitriy"},
                      NameCase{"Сергей", "Sergei"}, NameCase{"Sørensen", "sorensen"},
                      NameCase{"Stephan", "Stefan"}, NameCase{"Γιώργος", "Giorgos"}));

TEST(NameKeys, KeepsDifferentNamesApart) {
  NameKeys keys;
  EXPECT_NE(keys.KeyOf("Anna"), keys.KeyOf("Hanna"));
  EXPECT_EQ(keys.KeyOf("42"), "");
  EXPECT_EQ(keys.KeyOf(""), "");
}

}  // namespace
}  // namespace cuepoint
