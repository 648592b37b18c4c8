#include "tools/traffic.h"

#include <cmath>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "server/access_format.h"
#include "tools/traffic_report.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::Not;

struct Asked {
  std::string client = "10.0.0.1";
  std::string time = "2026-11-22T10:00:00.000Z";
  std::string query = {};
  std::string hash = {};
  std::size_t hits = 1;
  int status = 200;
  double ms = 1;
  std::string route = "/v1/search";
  std::string index = {};
};

AccessRecord RecordOf(const Asked& asked) {
  AccessRecord record{.client = asked.client,
                      .method = "GET",
                      .path = "/v1/search",
                      .status = asked.status,
                      .took_ms = asked.ms,
                      .bytes = 10,
                      .route = asked.route,
                      .index = asked.index};
  if (asked.status == 200) record.hits = asked.hits;
  return record;
}

std::string TextLine(const Asked& asked) {
  return asked.time + " info " +
         FormatAccess(RecordOf(asked), {.text = asked.query, .hash = asked.hash});
}

std::string JsonLine(const Asked& asked) {
  return "{\"time\":\"" + asked.time + "\",\"level\":\"info\"," +
         FormatAccessJson(RecordOf(asked), {.text = asked.query, .hash = asked.hash}).substr(1);
}

TEST(AccessLog, ReadsBackWhatTheServerWrites) {
  const Asked asked{.query = "Zürich \"a\\b\"\n client=evil", .hits = 7, .ms = 12.5, .index = "a"};
  for (const std::string& line :
       {TextLine(asked), JsonLine(asked), "Nov 22 10:00:00 host cuepoint[71]: " + TextLine(asked),
        "Nov 22 10:00:00 host cuepoint[71]: " + JsonLine(asked) + "\r"}) {
    LoggedAccess access;
    ASSERT_EQ(ParseLogLine(line, access), LogLineKind::kAccess) << line;
    EXPECT_EQ(access.time, asked.time);
    EXPECT_EQ(access.day(), "2026-11-22");
    EXPECT_EQ(access.client, "10.0.0.1");
    EXPECT_EQ(access.status, 200);
    EXPECT_EQ(access.ms, 12.5);
    EXPECT_EQ(access.bytes, 10u);
    EXPECT_EQ(access.hits, 7u);
    EXPECT_EQ(access.route, "/v1/search");
    EXPECT_EQ(access.index, "a");
    EXPECT_EQ(access.query, asked.query);
  }
}

TEST(AccessLog, ReadsLinesOfEarlierVersions) {
  LoggedAccess access;
  EXPECT_EQ(ParseLogLine("2026-11-22T22:17:49.045Z info client=127.0.0.1 method=GET "
                         "path=\"/v1/search\" status=200 ms=0.653 bytes=1282 hits=1",
                         access),
            LogLineKind::kAccess);
  EXPECT_EQ(access.route, "");
  EXPECT_EQ(access.hits, 1u);
}

TEST(AccessLog, TellsWhatElseTheServerSaysFromGarbage) {
  LoggedAccess access;
  const std::string time = "2026-11-22T10:00:00.000Z";
  for (const std::string& line :
       {time + " info \"opened /srv anew\"",
        "{\"time\":\"" + time + "\",\"level\":\"info\",\"message\":\"opened\"}"}) {
    EXPECT_EQ(ParseLogLine(line, access), LogLineKind::kNotice) << line;
  }
  for (const std::string& line :
       {time + " error \"a info client=x status=200\"",
        "{\"time\":\"" + time + "\",\"level\":\"error\",\"message\":\"broke\"}"}) {
    EXPECT_EQ(ParseLogLine(line, access), LogLineKind::kProblem) << line;
  }
  for (const std::string& line : std::vector<std::string>{
           std::string(), std::string("listening on http://127.0.0.1:8080"),
           std::string("127.0.0.1 - - [22/Nov/2026] \"GET / HTTP/1.1\" 200 12"),
           std::string("{\"time\":\"") + time + "\"", std::string("{\"time\":\"yesterday\"}"),
           "{\"time\":\"" + time + "\",\"level\":\"info\",\"status\":\"200\",\"ms\":1}",
           "{\"time\":\"" + time + "\",\"level\":\"info\",\"status\":200,\"ms\":1,\"hits\":-1}",
           "{\"time\":\"" + time + "\",\"level\":\"info\",\"status\":1e99,\"ms\":1}",
           time + " info client=1 path=\"/ status=200 ms=1",
           time + " info client=1 status=20x ms=1", time + " info client=1 status=200 ms=nan",
           time + " info client=1 path=\"\\x0\" status=200", time + " info client=1 =",
           "9999-99-99T info client=1 status=200 ms=1", std::string(5000, '['),
           std::string(5000, '{'), std::string("\xff\xfe\x00 info client=", 17)}) {
    EXPECT_EQ(ParseLogLine(line, access), LogLineKind::kUnknown) << line.substr(0, 100);
  }
}

TEST(LatencyHistogram, IsNeverTooShortAndAtMostOnePercentTooLong) {
  LatencyHistogram histogram;
  EXPECT_EQ(histogram.Quantile(0.5), 0);
  std::vector<double> all;
  for (int i = 1; i <= 1000; ++i) {
    const double ms = 0.01 * std::pow(1.013, i);
    all.push_back(ms);
    histogram.Add(ms);
  }
  for (const double share : {0.001, 0.5, 0.9, 0.99, 1.0}) {
    const double exact = all[static_cast<std::size_t>(std::ceil(share * 1000)) - 1];
    EXPECT_GE(histogram.Quantile(share), exact * (1 - 1e-9)) << share;
    EXPECT_LE(histogram.Quantile(share), exact * 1.0101) << share;
  }
  EXPECT_EQ(histogram.max(), all.back());
}

Traffic Sum(const std::vector<Asked>& requests) {
  Traffic traffic;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    traffic.Add(i % 2 == 0 ? TextLine(requests[i]) : JsonLine(requests[i]));
  }
  traffic.Finish();
  return traffic;
}

TEST(Traffic, CountsRoutesDaysAndIndexes) {
  const Traffic traffic = Sum({{.time = "2026-11-21T23:59:59.000Z", .ms = 2, .index = "a"},
                               {.hits = 0, .ms = 4, .index = "b"},
                               {.status = 503, .ms = 8, .index = "b"},
                               {.status = 404, .route = ""}});
  EXPECT_EQ(traffic.requests(), 4u);
  EXPECT_EQ(traffic.searches(), 2u);
  EXPECT_EQ(traffic.without_hits(), 1u);
  const RouteTraffic& search = traffic.routes().at("/v1/search");
  EXPECT_EQ(search.requests, 3u);
  EXPECT_EQ(search.by_status.at(503), 1u);
  EXPECT_NEAR(search.latency.Quantile(0.5), 4, 0.05);
  EXPECT_EQ(traffic.routes().at("(none)").requests, 1u);
  EXPECT_EQ(traffic.indexes().at("b"), 2u);
  ASSERT_EQ(traffic.days().size(), 2u);
  const DayTraffic& day = traffic.days().at("2026-11-22");
  EXPECT_EQ(day.requests, 3u);
  EXPECT_EQ(day.searches, 1u);
  EXPECT_EQ(day.without_hits, 1u);
  EXPECT_EQ(day.errors, 1u);
  EXPECT_EQ(traffic.first_time(), "2026-11-21T23:59:59.000Z");
}

TEST(Traffic, CountsWhatWasTypedOnTheWayToAQueryOnce) {
  const auto at = [](int second) {
    return "2026-11-22T10:00:" + std::string(second < 10 ? "0" : "") + std::to_string(second) +
           ".000Z";
  };
  const Traffic traffic = Sum({{.time = at(1), .query = "q", .hits = 0},
                               {.client = "10.0.0.2", .time = at(1), .query = "dns"},
                               {.time = at(2), .query = "qui"},
                               {.time = at(3), .query = "QUIC"},
                               {.time = at(4), .query = "quic"},
                               {.time = at(30), .query = "quic loss"},
                               {.time = at(31), .query = "tcp"}});
  EXPECT_EQ(traffic.searches(), 5u);
  EXPECT_EQ(traffic.typed_through(), 2u);
  EXPECT_EQ(traffic.without_hits(), 0u);
  const std::vector<QueryTraffic> top = traffic.TopQueries(2);
  ASSERT_EQ(top.size(), 2u);
  EXPECT_EQ(top[0].text, "quic");
  EXPECT_EQ(top[0].searches, 2u);
  EXPECT_EQ(top[1].text, "dns");
}

TEST(Traffic, ListsQueriesThatMostlyFoundNothing) {
  const Traffic traffic = Sum({{.client = "1", .query = "zig", .hits = 0},
                               {.client = "2", .query = "zig", .hits = 0},
                               {.client = "3", .query = "quic", .hits = 0},
                               {.client = "4", .query = "quic"},
                               {.client = "5", .hash = "00ff", .hits = 0}});
  EXPECT_THAT(traffic.QueriesWithoutHits(10),
              ElementsAre(Field(&QueryTraffic::text, "zig"), Field(&QueryTraffic::text, "00ff")));
  EXPECT_TRUE(traffic.QueriesWithoutHits(10)[1].is_hash);
}

TEST(Traffic, IsWrittenForPeopleAndForPrograms) {
  Traffic traffic;
  traffic.Add(TextLine({.query = "quic\x1b[31m", .ms = 0.5}));
  traffic.Add(TextLine({.client = "2", .query = "zig", .hits = 0, .ms = 0.5}));
  traffic.Add("garbage");
  traffic.Finish();
  const std::string text = TrafficText(traffic, 10, Style(false));
  EXPECT_THAT(text, HasSubstr("2 requests from 2026-11-22 to 2026-11-22\n"
                              "2 searches, 1 with nothing found (50.0 %)\n"));
  EXPECT_THAT(text, HasSubstr("/v1/search         2    2    0    0    0"));
  EXPECT_THAT(text, HasSubstr("searched for and not found\n  1  zig\n"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  const nlohmann::json json = nlohmann::json::parse(TrafficJson(traffic, 10));
  EXPECT_EQ(json["requests"], 2);
  EXPECT_EQ(json["unknown_lines"], 1);
  EXPECT_EQ(json["routes"][0]["by_status"]["200"], 2);
  EXPECT_NEAR(json["routes"][0]["p99_ms"].get<double>(), 0.5, 0.006);
  EXPECT_EQ(json["queries_without_hits"][0]["query"], "zig");
}

}  // namespace
}  // namespace cuepoint
