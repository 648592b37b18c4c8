#include "server/site_router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "fake_backend.h"

namespace cuepoint {
namespace {

using testing::FakeBackend;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kBrowser = "text/html,*/*";

// What opens a backend that knows one episode, "e1", of the show `show`.
LiveIndex::Opener OpenShow(const std::string& show) {
  return [show]() -> Result<std::shared_ptr<const SearchBackend>> {
    auto backend = std::make_shared<FakeBackend>();
    backend->get_episode = [show](std::string_view id) -> Result<Episode> {
      Result<Episode> episode = FakeBackend::OneEpisode(id);
      if (episode) episode->show.title = show;
      return episode;
    };
    return std::shared_ptr<const SearchBackend>(std::move(backend));
  };
}

std::shared_ptr<LiveIndex> MakeIndex(const std::string& name, std::vector<SiteOptions> sites,
                                     LiveIndex::Opener opener) {
  std::vector<ApiOptions> options;
  for (SiteOptions& site : sites) {
    options.emplace_back();
    options.back().name = name;
    options.back().site = std::move(site);
  }
  Result<std::unique_ptr<LiveIndex>> index =
      LiveIndex::Create(name, std::move(options), std::move(opener));
  EXPECT_TRUE(index);
  return *std::move(index);
}

SiteOptions At(const std::string& base_path, const std::string& public_url = {}) {
  SiteOptions site;
  site.base_path = base_path;
  site.public_url = public_url;
  return site;
}

std::string HeaderOf(const HttpReply& reply, std::string_view name) {
  for (const HttpHeader& header : reply.headers) {
    if (header.first == name) return header.second;
  }
  return {};
}

// "a" at /a, "deep" at /a/deep and at the host deep.example.
class SiteRouterTest : public ::testing::Test {
 protected:
  SiteRouterTest() {
    SiteMount a;
    a_ = MakeIndex("a", {At("/a")}, OpenShow("Show A"));
    a.index = a_;
    a.path = "/a";
    SiteMount deep;
    deep_ = MakeIndex("deep", {At("/a/deep"), At("")}, OpenShow("Deep"));
    deep.index = deep_;
    deep.path = "/a/deep";
    deep.hosts = {"deep.example"};
    deep.host_site = 1;
    options_.mounts = {a, deep};
  }

  SiteRouter Router() const {
    Result<SiteRouter> router = SiteRouter::Create(options_);
    EXPECT_TRUE(router);
    return *std::move(router);
  }

  void OpenAll() {
    ASSERT_TRUE(a_->Open());
    ASSERT_TRUE(deep_->Open());
  }

  static HttpReply Get(const SiteRouter& router, std::string_view target,
                       std::string_view host = "localhost:8080", std::string_view accept = {}) {
    return router.Handle({.method = "GET", .target = target, .host = host, .accept = accept});
  }

  std::shared_ptr<LiveIndex> a_;
  std::shared_ptr<LiveIndex> deep_;
  SiteRouterOptions options_;
};

TEST_F(SiteRouterTest, ChoosesByHostFirstAndThenByTheLongestPath) {
  OpenAll();
  const SiteRouter router = Router();
  struct Case {
    std::string_view target;
    std::string_view host;
    std::string_view index;
    int status;
  };
  for (const Case& expected : {Case{"/a/v1/search?q=x", "localhost", "a", 200},
                               Case{"/a/deep/v1/search?q=x", "localhost", "deep", 200},
                               Case{"/a/deeper/v1/search?q=x", "localhost", "a", 404},
                               Case{"/v1/search?q=x", "deep.example", "deep", 200},
                               Case{"/v1/search?q=x", "DEEP.example.:8080", "deep", 200},
                               Case{"/a/v1/search?q=x", "deep.example", "deep", 404},
                               Case{"/v1/search?q=x", "other.example", "", 404},
                               Case{"/ab/v1/search?q=x", "localhost", "", 404},
                               Case{"/a%2Fv1/search?q=x", "localhost", "", 404},
                               Case{"/a/v1/episodes/e1", "localhost", "a", 200}}) {
    const HttpReply reply = Get(router, expected.target, expected.host);
    EXPECT_EQ(reply.status, expected.status) << expected.target << " at " << expected.host;
    EXPECT_EQ(reply.index, expected.index) << expected.target << " at " << expected.host;
  }
}

TEST_F(SiteRouterTest, MakesEveryLinkOfAPageUnderItsPath) {
  OpenAll();
  const SiteRouter router = Router();
  for (const std::string_view target :
       {"/a/", "/a/?q=quic", "/a/episodes/e1", "/a/nothing", "/a/opensearch.xml"}) {
    const std::string page = Get(router, target, "localhost:8080", kBrowser).body;
    EXPECT_THAT(page, Not(HasSubstr("href=\"/\""))) << target;
    for (const std::string_view root : {"\"/assets", "\"/cuepoint.js", "\"/episodes", "\"/?q",
                                        "\"/v1", "8080/assets", "8080/v1", "8080/?q"}) {
      EXPECT_THAT(page, Not(HasSubstr(root))) << target;
    }
    EXPECT_THAT(page, HasSubstr("/a/")) << target;
  }
  EXPECT_THAT(Get(router, "/a/", "localhost:8080", kBrowser).body, HasSubstr("api=\"/a/\""));
  EXPECT_THAT(Get(router, "/a/opensearch.xml").body,
              HasSubstr("template=\"http://localhost:8080/a/?q={searchTerms}\""));
  EXPECT_EQ(Get(router, "/a/cuepoint.js").status, 200);
  EXPECT_EQ(Get(router, "/a/assets/site.css").status, 200);
}

TEST_F(SiteRouterTest, MakesLinksWithoutAPathForAHost) {
  OpenAll();
  const SiteRouter router = Router();
  const std::string page = Get(router, "/", "deep.example", kBrowser).body;
  EXPECT_THAT(page, HasSubstr("api=\"/\""));
  EXPECT_THAT(page, HasSubstr("href=\"/episodes/e1\""));
  EXPECT_THAT(page, Not(HasSubstr("/a/deep")));
}

TEST_F(SiteRouterTest, LeadsFromAPathToItsSlashWhateverStandsInFront) {
  OpenAll();
  const SiteRouter router = Router();
  const HttpReply plain = Get(router, "/a");
  EXPECT_EQ(plain.status, 308);
  EXPECT_EQ(HeaderOf(plain, "Location"), "a/");
  EXPECT_EQ(HeaderOf(Get(router, "/a/deep?q=x&y=//evil.example"), "Location"),
            "deep/?q=x&y=//evil.example");
}

TEST_F(SiteRouterTest, ListsTheIndexesAtItsRoot) {
  ASSERT_TRUE(a_->Open());
  const SiteRouter router = Router();
  const nlohmann::json list = nlohmann::json::parse(Get(router, "/").body);
  EXPECT_EQ(list, nlohmann::json::parse(R"({"indexes": [
    {"name": "a", "url": "/a/", "title": "Show A", "episodes": 1, "ready": true},
    {"name": "deep", "url": "/a/deep/", "title": "deep", "episodes": 0, "ready": false}]})"));
  const HttpReply page = Get(router, "/", "localhost", kBrowser);
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(HeaderOf(page, "Content-Security-Policy"), HasSubstr("default-src 'none'"));
  EXPECT_THAT(page.body, HasSubstr("href=\"/a/\""));
  EXPECT_THAT(page.body, HasSubstr("Show A"));
  EXPECT_EQ(Get(router, "/assets/site.css").status, 200);
}

TEST_F(SiteRouterTest, ListsThemUnderThePathThatAProxyTakesOff) {
  OpenAll();
  options_.base = "/podcasts";
  options_.title = "<Ours>";
  const std::string page = Get(Router(), "/", "localhost", kBrowser).body;
  EXPECT_THAT(page, HasSubstr("href=\"/podcasts/a/\""));
  EXPECT_THAT(page, HasSubstr("href=\"/podcasts/assets/site.css\""));
  EXPECT_THAT(page, HasSubstr("&lt;Ours&gt;"));
}

TEST_F(SiteRouterTest, AnswersOutsideEveryIndexFromTheOneWithoutAPath) {
  SiteMount rest;
  const auto index = MakeIndex("rest", {At("")}, OpenShow("Rest"));
  ASSERT_TRUE(index->Open());
  rest.index = index;
  rest.path = "/";
  options_.mounts.push_back(rest);
  OpenAll();
  const SiteRouter router = Router();
  EXPECT_EQ(Get(router, "/v1/search?q=x").index, "rest");
  EXPECT_EQ(Get(router, "/ab").index, "rest");
  EXPECT_EQ(Get(router, "/a/v1/search?q=x").index, "a");
}

TEST_F(SiteRouterTest, IsHealthyAndNotReadyUntilAllAreOpen) {
  const SiteRouter router = Router();
  EXPECT_EQ(Get(router, "/healthz").status, 200);
  const HttpReply before = Get(router, "/readyz");
  EXPECT_EQ(before.status, 503);
  EXPECT_THAT(before.body, HasSubstr("not ready: a, deep"));
  const HttpReply search = Get(router, "/a/v1/search?q=x");
  EXPECT_EQ(search.status, 503);
  EXPECT_NE(HeaderOf(search, "Retry-After"), "");
  EXPECT_EQ(Get(router, "/a/", "localhost", kBrowser).status, 503);
  ASSERT_TRUE(a_->Open());
  EXPECT_THAT(Get(router, "/readyz").body, HasSubstr("not ready: deep"));
  EXPECT_EQ(Get(router, "/a/v1/search?q=x").status, 200);
  ASSERT_TRUE(deep_->Open());
  const HttpReply after = Get(router, "/readyz");
  EXPECT_EQ(after.status, 200);
  EXPECT_EQ(nlohmann::json::parse(after.body)["indexes"][1]["name"], "deep");
  EXPECT_EQ(after.route, "/readyz");
}

TEST_F(SiteRouterTest, LetsABrokenIndexFailAlone) {
  OpenAll();
  auto broken = std::make_shared<FakeBackend>();
  const Error gone{.code = ErrorCode::kUnavailable, .message = "/secret/b is gone"};
  broken->info = [gone]() -> Result<IndexInfo> { return gone; };
  broken->search = [gone](const SearchRequest&) -> Result<SearchResponse> { return gone; };
  const auto index =
      MakeIndex("b", {At("/b")}, [broken]() -> Result<std::shared_ptr<const SearchBackend>> {
        return std::shared_ptr<const SearchBackend>(broken);
      });
  ASSERT_TRUE(index->Open());
  SiteMount mount;
  mount.index = index;
  mount.path = "/b";
  options_.mounts.push_back(mount);
  const SiteRouter router = Router();
  EXPECT_EQ(Get(router, "/b/v1/search?q=x").status, 503);
  EXPECT_EQ(Get(router, "/a/v1/search?q=x").status, 200);
  const HttpReply ready = Get(router, "/readyz");
  EXPECT_EQ(ready.status, 503);
  EXPECT_THAT(ready.body, HasSubstr("not ready: b"));
  EXPECT_THAT(ready.body, Not(HasSubstr("secret")));
  EXPECT_THAT(ready.failure, HasSubstr("/secret/b is gone"));
}

TEST_F(SiteRouterTest, RefusesMountsThatCannotBeToldApart) {
  options_.mounts[1].path = "/a";
  EXPECT_FALSE(SiteRouter::Create(options_));
  options_.mounts[1].path = "";
  EXPECT_TRUE(SiteRouter::Create(options_));
  options_.mounts[1].hosts.clear();
  EXPECT_FALSE(SiteRouter::Create(options_));
  EXPECT_FALSE(SiteRouter::Create({}));
}

TEST(LiveIndex, AnswersFromTheOldIndexWhereTheNewOneCannotBeOpened) {
  int opened = 0;
  const auto index =
      MakeIndex("a", {At("")}, [&opened]() -> Result<std::shared_ptr<const SearchBackend>> {
        if (++opened == 2) return Error{.code = ErrorCode::kCorrupt, .message = "half copied"};
        return OpenShow("Show " + std::to_string(opened))();
      });
  const auto page = [&index] {
    return index->Handle(0, {.method = "GET", .target = "/", .accept = kBrowser}).body;
  };
  EXPECT_FALSE(index->is_open());
  ASSERT_TRUE(index->Open());
  EXPECT_TRUE(index->is_open());
  EXPECT_THAT(page(), HasSubstr("Show 1"));
  EXPECT_FALSE(index->Open());
  EXPECT_TRUE(index->is_open());
  EXPECT_THAT(page(), HasSubstr("Show 1"));
  ASSERT_TRUE(index->Open());
  EXPECT_THAT(page(), HasSubstr("Show 3"));
}

TEST(LiveIndex, ForgetsTagsOfTheOldIndexThoughRevisionsAreTheSame) {
  const auto index = MakeIndex("a", {At("")}, OpenShow("Show"));
  ASSERT_TRUE(index->Open());
  const HttpRequest request{.method = "GET", .target = "/v1/episodes/e1"};
  const std::string first = HeaderOf(index->Handle(0, request), "ETag");
  ASSERT_TRUE(index->Open());
  const std::string second = HeaderOf(index->Handle(0, request), "ETag");
  EXPECT_NE(first, "");
  EXPECT_NE(first, second);
}

TEST(LiveIndex, CountsOnThroughAnOpeningAnew) {
  const auto index = MakeIndex("a", {At(""), At("")}, OpenShow("Show"));
  ASSERT_TRUE(index->Open());
  static_cast<void>(index->Handle(0, {.method = "GET", .target = "/v1/search?q=x"}));
  static_cast<void>(index->Handle(1, {.method = "GET", .target = "/v1/search?q=y"}));
  EXPECT_EQ(index->Figures().searches, 2u);
  ASSERT_TRUE(index->Open());
  EXPECT_EQ(index->Figures().searches, 2u);
  EXPECT_EQ(index->Figures().name, "a");
}

TEST(HostName, LeavesPortAndFinalDotOut) {
  EXPECT_EQ(HostName("Search.Example:8080"), "search.example");
  EXPECT_EQ(HostName("search.example."), "search.example");
  EXPECT_EQ(HostName("[::1]:80"), "[::1]");
  EXPECT_EQ(HostName("[::1]"), "[::1]");
  EXPECT_EQ(HostName(""), "");
}

}  // namespace
}  // namespace cuepoint
