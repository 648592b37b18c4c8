#include "server/metrics.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/prometheus_text.h"
#include "server/routes.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Samples by name and labels as written. Fails the test on a line that the format does not have, on
// a family without help and type, and on one whose samples do not stand together.
std::map<std::string, double> Parse(const std::string& text) {
  std::map<std::string, double> samples;
  std::set<std::string> begun;
  std::string family;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# HELP ")) {
      family = line.substr(7, line.find(' ', 7) - 7);
      EXPECT_TRUE(begun.insert(family).second) << "begun twice: " << family;
      continue;
    }
    if (line.starts_with("# TYPE ")) {
      EXPECT_EQ(line.substr(7, line.find(' ', 7) - 7), family);
      continue;
    }
    EXPECT_TRUE(line.starts_with(family)) << line;
    const std::size_t space = line.rfind(' ');
    char* end = nullptr;
    const std::string value = line.substr(space + 1);
    const double number = std::strtod(value.c_str(), &end);
    EXPECT_EQ(*end, '\0') << line;
    EXPECT_TRUE(samples.emplace(line.substr(0, space), number).second) << "twice: " << line;
  }
  return samples;
}

TEST(Metrics, CountRequestsByRouteMethodAndStatus) {
  Metrics metrics;
  metrics.Record(
      {.method = "GET", .status = 200, .took_ms = 0.3, .bytes = 10, .route = "/v1/search"});
  metrics.Record({.method = "GET", .status = 200, .took_ms = 3, .bytes = 5, .route = "/v1/search"});
  metrics.Record({.method = "HEAD", .status = 304, .took_ms = 9000, .route = "/v1/search"});
  const auto samples = Parse(metrics.Render());
  const std::string requests = "cuepoint_http_requests_total";
  EXPECT_EQ(samples.at(requests + R"({route="/v1/search",method="GET",status="200"})"), 2);
  EXPECT_EQ(samples.at(requests + R"({route="/v1/search",method="HEAD",status="304"})"), 1);
  EXPECT_EQ(samples.at(R"(cuepoint_http_response_bytes_total{route="/v1/search"})"), 15);
}

TEST(Metrics, HaveAHistogramOfDurationsForEachRoute) {
  Metrics metrics;
  for (const double ms : {0.05, 0.1, 0.3, 3.0, 9000.0}) {
    metrics.Record({.method = "GET", .status = 200, .took_ms = ms, .route = "/v1/suggest"});
  }
  const auto samples = Parse(metrics.Render());
  const auto at = [&samples](const std::string& part, const std::string& le) {
    const std::string bound = le.empty() ? "" : ",le=\"" + le + '"';
    return samples.at("cuepoint_http_request_duration_seconds" + part + R"({route="/v1/suggest")" +
                      bound + "}");
  };
  EXPECT_EQ(at("_bucket", "0.0001"), 2);  // A bound belongs to its bucket.
  EXPECT_EQ(at("_bucket", "0.00025"), 2);
  EXPECT_EQ(at("_bucket", "0.0005"), 3);
  EXPECT_EQ(at("_bucket", "0.005"), 4);
  EXPECT_EQ(at("_bucket", "2.5"), 4);
  EXPECT_EQ(at("_bucket", "+Inf"), 5);
  EXPECT_EQ(at("_count", ""), 5);
  EXPECT_NEAR(at("_sum", ""), 9.00345, 1e-9);
}

TEST(Metrics, MakeNoLabelOfWhatClientsSend) {
  Metrics metrics;
  for (int i = 0; i < 1000; ++i) {
    const std::string evil = "evil" + std::to_string(i);
    metrics.Record({.client = evil,
                    .method = evil,
                    .path = evil,
                    .status = 600 + i,
                    .route = evil,
                    .index = evil,
                    .query = evil});
  }
  metrics.Record({});
  const std::string text = metrics.Render();
  EXPECT_THAT(text, Not(HasSubstr("evil")));
  const auto samples = Parse(text);
  EXPECT_EQ(
      samples.at(R"(cuepoint_http_requests_total{route="other",method="other",status="other"})"),
      1001);
}

TEST(Metrics, KnowEveryRoute) {
  Metrics metrics;
  for (const std::string_view route : kRoutePatterns) {
    metrics.Record({.method = "GET", .status = 200, .route = route});
  }
  EXPECT_THAT(metrics.Render(), Not(HasSubstr("\"other\"")));
}

TEST(Metrics, ShowTheLoadEachIndexAndTheProcess) {
  Metrics metrics;
  metrics.load()->connections = 7;
  metrics.load()->queued = 3;
  metrics.load()->busy_workers = 2;
  metrics.load()->shed = 5;
  metrics.SetIndexes([] {
    IndexFigures a;
    a.name = "net\"stack\\";
    a.ready = true;
    a.revision = 12;
    a.episodes = 10;
    a.zero_result_searches = 4;
    a.encodings = 2;
    a.encoding_s = 0.25;
    a.cache_hits = 6;
    IndexFigures b;
    b.name = "other";
    return std::vector{a, b};
  });
  const auto samples = Parse(metrics.Render());
  EXPECT_EQ(samples.at("cuepoint_http_connections"), 7);
  EXPECT_EQ(samples.at("cuepoint_http_queue_length"), 3);
  EXPECT_EQ(samples.at("cuepoint_http_workers_busy"), 2);
  EXPECT_EQ(samples.at("cuepoint_http_shed_total"), 5);
  const std::string label = R"({index="net\"stack\\"})";
  EXPECT_EQ(samples.at("cuepoint_index_ready" + label), 1);
  EXPECT_EQ(samples.at(R"(cuepoint_index_ready{index="other"})"), 0);
  EXPECT_EQ(samples.at("cuepoint_index_revision" + label), 12);
  EXPECT_EQ(samples.at("cuepoint_zero_result_searches_total" + label), 4);
  EXPECT_EQ(samples.at("cuepoint_encoder_seconds_sum" + label), 0.25);
  EXPECT_EQ(samples.at("cuepoint_encoder_seconds_count" + label), 2);
  EXPECT_EQ(samples.at("cuepoint_cache_hits_total" + label), 6);
  EXPECT_GT(samples.at("process_resident_memory_bytes"), 1 << 20);
  EXPECT_GE(samples.at("process_open_fds"), 3);
}

TEST(Metrics, CountWhileTheyAreShown) {
  Metrics metrics;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&metrics] {
      for (int i = 0; i < 1000; ++i) {
        metrics.Record({.method = "GET", .status = 200, .took_ms = 1, .route = "/"});
        if (i % 250 == 0) Parse(metrics.Render());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Parse(metrics.Render())
                .at(R"(cuepoint_http_requests_total{route="/",method="GET",status="200"})"),
            4000);
}

TEST(Metrics, AreServedUnderTheirPathOnly) {
  const HttpHandler handler =
      MakeMetricsHandler(std::make_shared<Metrics>(), [](const HttpRequest&) {
        HttpReply reply;
        reply.status = 404;
        return reply;
      });
  const HttpReply reply = handler({.method = "GET", .target = "/metrics"});
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.route, "/metrics");
  EXPECT_THAT(reply.headers, ::testing::Contains(::testing::Pair(
                                 "Content-Type", "text/plain; version=0.0.4; charset=utf-8")));
  EXPECT_EQ(handler({.method = "HEAD", .target = "/metrics?x"}).status, 200);
  EXPECT_EQ(handler({.method = "POST", .target = "/metrics"}).status, 405);
  EXPECT_EQ(handler({.method = "GET", .target = "/metrics/"}).status, 404);
  EXPECT_EQ(handler({.method = "GET", .target = "/"}).status, 404);
}

TEST(Metrics, ArePassedByPrometheusOwnCheck) {
  if (std::system("command -v promtool >/dev/null 2>&1") != 0) {
    GTEST_SKIP() << "there is no promtool (Debian's package prometheus)";
  }
  Metrics metrics;
  metrics.Record({.method = "GET", .status = 200, .took_ms = 0.3, .route = "/v1/search"});
  metrics.SetIndexes([] { return std::vector(1, IndexFigures{.name = "a\"b\\c\nd"}); });
  const TemporaryDirectory directory;
  const std::string file = directory / "metrics";
  std::ofstream(file) << metrics.Render();
  EXPECT_EQ(std::system(("promtool check metrics < '" + file + "'").c_str()), 0);
}

TEST(PrometheusText, WritesNumbersAsTheFormatHasThem) {
  EXPECT_EQ(PrometheusNumber(0.1), "0.1");
  EXPECT_EQ(PrometheusNumber(0.0001), "0.0001");
  EXPECT_EQ(PrometheusNumber(0), "0");
  EXPECT_EQ(PrometheusNumber(1e300), "1e+300");
  EXPECT_EQ(PrometheusNumber(1.0 / 0.0), "+Inf");
}

}  // namespace
}  // namespace cuepoint
