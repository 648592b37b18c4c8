#include "query/response_json.h"

#include <cmath>
#include <limits>
#include <random>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "corpus/native/json_writer.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

using Json = nlohmann::ordered_json;

SearchResponse Sample(Group group) {
  Hit hit;
  hit.episode = {.id = "netstack-17",
                 .show = "netstack.fm",
                 .show_title = "Netstack.FM",
                 .number = 17,
                 .title = "QUIC & \"friends\"",
                 .url = "https://netstack.fm/17",
                 .published = "2025-12-09",
                 .duration_s = 5160,
                 .people = {{"Max Inden", "guest", "not shown", "https://example.org/max"}}};
  hit.score = 0.9312345678;
  hit.matched = {"lexical", "semantic"};
  hit.snippet = "…<mark>QUIC</mark>…";
  hit.moments = {{582, 747, "Loss recovery", "https://netstack.fm/17#t=582", 0.88, "…"}};
  if (group == Group::kEpisodes) {
    hit.moments.push_back({3912.5, std::nullopt, "Outro", "", 1.0 / 3, ""});
  }
  SearchResponse response;
  response.query = "quic";
  response.mode = Mode::kHybrid;
  response.group = group;
  response.total = 3;
  response.took_ms = 0.41;
  response.hits.push_back(hit);
  return response;
}

TEST(ResponseToJson, WritesEpisodesAsTheContractSays) {
  EXPECT_EQ(
      ResponseToJson(Sample(Group::kEpisodes)),
      R"({"query":"quic","mode":"hybrid","total":3,"took_ms":0.41,"suggestion":null,"corrected":false,"hits":[{)"
      R"("episode":{"id":"netstack-17","show":"netstack.fm","number":17,)"
      R"("title":"QUIC & \"friends\"","url":"https://netstack.fm/17","published":"2025-12-09",)"
      R"("duration_s":5160,"people":[{"name":"Max Inden","role":"guest",)"
      R"("url":"https://example.org/max"}],"show_title":"Netstack.FM"},)"
      R"("score":0.931235,"matched":["lexical","semantic"],"snippet":"…<mark>QUIC</mark>…",)"
      R"("moments":[{"start_s":582,"end_s":747,"time":"9:42","title":"Loss recovery",)"
      R"("url":"https://netstack.fm/17#t=582","score":0.88,"snippet":"…"},)"
      R"({"start_s":3912.5,"end_s":null,"time":"1:05:12","title":"Outro","url":"",)"
      R"("score":0.333333,"snippet":""}]}]})");
}

TEST(ResponseToJson, WritesMomentsWithTheirEpisode) {
  EXPECT_EQ(
      ResponseToJson(Sample(Group::kMoments)),
      R"({"query":"quic","mode":"hybrid","total":3,"took_ms":0.41,"suggestion":null,"corrected":false,)"
      R"("hits":[{"start_s":582,"end_s":747,"time":"9:42","title":"Loss recovery",)"
      R"("url":"https://netstack.fm/17#t=582","score":0.88,"snippet":"…",)"
      R"("matched":["lexical","semantic"],)"
      R"("episode":{"id":"netstack-17","show":"netstack.fm","number":17,)"
      R"("title":"QUIC & \"friends\"","url":"https://netstack.fm/17",)"
      R"("published":"2025-12-09","duration_s":5160,"people":[{"name":"Max Inden",)"
      R"("role":"guest","url":"https://example.org/max"}],"show_title":"Netstack.FM"}}]})");
}

TEST(ResponseToJson, WritesExplanationsOnlyWhenAskedFor) {
  SearchResponse response = Sample(Group::kMoments);
  EXPECT_FALSE(Json::parse(ResponseToJson(response)).contains("parsed_query"));
  response.parsed_query = "(any quic)";
  response.plan = "quic";
  response.words = {{.forms = {"quic"}, .episodes = 3, .titles = 1}};
  response.suggestion = "quick";
  response.hits[0].explain = {{"bm25:quic", 1.5, {{"tf", 2}}}};
  response.stages = {{"parse", 0.25}};
  const Json json = Json::parse(ResponseToJson(response));
  EXPECT_EQ(json["parsed_query"], "(any quic)");
  EXPECT_EQ(json["explain"], Json::parse(R"json({"parsed": "(any quic)", "plan": "quic",
                     "words": [{"forms": ["quic"], "episodes": 3, "titles": 1}]})json"));
  EXPECT_EQ(json["suggestion"], "quick");
  EXPECT_EQ(json["hits"][0]["explain"],
            Json::parse(R"([{"name": "bm25:quic", "value": 1.5, "tf": 2}])"));
  EXPECT_EQ(json["stages_ms"], Json::parse(R"({"parse": 0.25})"));
}

TEST(ResponseToJson, WritesNotesOnlyWhereThereAreAny) {
  SearchResponse response = Sample(Group::kEpisodes);
  EXPECT_FALSE(Json::parse(ResponseToJson(response)).contains("notes"));
  response.notes = {{"unbalanced", "left out", 3}, {"time", "too long", std::nullopt}};
  EXPECT_EQ(Json::parse(ResponseToJson(response))["notes"],
            Json::parse(R"([{"code": "unbalanced", "message": "left out", "offset": 3},
                            {"code": "time", "message": "too long"}])"));
}

TEST(ResponseToJson, KeepsTheKeysOfFactsThatAreNotKnown) {
  SearchResponse response;
  response.hits.emplace_back();
  const Json json = Json::parse(ResponseToJson(response));
  const Json& episode = json["hits"][0]["episode"];
  EXPECT_TRUE(episode.at("number").is_null());
  EXPECT_TRUE(episode.at("duration_s").is_null());
  EXPECT_EQ(episode.at("people"), Json::array());
  EXPECT_EQ(json["hits"][0]["moments"], Json::array());
}

TEST(BatchLineToJson, WritesOneLine) {
  SearchResponse response;
  response.total = 12;
  response.took_ms = 1.5;
  EXPECT_EQ(BatchLineToJson("q\n1", response),
            R"({"_id":"q\n1","total":12,"took_ms":1.5,"hits":[]})");
  const std::string line = BatchLineToJson("q1", Sample(Group::kEpisodes));
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_EQ(Json::parse(line)["hits"],
            Json::parse(ResponseToJson(Sample(Group::kEpisodes)))["hits"]);
}

TEST(JsonWriter, WritesNumbersAsShortAsTheyReadBack) {
  JsonWriter json;
  json.BeginArray();
  for (const double value :
       {0.0, 582.0, 0.1, -2.5, 1e300, std::nan(""), std::numeric_limits<double>::infinity()}) {
    json.Number(value);
  }
  json.Rounded(123456789, 6);
  json.Rounded(2.0 / 3, 6);
  json.Rounded(1e-12, 6);
  json.Rounded(-std::numeric_limits<double>::infinity(), 6);
  json.Integer(std::numeric_limits<std::int64_t>::min());
  json.Unsigned(std::numeric_limits<std::uint64_t>::max());
  json.EndArray();
  EXPECT_EQ(std::move(json).Take(),
            "[0,582,0.1,-2.5,1e+300,null,null,1.23457e+08,0.666667,1e-12,null,"
            "-9223372036854775808,18446744073709551615]");
}

TEST(JsonWriter, EscapesEveryByteAtEveryPlaceLikeTheLibrary) {
  // Eight bytes are looked at together, so every byte is tried at every place around that.
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t before = 0; before < 18; ++before) {
      std::string value(before, 'a');
      value += static_cast<char>(byte);
      value += "bcdefghijk";
      JsonWriter json;
      json.String(value);
      const std::string text = std::move(json).Take();
      ASSERT_EQ(Json::parse(text).get<std::string>(), RepairUtf8(value)) << byte << " " << before;
      if (byte < 0x20 || byte >= 0x80) continue;
      ASSERT_EQ(text, Json(value).dump());
    }
  }
}

/// Strings that are hard to write: brackets, quotation marks, controls, UTF-8 good and bad.
class HardStrings {
 public:
  std::string Next() {
    static constexpr std::string_view kPieces[] = {
        "a",    "\"",       "\\",           "\n", "ü",          "日",  "👩",
        "\xFF", "\xE2\x82", "\xED\xA0\x80", "{",  "plain text", "\x1F"};
    std::string text;
    for (std::size_t n = random_() % 12; n > 0; --n) {
      text += kPieces[random_() % std::size(kPieces)];
    }
    if (random_() % 8 == 0) text += '\0';
    return text;
  }
  std::mt19937& random() { return random_; }

 private:
  std::mt19937 random_{9};  // NOLINT(cert-msc51-cpp): the same strings on every run.
};

TEST(ResponseToJson, ReadsBackWhateverItHolds) {
  HardStrings strings;
  std::mt19937& random = strings.random();
  for (int round = 0; round < 500; ++round) {
    SearchResponse response;
    response.query = strings.Next();
    response.group = random() % 2 == 0 ? Group::kEpisodes : Group::kMoments;
    response.total = random();
    if (random() % 2 == 0) response.suggestion = strings.Next();
    for (std::size_t n = random() % 4; n > 0; --n) {
      Hit& hit = response.hits.emplace_back();
      hit.episode.id = strings.Next();
      hit.episode.title = strings.Next();
      if (random() % 2 == 0) hit.episode.number = static_cast<std::int64_t>(random()) - 1'000'000;
      hit.episode.people = {{strings.Next(), strings.Next(), strings.Next(), strings.Next()}};
      hit.matched = {strings.Next()};
      hit.snippet = strings.Next();
      hit.moments = {{static_cast<double>(random() % 10'000) / 8, std::nullopt, strings.Next(),
                      strings.Next(), 0.5, strings.Next()}};
    }
    const Json json = Json::parse(ResponseToJson(response));
    ASSERT_EQ(json["query"], RepairUtf8(response.query));
    ASSERT_EQ(json["total"], response.total);
    ASSERT_EQ(json["hits"].size(), response.hits.size());
    for (std::size_t i = 0; i < response.hits.size(); ++i) {
      const Hit& hit = response.hits[i];
      const Json& written = json["hits"][i];
      ASSERT_EQ(written["episode"]["id"], RepairUtf8(hit.episode.id));
      ASSERT_EQ(written["episode"]["title"], RepairUtf8(hit.episode.title));
      ASSERT_EQ(written["episode"]["people"][0]["role"], RepairUtf8(hit.episode.people[0].role));
      ASSERT_EQ(written["matched"][0], RepairUtf8(hit.matched[0]));
      const Json& moment = response.group == Group::kMoments ? written : written["moments"][0];
      ASSERT_EQ(moment["start_s"], hit.moments[0].start_s);
      ASSERT_EQ(moment["title"], RepairUtf8(hit.moments[0].title));
      ASSERT_EQ(moment["snippet"], RepairUtf8(hit.moments[0].snippet));
    }
  }
}

}  // namespace
}  // namespace cuepoint
