#include "query/suggest.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "query/engine.h"
#include "query/suggest_last_word.h"
#include "query/vocabulary_builder.h"
#include "tests/query/small_index.h"

namespace cuepoint {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class Suggesting : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    index_ = new SmallIndex;
    index_->Fill({
        R"({"id": "a", "number": 1, "title": "Firefox networking & QUIC", "url": "https://x.example/1",
            "published": "2024-01-01", "tags": ["transport"],
            "people": [{"name": "Zoë Müller", "role": "guest"}],
            "chapters": [{"start_s": 0, "title": "Intro"},
                         {"start_s": 582, "title": "QUIC and loss recovery"},
                         {"start_s": 700, "title": "A word from us", "sponsor": true}],
            "description": "Congestion control in Firefox, and HTTP/3 at last."})",
        R"({"id": "b", "number": 2, "title": "Networking in the kernel", "url": "https://x.example/2",
            "published": "2025-01-01", "tags": ["kernel"],
            "people": [{"name": "Dmitry Orlov", "role": "guest"}],
            "chapters": [{"start_s": 5, "title": "Intro"}, {"start_s": 90, "title": "Sockets"}],
            "description": "Sockets, congestion windows and kernel bypass."})",
    });
    engine_ = new Engine(*Engine::Open(index_->path()));
  }
  static void TearDownTestSuite() {
    delete engine_;
    delete index_;
  }

  static std::vector<Suggestion> Ask(const std::string& typed, std::size_t limit = 10) {
    const Result<SuggestResponse> response = engine_->Suggest({.query = typed, .limit = limit});
    EXPECT_TRUE(response) << ToString(response.error());
    return response ? response->suggestions : std::vector<Suggestion>();
  }

  static std::vector<std::string> Texts(const std::string& typed, std::size_t limit = 10) {
    std::vector<std::string> texts;
    for (const Suggestion& suggestion : Ask(typed, limit)) texts.push_back(suggestion.text);
    return texts;
  }

  static SmallIndex* index_;
  static Engine* engine_;
};

SmallIndex* Suggesting::index_ = nullptr;
Engine* Suggesting::engine_ = nullptr;

TEST_F(Suggesting, PutsATitleThatBeginsSoBeforeOneThatHasTheWordLater) {
  std::vector<std::string> titles;
  for (const Suggestion& suggestion : Ask("network")) {
    if (suggestion.kind == SuggestionKind::kEpisode) titles.push_back(suggestion.text);
  }
  EXPECT_THAT(titles, ElementsAre("Networking in the kernel", "Firefox networking & QUIC"));
}

TEST_F(Suggesting, CompletesATitleFromItsSecondWord) {
  EXPECT_THAT(Texts("quic"), Contains("Firefox networking & QUIC"));
}

TEST_F(Suggesting, NamesTheEpisodeOfATitle) {
  const Suggestion found = Ask("firefox net").front();
  EXPECT_EQ(found.kind, SuggestionKind::kEpisode);
  ASSERT_TRUE(found.episode);
  EXPECT_EQ(found.episode->id, "a");
  EXPECT_EQ(found.episode->number, 1);
  EXPECT_EQ(found.url, "https://x.example/1");
  EXPECT_EQ(found.start_s, std::nullopt);
}

TEST_F(Suggesting, LeadsToTheSecondOfAChapter) {
  const Suggestion found = Ask("loss rec").front();
  EXPECT_EQ(found.kind, SuggestionKind::kChapter);
  EXPECT_EQ(found.text, "QUIC and loss recovery");
  EXPECT_EQ(found.start_s, 582);
  EXPECT_EQ(found.url, "https://x.example/1#t=582");
}

TEST_F(Suggesting, ShowsAChapterOfSeveralEpisodesOnceAndLeadsToTheNewest) {
  const std::vector<Suggestion> found = Ask("intro");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found.front().episode->id, "b");
  EXPECT_EQ(found.front().start_s, 5);
}

TEST_F(Suggesting, FoldsDiacriticsAndCase) {
  EXPECT_THAT(Texts("zoe mu"), Contains("Zoë Müller"));
  EXPECT_THAT(Texts("MÜLL"), Contains("Zoë Müller"));
  EXPECT_EQ(Ask("mull").front().highlight, "Zoë <mark>Müll</mark>er");
}

TEST_F(Suggesting, EscapesAllButItsMarks) {
  EXPECT_EQ(Ask("firefox netw").front().highlight,
            "<mark>Firefox</mark> <mark>netw</mark>orking &amp; QUIC");
}

TEST_F(Suggesting, ForgivesOneTypoFromFourLettersOn) {
  EXPECT_THAT(Texts("frefox"), Contains("Firefox networking & QUIC"));
  EXPECT_THAT(Texts("dmirt"), Contains("Dmitry Orlov"));
  EXPECT_THAT(Texts("kernle"), Contains("kernel"));
  EXPECT_THAT(Texts("mul er"), IsEmpty());
  EXPECT_THAT(Texts("qxi"), IsEmpty());
}

TEST_F(Suggesting, ForgivesATypoInAWordBeforeTheLast) {
  EXPECT_THAT(Texts("fierfox net"), Contains("Firefox networking & QUIC"));
}

TEST_F(Suggesting, PutsWhatIsTypedRightBeforeWhatIsNear) {
  const std::vector<std::string> texts = Texts("socke");
  ASSERT_FALSE(texts.empty());
  EXPECT_EQ(texts.front(), "Sockets");
}

TEST_F(Suggesting, CompletesAWordInTheCompanyOfThoseBeforeIt) {
  EXPECT_THAT(Texts("firefox cont"), Contains("firefox control"));
  EXPECT_THAT(Texts("sockets byp"), Contains("sockets bypass"));
  // "windows" is said in another episode only.
  EXPECT_THAT(Texts("firefox wind"), Not(Contains("firefox windows")));
}

TEST_F(Suggesting, TakesTheLastWordAsCompleteOnceASpaceFollows) {
  EXPECT_THAT(Texts("net "), IsEmpty());
  EXPECT_THAT(Texts("kernel "), Contains("Networking in the kernel"));
}

TEST_F(Suggesting, MeetsIdentifiersInEverySpelling) {
  for (const char* const typed : {"http3", "HTTP/3", "http 3"}) {
    EXPECT_THAT(Texts(typed), Contains("HTTP/3")) << typed;
  }
}

TEST_F(Suggesting, OffersNothingThatASponsorSays) { EXPECT_THAT(Texts("a word"), IsEmpty()); }

TEST_F(Suggesting, OffersNothingForNothing) {
  EXPECT_THAT(Texts(""), IsEmpty());
  EXPECT_THAT(Texts("?!"), IsEmpty());
  EXPECT_THAT(Texts("zzyzzx"), IsEmpty());
  EXPECT_THAT(Texts("net", 0), IsEmpty());
}

TEST_F(Suggesting, TakesAnyBytes) {
  EXPECT_THAT(Texts("\xff\xfe\x80"), IsEmpty());
  EXPECT_THAT(Texts(std::string(200, 'a')), IsEmpty());
  Texts(std::string("fire\0fox", 8));
}

TEST_F(Suggesting, KeepsToItsBounds) {
  EXPECT_EQ(Ask("n", 1).size(), 1u);
  const std::string longer(SuggestLimits::kQueryBytes + 1, 'a');
  const Result<SuggestResponse> too_long = engine_->Suggest({.query = longer});
  ASSERT_FALSE(too_long);
  EXPECT_EQ(too_long.error().code, ErrorCode::kTooLarge);
  const Result<SuggestResponse> too_many =
      engine_->Suggest({.query = "a", .limit = SuggestLimits::kLimit + 1});
  ASSERT_FALSE(too_many);
  EXPECT_EQ(too_many.error().code, ErrorCode::kInvalidArgument);
}

TEST_F(Suggesting, IsRenderedWithWhatApplies) {
  const Result<SuggestResponse> response = engine_->Suggest({.query = "loss rec"});
  ASSERT_TRUE(response);
  const nlohmann::json json = nlohmann::json::parse(SuggestToJson(*response));
  EXPECT_EQ(json["query"], "loss rec");
  EXPECT_TRUE(json["took_ms"].is_number());
  const nlohmann::json& first = json["suggestions"][0];
  EXPECT_EQ(first["kind"], "chapter");
  EXPECT_EQ(first["start_s"], 582);
  EXPECT_EQ(first["episode"]["number"], 1);
  EXPECT_EQ(first["url"], "https://x.example/1#t=582");
}

TEST(SuggestFresh, SeesTheNextRevision) {
  SmallIndex index;
  index.Fill({R"({"id": "a", "title": "First things"})"});
  const Result<Engine> engine = Engine::Open(index.path());
  ASSERT_TRUE(engine);
  ASSERT_EQ(engine->Suggest({.query = "first"})->suggestions.size(), 2u);
  index.Fill({R"({"id": "b", "title": "Second thoughts"})"});
  ASSERT_TRUE(engine->Prepare());
  EXPECT_THAT(engine->Suggest({.query = "first"})->suggestions, IsEmpty());
  EXPECT_EQ(engine->Suggest({.query = "second"})->suggestions.front().text, "Second thoughts");
}

TEST(SuggestFresh, HasNothingToOfferWithoutEpisodes) {
  Result<Analyzer> analyzer = Analyzer::Create("en");
  ASSERT_TRUE(analyzer);
  const auto vocabulary = VocabularyBuilder(*analyzer).Finish(1);
  TokenStream tokens;
  EXPECT_THAT(Suggest({.query = "first th"}, *vocabulary, *analyzer, tokens), IsEmpty());
}

struct LastWordCase {
  const char* query;
  const char* parsed;
};

class LastWord : public ::testing::TestWithParam<LastWordCase> {};

TEST_P(LastWord, IsAPrefixWhereItMayGoOn) {
  const std::string query = GetParam().query;
  Result<QueryNode> parsed = ParseQuery(query);
  ASSERT_TRUE(parsed);
  OpenLastWord(query, *parsed);
  EXPECT_EQ(ToString(*parsed), GetParam().parsed);
}

INSTANTIATE_TEST_SUITE_P(Queries, LastWord,
                         ::testing::Values(LastWordCase{"qui", "(prefix qui)"},
                                           LastWordCase{"loss reco", "(any loss (prefix reco))"},
                                           LastWordCase{"qui ", "qui"},
                                           LastWordCase{"dns -tcp", "(any dns (not tcp))"},
                                           LastWordCase{"http/3", "http/3"}, LastWordCase{"q", "q"},
                                           LastWordCase{"\"zero cop", "(phrase \"zero cop\")"}));

}  // namespace
}  // namespace cuepoint
