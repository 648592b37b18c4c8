#include "query/engine.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/query/small_index.h"

namespace cuepoint {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

const std::vector<std::string>& Episodes() {
  static const std::vector<std::string> lines = {
      R"({"id": "quic", "number": 11, "title": "A transport for the browser", "url": "https://show.example/11",
          "show": {"id": "net", "language": "en"}, "published": "2025-10-28", "duration_s": 3600,
          "tags": ["Web"], "description": "How packets find their way through lossy networks.",
          "people": [{"name": "Max Müller", "role": "guest", "bio": "He writes kernels."}],
          "chapters": [{"start_s": 0, "title": "Hello"},
                       {"start_s": 582, "title": "QUIC and HTTP/3", "text": "Testing the handshake of QUIC."},
                       {"start_s": 1807, "title": "What comes after QUIC"}]})",
      R"({"id": "dns", "number": 14, "title": "Signing the root", "url": "https://show.example/14",
          "show": {"id": "net", "language": "en"}, "published": "2025-11-18", "duration_s": 5000,
          "tags": ["dns"], "description": "Zones, keys and the people who guard them. Tests of patience.",
          "people": [{"name": "Zoë Ångström", "role": "guest"}],
          "chapters": [{"start_s": 60, "title": "Understanding DNSSEC"},
                       {"start_s": 900, "title": "DNS over HTTPS", "text": "Zero copy parsing of RFC 9000 style formats in node.js."}]})",
      R"({"id": "coffee", "number": 17, "title": "Coffee and protocols", "url": "https://other.example/17",
          "show": {"id": "old", "language": "en", "deep_link": "{url}?t={seconds}"}, "published": "2024-04-01",
          "description": "A pot that speaks hypertext. Copy that.",
          "chapters": [{"start_s": 100.5, "title": "The hypertext coffee pot"},
                       {"start_s": 200, "title": "Hypertext before coffee"}]})",
  };
  return lines;
}

class EngineTest : public ::testing::Test {
 protected:
  void SetUp() override {
    index_.Fill(Episodes());
    Result<Engine> engine = Engine::Open(index_.path());
    ASSERT_TRUE(engine) << ToString(engine.error());
    engine_.emplace(*std::move(engine));
  }

  SearchResponse Search(const SearchRequest& request) {
    const Result<SearchResponse> response = engine_->Search(request);
    EXPECT_TRUE(response) << request.query << ": " << ToString(response.error());
    return response ? *response : SearchResponse{};
  }

  /// Ids of the episodes found, best first.
  std::vector<std::string> IdsOf(const SearchRequest& request) {
    std::vector<std::string> ids;
    for (const Hit& hit : Search(request).hits) ids.push_back(hit.episode.id);
    return ids;
  }
  std::vector<std::string> Ids(const std::string& query) { return IdsOf({.query = query}); }

  Error SearchError(const SearchRequest& request) {
    const Result<SearchResponse> response = engine_->Search(request);
    EXPECT_FALSE(response) << request.query;
    return response ? Error{} : response.error();
  }

  SmallIndex index_;
  std::optional<Engine> engine_;
};

std::vector<double> Starts(const Hit& hit) {
  std::vector<double> starts;
  for (const Moment& moment : hit.moments) starts.push_back(moment.start_s);
  return starts;
}

TEST_F(EngineTest, FindsTheEpisodeAndTheSecondsThatNameTheWord) {
  const SearchResponse response = Search({.query = "quic"});
  ASSERT_THAT(response.hits, SizeIs(1));
  EXPECT_EQ(response.total, 1u);
  EXPECT_EQ(response.hits[0].episode.id, "quic");
  EXPECT_EQ(response.hits[0].episode.number, 11);
  EXPECT_THAT(response.hits[0].matched, ElementsAre("lexical"));
  EXPECT_THAT(Starts(response.hits[0]), UnorderedElementsAre(582, 1807));
}

TEST_F(EngineTest, DoesNotShowAChapterThatOnlySharesItsEpisodesTitle) {
  const SearchResponse response = Search({.query = "transport"});
  ASSERT_THAT(response.hits, SizeIs(1));
  EXPECT_THAT(response.hits[0].moments, IsEmpty());
}

TEST_F(EngineTest, MarksTheWordsThatMatchedAndEndsAChapterWhereTheNextStarts) {
  const SearchResponse response = Search({.query = "handshake"});
  ASSERT_THAT(response.hits, SizeIs(1));
  ASSERT_THAT(response.hits[0].moments, SizeIs(1));
  const Moment& moment = response.hits[0].moments[0];
  EXPECT_EQ(moment.snippet, "Testing the <mark>handshake</mark> of QUIC.");
  EXPECT_EQ(moment.end_s, 1807);
  EXPECT_EQ(moment.url, "https://show.example/11#t=582");
}

TEST_F(EngineTest, EndsTheLastChapterWithTheEpisodeWhenItsLengthIsKnown) {
  const SearchResponse known = Search({.query = "what comes after", .group = Group::kMoments});
  ASSERT_FALSE(known.hits.empty());
  EXPECT_EQ(known.hits[0].moments[0].end_s, 3600);
  const SearchResponse unknown = Search({.query = "before", .group = Group::kMoments});
  ASSERT_FALSE(unknown.hits.empty());
  EXPECT_EQ(unknown.hits[0].moments[0].end_s, std::nullopt);
}

TEST_F(EngineTest, LinksByTheShowsTemplateInWholeSeconds) {
  const SearchResponse response = Search({.query = "\"hypertext coffee pot\""});
  ASSERT_THAT(response.hits, SizeIs(1));
  ASSERT_THAT(response.hits[0].moments, SizeIs(1));
  EXPECT_EQ(response.hits[0].moments[0].url, "https://other.example/17?t=100");
}

TEST_F(EngineTest, FindsAWordInEveryFormOfItsStem) {
  EXPECT_THAT(Ids("test"), UnorderedElementsAre("quic", "dns"));
  EXPECT_THAT(Ids("testing"), UnorderedElementsAre("quic", "dns"));
}

TEST_F(EngineTest, FindsQuotedWordsOnlyAsTheyAreWrittenAndInOrder) {
  EXPECT_THAT(Ids("\"testing\""), ElementsAre("quic"));
  EXPECT_THAT(Ids("\"hypertext coffee\""), ElementsAre("coffee"));
  EXPECT_THAT(Ids("\"coffee hypertext\""), IsEmpty());
}

TEST_F(EngineTest, DoesNotFindAPhraseAcrossTwoFields) {
  // The description ends in "networks." and a chapter begins with "Hello".
  EXPECT_THAT(Ids("\"networks hello\""), IsEmpty());
  EXPECT_THAT(Ids("\"pot hypertext\""), IsEmpty());
}

TEST_F(EngineTest, FindsAPhraseOfFunctionWordsAlone) {
  // No such word has a stem in the index, so every episode has to be looked at.
  EXPECT_THAT(Ids("\"of the\""), testing::Not(Contains("nothing")));
  const SearchResponse response = Search({.query = "\"what comes after\""});
  ASSERT_THAT(response.hits, SizeIs(1));
  EXPECT_EQ(response.hits[0].moments.size(), 1u);
}

TEST_F(EngineTest, FindsAPhraseInTheDescription) {
  const SearchResponse response = Search({.query = "\"speaks hypertext\""});
  ASSERT_THAT(response.hits, SizeIs(1));
  EXPECT_EQ(response.hits[0].episode.id, "coffee");
  EXPECT_THAT(response.hits[0].snippet, HasSubstr("<mark>speaks hypertext</mark>"));
}

TEST_F(EngineTest, MeetsIdentifiersInEverySpelling) {
  for (const std::string query : {"HTTP/3", "http3", "HTTP 3", "http-3"}) {
    EXPECT_THAT(Ids(query), Contains("quic")) << query;
    EXPECT_EQ(Ids(query).front(), "quic") << query;
  }
  for (const std::string query : {"DNS-over-HTTPS", "dns over https", "rfc9000", "RFC 9000",
                                  "node.js", "nodejs", "Node JS", "zero-copy"}) {
    ASSERT_FALSE(Ids(query).empty()) << query;
    EXPECT_EQ(Ids(query).front(), "dns") << query;
  }
}

TEST_F(EngineTest, MeetsNamesWithAndWithoutDiacritics) {
  EXPECT_EQ(Ids("zoe angstrom").front(), "dns");
  EXPECT_EQ(Ids("Müller").front(), "quic");
  EXPECT_EQ(Ids("muller").front(), "quic");
}

TEST_F(EngineTest, LeavesOutWhatIsExcluded) {
  EXPECT_THAT(Ids("hypertext OR dnssec"), UnorderedElementsAre("coffee", "dns"));
  EXPECT_THAT(Ids("test -quic"), ElementsAre("dns"));
  EXPECT_THAT(Ids("test -\"zero copy\""), ElementsAre("quic"));
}

TEST_F(EngineTest, BindsAndAcrossTheWholeEpisodeButAMomentToItself) {
  EXPECT_THAT(Ids("dnssec AND rfc9000"), ElementsAre("dns"));
  EXPECT_THAT(Ids("dnssec AND quic"), IsEmpty());
  EXPECT_THAT(Search({.query = "dnssec AND rfc9000", .group = Group::kMoments}).hits, IsEmpty());
  const SearchResponse episodes = Search({.query = "dnssec AND rfc9000"});
  ASSERT_THAT(episodes.hits, SizeIs(1));
  EXPECT_THAT(Starts(episodes.hits[0]), UnorderedElementsAre(60, 900));
}

TEST_F(EngineTest, RanksMomentsAcrossEpisodes) {
  const SearchResponse response = Search({.query = "coffee", .group = Group::kMoments});
  ASSERT_THAT(response.hits, SizeIs(2));
  EXPECT_EQ(response.group, Group::kMoments);
  for (const Hit& hit : response.hits) {
    EXPECT_EQ(hit.episode.id, "coffee");
    EXPECT_THAT(hit.moments, SizeIs(1));
  }
}

TEST_F(EngineTest, IgnoresStopWordsUnlessNothingElseIsAsked) {
  EXPECT_EQ(Ids("the quic of the and"), Ids("quic"));
  EXPECT_THAT(Ids("who"), ElementsAre("dns"));
  EXPECT_THAT(Ids("people who"), ElementsAre("dns"));
  EXPECT_THAT(Ids("who the"), IsEmpty());
  const SearchResponse response = Search({.query = "and the"});
  ASSERT_THAT(response.hits, SizeIs(1));
  EXPECT_THAT(response.hits[0].snippet, HasSubstr("<mark>and the</mark>"));
}

TEST_F(EngineTest, FindsNothingForNonsenseOrMerePunctuation) {
  EXPECT_THAT(Ids("zzyzzx"), IsEmpty());
  EXPECT_THAT(Ids("!?! …"), IsEmpty());
  EXPECT_EQ(Search({.query = "zzyzzx"}).total, 0u);
}

TEST_F(EngineTest, FiltersByShowPersonTagAndDate) {
  const auto filtered = [&](SearchFilter filter) {
    return IdsOf(SearchRequest{.query = "", .filter = std::move(filter)});
  };
  EXPECT_THAT(filtered({.shows = {"net"}}), UnorderedElementsAre("quic", "dns"));
  EXPECT_THAT(filtered({.shows = {"net", "old"}}), SizeIs(3));
  EXPECT_THAT(filtered({.persons = {"zoe ANGSTROM"}}), ElementsAre("dns"));
  EXPECT_THAT(filtered({.tags = {"web", "DNS"}}), UnorderedElementsAre("quic", "dns"));
  EXPECT_THAT(filtered({.after = "2025-11"}), ElementsAre("dns"));
  EXPECT_THAT(filtered({.before = "2025"}), ElementsAre("coffee"));
  EXPECT_THAT(filtered({.after = "2025-10-28", .before = "2025-10-29"}), ElementsAre("quic"));
  EXPECT_THAT(filtered({.shows = {"net"}, .before = "2025"}), IsEmpty());
}

TEST_F(EngineTest, FiltersMomentsByTheirEpisode) {
  const SearchRequest request{
      .query = "quic OR dnssec", .group = Group::kMoments, .filter = {.tags = {"dns"}}};
  const SearchResponse response = Search(request);
  ASSERT_THAT(response.hits, SizeIs(1));
  EXPECT_EQ(response.hits[0].episode.id, "dns");
  EXPECT_THAT(Search({.query = "", .group = Group::kMoments, .filter = {.shows = {"old"}}}).hits,
              SizeIs(2));
}

TEST_F(EngineTest, SortsByDateWhenAsked) {
  const SearchFilter all{.shows = {"net", "old"}};
  EXPECT_THAT(IdsOf({.query = "", .sort = Sort::kNewest, .filter = all}),
              ElementsAre("dns", "quic", "coffee"));
  EXPECT_THAT(IdsOf({.query = "", .sort = Sort::kOldest, .filter = all}),
              ElementsAre("coffee", "quic", "dns"));
}

TEST_F(EngineTest, SortsMomentsByTheDateOfTheirEpisode) {
  const SearchResponse response =
      Search({.query = "quic OR coffee", .group = Group::kMoments, .sort = Sort::kOldest});
  ASSERT_THAT(response.hits, SizeIs(4));
  EXPECT_EQ(response.hits.front().episode.id, "coffee");
  EXPECT_EQ(response.hits.back().episode.id, "quic");
}

TEST_F(EngineTest, PagesWithoutGapsOrRepeats) {
  const std::string query = "quic OR dnssec OR coffee";
  const std::vector<std::string> whole = Ids(query);
  ASSERT_THAT(whole, SizeIs(3));
  std::vector<std::string> paged;
  for (std::size_t offset = 0; offset < 3; ++offset) {
    for (const std::string& id : IdsOf({.query = query, .limit = 1, .offset = offset})) {
      paged.push_back(id);
    }
    EXPECT_EQ(Search({.query = query, .limit = 1, .offset = offset}).total, 3u);
  }
  EXPECT_EQ(paged, whole);
  EXPECT_THAT(IdsOf({.query = query, .limit = 0}), IsEmpty());
  EXPECT_THAT(IdsOf({.query = query, .offset = 3}), IsEmpty());
}

TEST_F(EngineTest, ScoresFromOneDownwards) {
  const SearchResponse response = Search({.query = "hypertext coffee test"});
  ASSERT_FALSE(response.hits.empty());
  double last = 1;
  for (const Hit& hit : response.hits) {
    EXPECT_GT(hit.score, 0);
    EXPECT_LE(hit.score, last);
    last = hit.score;
  }
}

TEST_F(EngineTest, ExplainsTheScoreByWord) {
  const SearchResponse response = Search({.query = "quic handshake", .explain = true});
  ASSERT_FALSE(response.hits.empty());
  EXPECT_EQ(response.parsed_query, "(any quic handshake)");
  EXPECT_EQ(response.plan, "(or quic handshak)");
  ASSERT_EQ(response.words.size(), 2u);
  EXPECT_THAT(response.words[1].forms, ::testing::ElementsAre("quic"));
  EXPECT_GT(response.words[1].episodes, response.words[1].titles);
  std::vector<std::string> names;
  for (const ScoreComponent& part : response.hits[0].explain) {
    names.push_back(part.name);
    EXPECT_GT(part.value, 0);
  }
  EXPECT_THAT(names, UnorderedElementsAre("bm25:quic", "bm25:handshak", "passage"));
}

TEST(EpisodeRanking, PutsWordsThatMeetInAChapterBeforeWordsThatAreSpread) {
  SmallIndex index;
  // The same words, the same lengths, and titles that say nothing.
  index.Fill(
      {R"({"id": "spread", "title": "One", "chapters": [{"start_s": 0, "title": "gopher tls"},
                  {"start_s": 60, "title": "coffee dns"}, {"start_s": 90, "title": "kernel bgp"}]})",
       R"({"id": "meet", "title": "Two", "chapters": [{"start_s": 0, "title": "kernel tls"},
                  {"start_s": 60, "title": "coffee gopher"}, {"start_s": 90, "title": "dns bgp"}]})"});
  const Result<Engine> engine = Engine::Open(index.path());
  ASSERT_TRUE(engine) << ToString(engine.error());
  const Result<SearchResponse> response = engine->Search({.query = "gopher coffee"});
  ASSERT_TRUE(response) << ToString(response.error());
  ASSERT_THAT(response->hits, SizeIs(2));
  EXPECT_EQ(response->hits[0].episode.id, "meet");
  EXPECT_GT(response->hits[0].score, response->hits[1].score);
}

TEST(EpisodeRanking, PutsATitleAskedForByNameFirstByWordsToo) {
  SmallIndex index;
  index.Fill(
      {R"({"id": "more", "title": "Gopher gopher coffee gopher", "description": "gopher gopher"})",
       R"({"id": "name", "title": "Gopher", "description": "Many other words stand in here."})",
       R"({"id": "rest", "title": "Tea"})"});
  const Result<Engine> engine = Engine::Open(index.path());
  ASSERT_TRUE(engine) << ToString(engine.error());
  const Result<SearchResponse> response =
      engine->Search({.query = "gopher", .mode = Mode::kLexical, .explain = true});
  ASSERT_TRUE(response) << ToString(response.error());
  ASSERT_THAT(response->hits, SizeIs(2));
  EXPECT_EQ(response->hits[0].episode.id, "name");
  EXPECT_EQ(response->hits[0].explain.back().name, "exact");
  EXPECT_LT(response->hits[0].score, response->hits[1].score);
}

TEST(EpisodeRanking, PutsTheTitleThatIsBeingTypedFirst) {
  SmallIndex index;
  std::vector<std::string> lines = {
      R"({"id": "typed", "title": "Ada and Grace: “Compilers” at work"})",
      R"({"id": "words", "title": "Talks", "description": "ada ada grace grace compilers"})"};
  // So many begin so that none of them is meant.
  for (int i = 0; i < 12; ++i) {
    lines.push_back(R"({"title": "Potluck )" + std::to_string(i) + "\"}");
  }
  index.Fill(lines);
  const Result<Engine> engine = Engine::Open(index.path());
  ASSERT_TRUE(engine) << ToString(engine.error());
  const auto search = [&](const std::string& query, bool typing) {
    const Result<SearchResponse> response = engine->Search(
        {.query = query, .mode = Mode::kLexical, .explain = true, .prefix_last = typing});
    EXPECT_TRUE(response) << query;
    return response ? *response : SearchResponse{};
  };
  for (const char* query :
       {"ada and gr", "ada and grace \"comp", "Ada an", "ada and grace compil"}) {
    const SearchResponse response = search(query, true);
    ASSERT_FALSE(response.hits.empty()) << query;
    EXPECT_EQ(response.hits[0].episode.id, "typed") << query;
    EXPECT_EQ(response.hits[0].explain.back().name, "exact") << query;
  }
  EXPECT_EQ(search("ada and grace", false).hits[0].explain.back().name, "passage");
  const SearchResponse many = search("potl", true);
  EXPECT_EQ(many.total, 12u);
  for (const ScoreComponent& part : many.hits[0].explain) EXPECT_NE(part.name, "exact");
  // What is to be left out is left out.
  for (const Hit& hit : search("grace -ada", true).hits) EXPECT_NE(hit.episode.id, "typed");
}

TEST(EpisodeRanking, TakesAnEpisodeWithoutChaptersForOnePassage) {
  SmallIndex index;
  index.Fill(
      {R"({"id": "chapters", "title": "One", "chapters": [{"start_s": 0, "title": "gopher tls"},
                  {"start_s": 60, "title": "coffee dns"}]})",
       R"({"id": "plain", "title": "Two", "description": "gopher tls coffee dns"})",
       R"({"id": "other", "title": "Three"})"});
  const Result<Engine> engine = Engine::Open(index.path());
  ASSERT_TRUE(engine) << ToString(engine.error());
  const Result<SearchResponse> response =
      engine->Search({.query = "gopher coffee", .explain = true});
  ASSERT_TRUE(response) << ToString(response.error());
  ASSERT_THAT(response->hits, SizeIs(2));
  EXPECT_EQ(response->hits[0].episode.id, "plain");
  EXPECT_EQ(response->hits[0].explain.back().name, "passage");
}

TEST_F(EngineTest, LeavesSnippetsAndMomentsOutWhenOnlyRankingIsAsked) {
  const SearchResponse response = Search({.query = "quic", .snippets = false});
  ASSERT_THAT(response.hits, SizeIs(1));
  EXPECT_THAT(response.hits[0].snippet, IsEmpty());
  EXPECT_THAT(response.hits[0].moments, IsEmpty());
}

TEST_F(EngineTest, SaysWhatIsWrongWithARequest) {
  EXPECT_EQ(SearchError({.query = " "}).code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(SearchError({.query = "x", .limit = 1001}).code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(SearchError({.query = "x", .offset = 10'001}).code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(SearchError({.query = "x", .filter = {.after = "soon"}}).code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(SearchError({.query = "x", .mode = Mode::kSemantic}).code, ErrorCode::kUnsupported);
}

TEST_F(EngineTest, AnswersAQueryThatItHadToMendAndSaysSo) {
  const SearchResponse response = Search({.query = "quic (dns"});
  EXPECT_THAT(response.hits, SizeIs(2));
  ASSERT_THAT(response.notes, SizeIs(1));
  EXPECT_EQ(response.notes[0].code, "unbalanced");
  EXPECT_EQ(response.notes[0].offset, 5u);
}

TEST_F(EngineTest, FindsEverythingElseWhenAQueryOnlyExcludes) {
  EXPECT_THAT(Ids("-quic"), ElementsAre("dns", "coffee"));
}

TEST_F(EngineTest, BoundsTheWordsThatAnalysisFindsInAQuery) {
  // One "word" to the parser, a thousand to the analyser.
  std::string chain;
  for (int i = 0; i < 900; ++i) chain += "x/";
  EXPECT_EQ(SearchError({.query = chain}).code, ErrorCode::kTooLarge);
}

TEST_F(EngineTest, EscapesWhatAPodcasterWrote) {
  index_.Fill(
      {R"({"id": "x", "title": "Markup", "description": "<script>alert('quic')</script> & more"})"});
  const SearchResponse response = Search({.query = "quic"});
  ASSERT_THAT(response.hits, SizeIs(1));
  EXPECT_THAT(response.hits[0].snippet,
              AllOf(HasSubstr("&lt;script&gt;"), HasSubstr("<mark>quic</mark>"),
                    Not(HasSubstr("<script"))));
}

TEST_F(EngineTest, SeesANewRevisionWithoutReopening) {
  const std::uint64_t before = Search({.query = "quic"}).revision;
  index_.Fill({R"({"id": "new", "title": "Quic again"})"});
  const SearchResponse after = Search({.query = "quic"});
  ASSERT_THAT(after.hits, SizeIs(1));
  EXPECT_EQ(after.hits[0].episode.id, "new");
  EXPECT_GT(after.revision, before);
}

TEST_F(EngineTest, ServesTheNewTextOfAnEpisodeThatKeptItsId) {
  EXPECT_THAT(Search({.query = "handshake"}).hits, SizeIs(1));
  index_.Fill({R"({"id": "quic", "title": "Changed", "description": "A handshake, rewritten."})"});
  const SearchResponse after = Search({.query = "handshake"});
  ASSERT_THAT(after.hits, SizeIs(1));
  EXPECT_EQ(after.hits[0].episode.title, "Changed");
  EXPECT_THAT(after.hits[0].snippet, HasSubstr("rewritten"));
}

TEST_F(EngineTest, GivesAnEpisodeBackAsItWasIndexed) {
  const Result<Episode> episode = engine_->GetEpisode("coffee");
  ASSERT_TRUE(episode) << ToString(episode.error());
  EXPECT_EQ(*episode, *ParseEpisodeJson(Episodes()[2]));
  const Result<Episode> missing = engine_->GetEpisode("tea");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
}

TEST_F(EngineTest, CountsWhatIsInTheIndex) {
  const Result<IndexInfo> info = engine_->Info();
  ASSERT_TRUE(info);
  EXPECT_EQ(info->episodes, 3u);
  EXPECT_EQ(info->passages, 9u);
  EXPECT_THAT(info->languages, ElementsAre("en"));
}

TEST_F(EngineTest, FindsWhatWasSaidInATranscriptWithoutChapters) {
  std::string cues;
  for (int i = 0; i < 60; ++i) {
    cues += (i ? "," : "") + std::string(R"({"start_s": )") + std::to_string(i * 10) +
            R"(, "end_s": )" + std::to_string(i * 10 + 10) + R"(, "text": ")" +
            (i == 30 ? "congestion control" : "small talk") + R"("})";
  }
  index_.Fill({R"({"id": "t", "title": "Talk", "url": "https://x.example", "transcript": [)" +
               cues + "]}"});
  const SearchResponse response = Search({.query = "congestion"});
  ASSERT_THAT(response.hits, SizeIs(1));
  // Second 300 is in the windows from 240 and from 300.
  EXPECT_THAT(Starts(response.hits[0]), UnorderedElementsAre(240, 300));
  EXPECT_THAT(response.hits[0].moments[0].snippet, HasSubstr("<mark>congestion</mark>"));
}

TEST(Engine, SaysHowToMakeAnIndexWhereThereIsNone) {
  const TemporaryDirectory directory;
  const Result<Engine> engine = Engine::Open(directory / "nowhere");
  ASSERT_FALSE(engine);
  EXPECT_EQ(engine.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(engine.error().remedy, HasSubstr("cuepoint index"));
}

TEST(Engine, SearchesWithTheStemsOfEveryLanguageOfTheIndex) {
  SmallIndex index;
  index.Fill({R"({"id": "de", "title": "Die Häuser", "language": "de"})",
              R"({"id": "en", "title": "Many houses", "language": "en"})"});
  const Result<Engine> engine = Engine::Open(index.path());
  ASSERT_TRUE(engine);
  const Result<SearchResponse> german = engine->Search({.query = "haus"});
  ASSERT_TRUE(german);
  ASSERT_THAT(german->hits, SizeIs(1));
  EXPECT_EQ(german->hits[0].episode.id, "de");
  const Result<SearchResponse> english = engine->Search({.query = "house"});
  ASSERT_TRUE(english);
  ASSERT_THAT(english->hits, SizeIs(1));
  EXPECT_EQ(english->hits[0].episode.id, "en");
}

TEST(Engine, AnswersAnEmptyIndexWithNothing) {
  const SmallIndex index;
  ASSERT_TRUE(IndexSources(index.path(), {}, {}));
  const Result<Engine> engine = Engine::Open(index.path());
  ASSERT_TRUE(engine) << ToString(engine.error());
  const Result<SearchResponse> response = engine->Search({.query = "quic \"a b\" -c"});
  ASSERT_TRUE(response) << ToString(response.error());
  EXPECT_THAT(response->hits, IsEmpty());
}

}  // namespace
}  // namespace cuepoint
