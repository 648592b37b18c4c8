// The site as a browser without a script gets it.
#include "server/pages.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "server/handlers.h"
#include "server/page_values.h"
#include "tests/server/fake_backend.h"

namespace cuepoint {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view kEvil = "<script>alert('x')</script>\"";
constexpr std::string_view kBrowser = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8";

std::string HeaderOf(const HttpReply& reply, std::string_view name) {
  for (const auto& [header, value] : reply.headers) {
    if (header == name) return value;
  }
  return {};
}

class SitePages : public ::testing::Test {
 protected:
  HttpReply Ask(const HttpRequest& request, SiteOptions site = {}) const {
    const Result<Api> api = Api::Create(backend_, {.site = std::move(site)});
    EXPECT_TRUE(api);
    return api->Handle(request);
  }
  HttpReply Get(std::string_view target, SiteOptions site = {}) const {
    return Ask({.method = "GET", .target = target, .host = "site.example", .accept = kBrowser},
               std::move(site));
  }

  std::shared_ptr<testing::FakeBackend> backend_ = std::make_shared<testing::FakeBackend>();
};

Episode WholeEpisode() {
  Episode episode;
  episode.id = "e1";
  episode.show = {.id = "net",
                  .title = "Net & Co",
                  .url = "https://net.example",
                  .language = "en",
                  .deep_link = {}};
  episode.number = 7;
  episode.title = "First";
  episode.url = "https://net.example/1";
  episode.published = "2025-12-09";
  episode.duration_s = 1000;
  episode.description = "One paragraph.\n\nAnother one.";
  episode.chapters = {{.start_s = 0, .title = "Welcome", .url = {}, .text = {}},
                      {.start_s = 582.5, .title = "QUIC on links", .url = {}, .text = "Notes"},
                      {.start_s = 900, .title = "Goodbye", .url = {}, .text = {}}};
  episode.people = {{.name = "Ada", .role = "guest", .bio = "Works", .url = "https://ada.example"}};
  episode.links = {{.url = "https://www.rfc.example/9000", .title = "RFC 9000", .start_s = {}}};
  return episode;
}

TEST_F(SitePages, ShowTheNewestEpisodesAndASearchForm) {
  backend_->get_episode = [](std::string_view) -> Result<Episode> { return WholeEpisode(); };
  const HttpReply reply = Get("/");
  ASSERT_EQ(reply.status, 200);
  EXPECT_EQ(HeaderOf(reply, "Content-Type"), "text/html; charset=utf-8");
  EXPECT_THAT(reply.body, StartsWith("<!doctype html>"));
  EXPECT_THAT(reply.body, HasSubstr("<title>Net &amp; Co: find the moment</title>"));
  EXPECT_THAT(reply.body, HasSubstr("<form slot=\"form\" class=\"search\" action=\"/\""));
  EXPECT_THAT(reply.body, HasSubstr("href=\"/episodes/e1\""));
  EXPECT_THAT(reply.body, HasSubstr("Dec 9, 2025"));
  EXPECT_THAT(reply.body, HasSubstr("href=\"/?q=QUIC%20on%20links\""));
  EXPECT_THAT(reply.body, HasSubstr("content=\"http://site.example/assets/social.png\""));
}

TEST_F(SitePages, ForbidInlineCodeAndFraming) {
  for (const char* const target : {"/", "/?q=quic", "/episodes/e1", "/nowhere", "/?offset=x"}) {
    const HttpReply reply = Get(target);
    const std::string policy = HeaderOf(reply, "Content-Security-Policy");
    EXPECT_THAT(policy, AllOf(HasSubstr("default-src 'none'"), HasSubstr("frame-ancestors 'none'"),
                              Not(HasSubstr("unsafe"))))
        << target;
    EXPECT_FALSE(HeaderOf(reply, "Referrer-Policy").empty());
  }
}

TEST_F(SitePages, ShowResultsWithoutAScript) {
  SearchRequest asked;
  backend_->search = [&asked](const SearchRequest& request) {
    asked = request;
    Result<SearchResponse> response = testing::FakeBackend::EchoSearch(request);
    response->total = 25;
    response->offset = request.offset;
    response->facets = {{.facet = Facet::kPerson,
                         .values = {{.value = "Ada", .title = {}, .count = 3},
                                    {.value = "Bob & Co", .title = {}, .count = 1}}}};
    return response;
  };
  const HttpReply reply = Get("/?q=quic&person=Ada&offset=10&fbclid=1&limit=9999");
  ASSERT_EQ(reply.status, 200);
  EXPECT_EQ(asked.query, "quic");
  EXPECT_EQ(asked.limit, kResultsPerPage);
  EXPECT_EQ(asked.offset, 10u);
  EXPECT_THAT(asked.filter.persons, ElementsAre("Ada"));
  EXPECT_EQ(reply.hits, 1u);
  EXPECT_THAT(reply.body, HasSubstr("value=\"quic\""));
  EXPECT_THAT(reply.body, HasSubstr("<a href=\"/episodes/e1\">First</a>"));
  EXPECT_THAT(reply.body, HasSubstr("<a href=\"/episodes/e1#t=582\">"));
  EXPECT_THAT(reply.body, HasSubstr("about <mark>QUIC</mark>"));
  EXPECT_THAT(reply.body, HasSubstr("11 to 11 of 25 episodes"));
  // Picked is what leads away from it again; choices keep the query and go back to the first page.
  EXPECT_THAT(reply.body, HasSubstr("<a href=\"/?q=quic\" aria-current=\"true\">Ada <i>3</i>"));
  EXPECT_THAT(reply.body, HasSubstr("href=\"/?q=quic&amp;person=Ada&amp;person=Bob%20%26%20Co\""));
  EXPECT_THAT(reply.body, HasSubstr("href=\"/?q=quic&amp;person=Ada\" rel=\"prev\""));
  EXPECT_THAT(reply.body, HasSubstr("href=\"/?q=quic&amp;person=Ada&amp;offset=11\" rel=\"next\""));
  EXPECT_THAT(reply.body, HasSubstr("<meta name=\"robots\" content=\"noindex\">"));
}

TEST_F(SitePages, SayWhatIsWrongWithAQuestionAndKeepIt) {
  backend_->search = [](const SearchRequest&) -> Result<SearchResponse> {
    return Error{.code = ErrorCode::kBadQuery,
                 .message = "a parenthesis is not closed <",
                 .source = "query",
                 .offset = 0};
  };
  const HttpReply reply = Get("/?q=%28dns");
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(HeaderOf(reply, "Cache-Control"), "no-store");
  EXPECT_THAT(reply.body, HasSubstr("A parenthesis is not closed &lt;."));
  EXPECT_THAT(reply.body, HasSubstr("value=\"(dns\""));
}

TEST_F(SitePages, ShowAnEpisodeWithChaptersPeopleLinksAndWhatIsLikeIt) {
  backend_->get_episode = [](std::string_view) -> Result<Episode> { return WholeEpisode(); };
  const HttpReply reply = Get("/episodes/e1");
  ASSERT_EQ(reply.status, 200);
  EXPECT_THAT(reply.body, HasSubstr("<h1>First</h1>"));
  EXPECT_THAT(reply.body, HasSubstr("<p>One paragraph.</p><p>Another one.</p>"));
  EXPECT_THAT(reply.body, HasSubstr("<li id=\"t=582\"><a href=\"https://net.example/1#t=582\" "
                                    "data-start=\"582\"><span class=\"time\">9:42</span>"));
  EXPECT_THAT(reply.body, HasSubstr("<a href=\"https://ada.example\" rel=\"external\">Ada</a>"));
  EXPECT_THAT(reply.body, HasSubstr("<span class=\"host\">rfc.example</span>"));
  EXPECT_THAT(reply.body, HasSubstr("href=\"/episodes/e2\""));
  EXPECT_THAT(reply.body, HasSubstr("Also with Ada"));
  EXPECT_THAT(reply.body,
              HasSubstr("<link rel=\"canonical\" href=\"http://site.example/episodes/e1\">"));
}

TEST_F(SitePages, SeekTheirOwnPlayerWhereThereIsSound) {
  backend_->get_episode = [](std::string_view) -> Result<Episode> {
    Episode episode = WholeEpisode();
    episode.audio_url = "https://cdn.example/1.mp3";
    return episode;
  };
  const HttpReply reply = Get("/episodes/e1");
  EXPECT_THAT(reply.body,
              HasSubstr("<audio controls preload=\"none\" src=\"https://cdn.example/1.mp3\""));
  EXPECT_THAT(reply.body, HasSubstr("<a href=\"#t=582\" data-start=\"582\">"));
}

TEST_F(SitePages, EscapeWhateverAnEpisodeSays) {
  backend_->get_episode = [](std::string_view) -> Result<Episode> {
    const std::string evil(kEvil);
    Episode episode = WholeEpisode();
    episode.id = "e1" + evil;
    episode.title = episode.description = episode.show.title = evil;
    episode.url = episode.audio_url = episode.show.url = "javascript:alert(1)";
    episode.show.deep_link = "javascript:alert({seconds})";
    episode.chapters = {{.start_s = 1, .title = evil, .url = evil, .text = evil}};
    episode.people = {{.name = evil, .role = evil, .bio = evil, .url = "javascript:alert(1)"}};
    episode.links = {{.url = "javascript:alert(1)", .title = evil, .start_s = {}},
                     {.url = "https://a.example/\"><script>", .title = evil, .start_s = {}}};
    return episode;
  };
  for (const char* const target : {"/", "/episodes/e1", "/opensearch.xml", "/nowhere"}) {
    const HttpReply reply = Get(target);
    EXPECT_THAT(reply.body, Not(HasSubstr("<script>"))) << target;
    EXPECT_THAT(reply.body, Not(HasSubstr("\"javascript:"))) << target;
    EXPECT_THAT(reply.body, HasSubstr("&lt;script&gt;")) << target;
  }
}

TEST_F(SitePages, EscapeWhateverASearchGivesBack) {
  backend_->search = [](const SearchRequest& request) {
    const std::string evil(kEvil);
    Result<SearchResponse> response = testing::FakeBackend::EchoSearch(request);
    Hit& hit = response->hits.front();
    hit.episode.title = hit.episode.id = hit.snippet = evil;
    hit.episode.people = {Person{evil, "guest", "", ""}};
    hit.moments.front().title = hit.moments.front().snippet = evil;
    response->suggestion = evil;
    response->facets = {{.facet = Facet::kPerson,
                         .values = {{.value = evil, .title = {}, .count = 3},
                                    {.value = "b", .title = {}, .count = 1}}}};
    return response;
  };
  const HttpReply reply = Get("/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(reply.body, Not(HasSubstr("<script>")));
  EXPECT_THAT(reply.body, HasSubstr("value=\"&quot;&gt;&lt;script&gt;"));
}

TEST_F(SitePages, TakeAddressesFromTheHostOnlyWhereItIsOne) {
  const HttpReply evil =
      Ask({.method = "GET", .target = "/", .host = "evil\"><script>", .accept = kBrowser});
  EXPECT_THAT(evil.body, Not(HasSubstr("evil")));
  EXPECT_THAT(evil.body, Not(HasSubstr("rel=\"canonical\"")));

  const HttpReply fixed = Get("/?q=quic", {.public_url = "https://net.example/find/"});
  EXPECT_THAT(fixed.body, HasSubstr("content=\"https://net.example/find/assets/social.png\""));
  EXPECT_THAT(fixed.body, HasSubstr("href=\"https://net.example/find/?q=quic\""));
  EXPECT_THAT(fixed.body, HasSubstr("href=\"/find/episodes/e1\""));
  EXPECT_THAT(fixed.body, Not(HasSubstr("site.example")));
}

TEST_F(SitePages, MakeTheSiteASearchEngineOfTheBrowser) {
  const HttpReply reply = Get("/opensearch.xml", {.title = "A name of more than sixteen bytes"});
  ASSERT_EQ(reply.status, 200);
  EXPECT_THAT(HeaderOf(reply, "Content-Type"), StartsWith("application/opensearchdescription+xml"));
  EXPECT_THAT(reply.body, HasSubstr("template=\"http://site.example/?q={searchTerms}\""));
  EXPECT_THAT(reply.body, HasSubstr("<ShortName>A name of more t</ShortName>"));
}

TEST_F(SitePages, AreForBrowsersWhileProgramsGetProblems) {
  EXPECT_THAT(Get("/nowhere").body, HasSubstr("No such page."));
  EXPECT_EQ(Get("/nowhere").status, 404);
  EXPECT_EQ(Get("/episodes/nothing").status, 404);
  EXPECT_EQ(HeaderOf(Get("/nowhere"), "Cache-Control"), "no-store");
  EXPECT_EQ(HeaderOf(Get("/v1/nowhere"), "Content-Type"), "application/problem+json");
  EXPECT_EQ(HeaderOf(Get("/v1/episodes/nothing"), "Content-Type"), "application/problem+json");
  const HttpReply program = Ask({.method = "GET", .target = "/nowhere", .accept = "*/*"});
  EXPECT_EQ(HeaderOf(program, "Content-Type"), "application/problem+json");
}

TEST_F(SitePages, TellOfAFailureWithoutItsParticulars) {
  backend_->info = []() -> Result<IndexInfo> {
    return Error{.code = ErrorCode::kUnavailable, .message = "at /secret/index"};
  };
  const HttpReply reply = Get("/");
  EXPECT_EQ(reply.status, 503);
  EXPECT_FALSE(HeaderOf(reply, "Retry-After").empty());
  EXPECT_THAT(reply.body, AllOf(HasSubstr("One moment"), Not(HasSubstr("secret"))));
  EXPECT_THAT(reply.failure, HasSubstr("/secret/index"));
}

TEST_F(SitePages, KeepWorkingWithoutRelatedEpisodes) {
  backend_->related = [](const RelatedRequest&) -> Result<RelatedResponse> {
    return Error{.code = ErrorCode::kUnavailable, .message = "no encoder"};
  };
  const HttpReply reply = Get("/episodes/e1");
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(reply.body, Not(HasSubstr("Related episodes")));
  EXPECT_THAT(reply.failure, HasSubstr("no encoder"));
}

TEST_F(SitePages, AreReadFromTheIndexOncePerRevision) {
  int reads = 0;
  std::uint64_t revision = 7;
  backend_->info = [&revision]() -> Result<IndexInfo> {
    IndexInfo info;
    info.revision = revision;
    return info;
  };
  backend_->get_episode = [&reads](std::string_view) -> Result<Episode> {
    ++reads;
    return WholeEpisode();
  };
  const Result<Api> api = Api::Create(backend_);
  ASSERT_TRUE(api);
  const HttpRequest home{.method = "GET", .target = "/"};
  for (int i = 0; i < 3; ++i) EXPECT_EQ(api->Handle(home).status, 200);
  EXPECT_EQ(reads, 1);
  revision = 8;
  EXPECT_EQ(api->Handle(home).status, 200);
  EXPECT_EQ(reads, 2);
}

class Revalidated : public SitePages, public ::testing::WithParamInterface<const char*> {};

TEST_P(Revalidated, IsNotSentTwiceUntilTheIndexChanges) {
  const Result<Api> api = Api::Create(backend_);
  ASSERT_TRUE(api);
  HttpRequest request{.method = "GET", .target = GetParam(), .accept = kBrowser};
  const HttpReply first = api->Handle(request);
  ASSERT_EQ(first.status, 200);
  EXPECT_EQ(HeaderOf(first, "Cache-Control"), "no-cache");
  const std::string etag = HeaderOf(first, "ETag");
  ASSERT_FALSE(etag.empty());

  request.if_none_match = etag;
  const HttpReply second = api->Handle(request);
  EXPECT_EQ(second.status, 304);
  EXPECT_THAT(second.body, IsEmpty());
  EXPECT_EQ(HeaderOf(second, "ETag"), etag);

  backend_->info = []() -> Result<IndexInfo> {
    IndexInfo info;
    info.revision = 8;
    return info;
  };
  const HttpReply third = api->Handle(request);
  EXPECT_EQ(third.status, 200);
  EXPECT_NE(HeaderOf(third, "ETag"), etag);
}

INSTANTIATE_TEST_SUITE_P(Table, Revalidated,
                         ::testing::Values("/", "/?q=quic", "/episodes/e1", "/opensearch.xml",
                                           "/v1/search?q=quic", "/v1/suggest?q=qu",
                                           "/v1/episodes/e1", "/v1/episodes/e1/related"));

TEST_F(SitePages, AreCompressedForWhoTakesIt) {
  const HttpReply plain = Get("/");
  const HttpReply gzip = Ask({.method = "GET", .target = "/", .accept_encoding = "gzip"});
  const HttpReply brotli = Ask({.method = "GET", .target = "/", .accept_encoding = "gzip, br"});
  EXPECT_EQ(HeaderOf(plain, "Vary"), "Accept-Encoding");
  EXPECT_EQ(HeaderOf(plain, "Content-Encoding"), "");
  EXPECT_EQ(HeaderOf(gzip, "Content-Encoding"), "gzip");
  EXPECT_EQ(HeaderOf(brotli, "Content-Encoding"), "br");
  EXPECT_LT(gzip.body.size(), plain.body.size() / 2);
  EXPECT_LT(brotli.body.size(), plain.body.size() / 2);
  const HttpReply little = Ask({.method = "GET", .target = "/healthz", .accept_encoding = "gzip"});
  EXPECT_EQ(HeaderOf(little, "Content-Encoding"), "");
}

}  // namespace
}  // namespace cuepoint
