#include "server/response_cache.h"

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/handlers.h"
#include "server/target.h"
#include "tests/server/fake_backend.h"

namespace cuepoint {
namespace {

using ::testing::Contains;
using ::testing::Not;
using ::testing::Pair;

const auto kHit = Contains(Pair("Server-Timing", "cache;desc=hit"));

std::string HeaderOf(const HttpReply& reply, std::string_view name) {
  for (const auto& [header, value] : reply.headers) {
    if (header == name) return value;
  }
  return {};
}

class CachedAnswers : public ::testing::Test {
 protected:
  void SetUp() override {
    backend_->search = [this](const SearchRequest& request) {
      ++searches_;
      Result<SearchResponse> response = testing::FakeBackend::EchoSearch(request);
      response->hits[0].snippet = std::string(3000, 'a');  // Worth compressing.
      response->total = request.query == "nothing" ? 0 : 1;
      response->settled = settled_;
      return response;
    };
    backend_->info = [this]() -> Result<IndexInfo> {
      IndexInfo info;
      info.revision = revision_;
      return info;
    };
  }

  HttpReply Get(const std::string& target, std::string_view accept_encoding = {}) const {
    return api_.Handle({.method = "GET", .target = target, .accept_encoding = accept_encoding});
  }

  int searches_ = 0;
  std::uint64_t revision_ = 1;
  bool settled_ = true;
  const std::shared_ptr<testing::FakeBackend> backend_ = std::make_shared<testing::FakeBackend>();
  const Api api_ = *Api::Create(backend_);
};

TEST_F(CachedAnswers, AreSentAgainAsTheyWereAndSaySo) {
  const HttpReply first = Get("/v1/search?q=quic");
  const HttpReply second = Get("/v1/search?q=quic");
  EXPECT_EQ(searches_, 1);
  EXPECT_EQ(second.body, first.body);
  EXPECT_EQ(second.hits, first.hits);
  EXPECT_EQ(second.query, "quic");
  EXPECT_EQ(second.route, "/v1/search");
  EXPECT_EQ(HeaderOf(second, "ETag"), HeaderOf(first, "ETag"));
  EXPECT_EQ(HeaderOf(second, "Cache-Control"), "no-cache");
  EXPECT_THAT(first.headers, Not(kHit));
  EXPECT_THAT(second.headers, kHit);
}

TEST_F(CachedAnswers, AreThoseToTheSameQuestionHoweverItIsWritten) {
  Get("/v1/search?q=zero+copy&person=Ada&limit=5");
  for (const char* target : {"/v1/search?limit=5&q=zero%20copy&person=Ada",
                             "/v1/search?q=zero+copy&person=%41da&limit=5",
                             "/v1/search?q=zero+copy&person=Ada&limit=5&mode=&utm_source=feed"}) {
    EXPECT_THAT(Get(target).headers, kHit) << target;
  }
  for (const char* target :
       {"/v1/search?q=zero+copy&person=Ada&limit=6", "/v1/search?q=zero+copy&person=ada&limit=5",
        "/v1/search?q=zero+copy&person=Ada", "/v1/suggest?q=zero+copy&limit=5"}) {
    EXPECT_THAT(Get(target).headers, Not(kHit)) << target;
  }
}

TEST_F(CachedAnswers, EndWithTheRevisionOfTheIndex) {
  Get("/v1/search?q=quic");
  revision_ = 2;
  const HttpReply other = Get("/v1/search?q=quic");
  EXPECT_THAT(other.headers, Not(kHit));
  EXPECT_EQ(searches_, 2);
  EXPECT_THAT(Get("/v1/search?q=quic").headers, kHit);
}

TEST_F(CachedAnswers, AreKeptInEveryFormThatIsAskedFor) {
  const HttpReply plain = Get("/v1/search?q=quic");
  const HttpReply gzip = Get("/v1/search?q=quic", "gzip");
  const HttpReply brotli = Get("/v1/search?q=quic", "gzip, br");
  EXPECT_EQ(searches_, 3);
  for (const auto& [again, first, coding] :
       {std::tuple(Get("/v1/search?q=quic"), plain, ""),
        std::tuple(Get("/v1/search?q=quic", "gzip"), gzip, "gzip"),
        std::tuple(Get("/v1/search?q=quic", "br"), brotli, "br")}) {
    EXPECT_THAT(again.headers, kHit);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(HeaderOf(again, "Content-Encoding"), coding);
    EXPECT_EQ(HeaderOf(again, "Vary"), "Accept-Encoding");
  }
}

TEST_F(CachedAnswers, AreNoProblemsNoExplanationsAndNothingPreliminary) {
  for (const char* target : {"/v1/search?q=a&limit=0", "/v1/search?q=a&explain=true"}) {
    Get(target);
    EXPECT_THAT(Get(target).headers, Not(kHit)) << target;
  }
  settled_ = false;
  EXPECT_EQ(HeaderOf(Get("/v1/search?q=a"), "ETag"), "");
  settled_ = true;
  EXPECT_THAT(Get("/v1/search?q=a").headers, Not(kHit));
  EXPECT_THAT(Get("/v1/search?q=a").headers, kHit);
}

TEST_F(CachedAnswers, CanBeTurnedOff) {
  const Api api = *Api::Create(backend_, {.cache_bytes = 0});
  for (int i = 0; i < 2; ++i) {
    const HttpReply reply = api.Handle({.method = "GET", .target = "/v1/search?q=a"});
    EXPECT_THAT(reply.headers, Not(kHit));
  }
  EXPECT_EQ(api.Figures().cache_misses, 0u);
}

TEST_F(CachedAnswers, AreCounted) {
  for (const char* target :
       {"/v1/search?q=a", "/v1/search?q=a", "/v1/search?q=nothing", "/v1/search?q=nothing"}) {
    Get(target);
  }
  const IndexFigures figures = api_.Figures();
  EXPECT_EQ(figures.searches, 4u);
  EXPECT_EQ(figures.zero_result_searches, 2u);
  EXPECT_EQ(figures.engine_calls, 2u);
  EXPECT_EQ(figures.cache_hits, 2u);
  EXPECT_EQ(figures.cache_misses, 2u);
  EXPECT_EQ(figures.cache_entries, 2u);
  EXPECT_GT(figures.cache_bytes, 6000u);
}

TEST(ResponseCache, NeverHoldsMoreThanItMayAndKeepsWhatIsUsed) {
  constexpr std::size_t kLimit = 1 << 20;
  ResponseCache cache(kLimit);
  ApiAnswer answer;
  answer.reply.body = std::string(1000, 'a');
  cache.Insert("used", answer);
  for (int i = 0; i < 5000; ++i) {
    cache.Insert(std::to_string(i), answer);
    EXPECT_NE(cache.Find("used"), nullptr);
    ASSERT_LE(cache.bytes(), kLimit);
  }
  EXPECT_GT(cache.entries(), 400u);
  EXPECT_EQ(cache.Find("0"), nullptr);
  answer.reply.body = std::string(kLimit, 'a');
  cache.Insert("huge", answer);
  EXPECT_EQ(cache.Find("huge"), nullptr);
}

TEST(ResponseCache, ServesManyThreads) {
  ResponseCache cache(1 << 18);
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&cache, &wrong, t] {
      for (int i = 0; i < 2000; ++i) {
        const std::string key = std::to_string((i * 7 + t) % 300);
        if (const auto found = cache.Find(key)) {
          if (found->reply.body != key) ++wrong;
        } else {
          ApiAnswer answer;
          answer.reply.body = key;
          cache.Insert(key, answer);
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(cache.hits() + cache.misses(), 8000u);
}

TEST(ResponseKey, DiffersWithWhateverAnAnswerDependsOn) {
  const auto key = [](std::uint64_t revision, std::string_view route, std::string_view argument,
                      std::vector<QueryParam> params, ContentCoding coding) {
    return ResponseKey(revision, route, argument, NormalizedParams(params), coding);
  };
  const ContentCoding none = ContentCoding::kIdentity;
  const std::vector<std::string> keys = {
      key(1, "/a", "", {}, none),
      key(2, "/a", "", {}, none),
      key(1, "/b", "", {}, none),
      key(1, "/a", "x", {}, none),
      key(1, "/a", "", {{"q", "x"}}, none),
      key(1, "/a", "", {{"q", "x"}, {"r", "y"}}, none),
      key(1, "/a", "", {{"q", "xr"}, {"y", "z"}}, none),
      key(1, "/a", "", {{"q", "x"}, {"q", "y"}}, none),
      key(1, "/a", "", {{"q", "y"}, {"q", "x"}}, none),
      key(1, "/a", "", {{"q", std::string("x\0y", 3)}}, none),
      key(1, "/a", "", {}, ContentCoding::kGzip),
      key(1, "/a", "", {}, ContentCoding::kBrotli),
  };
  for (std::size_t i = 0; i < keys.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) EXPECT_NE(keys[i], keys[j]) << i << ' ' << j;
  }
}

}  // namespace
}  // namespace cuepoint
