#include "corpus/native/native_json.h"

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(NativeJson, ReadsEveryField) {
  const auto episode = ParseEpisodeJson(R"({
    "id": "quokka-3",
    "show": {"id": "quokka", "title": "Quokka Hour", "url": "https://quokka.example",
             "language": "en", "deep_link": "{url}&at={seconds}"},
    "number": 3, "season": 1, "title": "Burrows", "url": "https://quokka.example/3",
    "audio_url": "https://quokka.example/3.mp3", "published": "2024-02-29", "duration_s": 1800.5,
    "language": "en-AU", "tags": ["marsupials", "digging"], "description": "All about burrows.",
    "chapters": [{"start_s": 0, "title": "Hello", "url": "https://quokka.example/3#a",
                  "text": "We say hello."},
                 {"start_s": 62.5, "title": "Dirt"}],
    "people": [{"name": "Ada", "role": "guest", "bio": "Digs.", "url": "https://ada.example"}],
    "links": [{"url": "https://dirt.example", "title": "Dirt", "start_s": 62.5},
              {"url": "https://x.example"}],
    "transcript": [{"start_s": 0, "end_s": 4.2, "speaker": "Ada", "text": "Hello."}]})");
  ASSERT_TRUE(episode) << ToString(episode.error());
  Episode expected;
  expected.id = "quokka-3";
  expected.show = {"quokka", "Quokka Hour", "https://quokka.example", "en", "{url}&at={seconds}"};
  expected.number = 3;
  expected.season = 1;
  expected.title = "Burrows";
  expected.url = "https://quokka.example/3";
  expected.audio_url = "https://quokka.example/3.mp3";
  expected.published = "2024-02-29";
  expected.duration_s = 1800.5;
  expected.language = "en-AU";
  expected.tags = {"marsupials", "digging"};
  expected.description = "All about burrows.";
  expected.chapters = {{0, "Hello", "https://quokka.example/3#a", "We say hello."},
                       {62.5, "Dirt", "", ""}};
  expected.people = {{"Ada", "guest", "Digs.", "https://ada.example"}};
  expected.links = {{"https://dirt.example", "Dirt", 62.5}, {"https://x.example", "", {}}};
  expected.transcript = {{0, 4.2, "Ada", "Hello."}};
  EXPECT_EQ(*episode, expected);
}

TEST(NativeJson, NeedsOnlyATitle) {
  const auto episode = ParseEpisodeJson(R"({"title": "Alone"})");
  ASSERT_TRUE(episode) << ToString(episode.error());
  Episode expected;
  expected.title = "Alone";
  EXPECT_EQ(*episode, expected);
}

TEST(NativeJson, DropsUnknownFieldsAtEveryLevel) {
  const auto episode = ParseEpisodeJson(
      R"({"x": [[1, {"title": "no"}], null], "title": "Kept", "y": {"chapters": [{"start_s": "z"}]},
          "show": {"id": "s", "hosts": [{"id": 5}]}, "people": [{"name": "A", "age": 7}],
          "z": 1.5, "w": true, "v": "text", "big": 123456789012345678901234567890})");
  ASSERT_TRUE(episode) << ToString(episode.error());
  Episode expected;
  expected.title = "Kept";
  expected.show.id = "s";
  expected.people = {{"A", "", "", ""}};
  EXPECT_EQ(*episode, expected);
}

TEST(NativeJson, TakesNullForAFieldThatIsNotThere) {
  const auto episode = ParseEpisodeJson(
      R"({"title": "T", "number": null, "show": null, "chapters": null, "duration_s": null,
          "links": [{"url": "u", "start_s": null}]})");
  ASSERT_TRUE(episode) << ToString(episode.error());
  EXPECT_FALSE(episode->number);
  EXPECT_FALSE(episode->links[0].start_s);
}

TEST(NativeJson, LetsTheLastOfTwoEqualKeysWin) {
  const auto episode = ParseEpisodeJson(
      R"({"title": "One", "tags": ["a"], "show": {"id": "x", "url": "u"}, "title": "Two",
          "tags": ["b"], "show": {"id": "y"}})");
  ASSERT_TRUE(episode) << ToString(episode.error());
  EXPECT_EQ(episode->title, "Two");
  EXPECT_THAT(episode->tags, ElementsAre("b"));
  EXPECT_EQ(episode->show.id, "y");
  EXPECT_EQ(episode->show.url, "");
}

TEST(NativeJson, SortsChaptersAndCuesByStartAndKeepsTheOrderOfEqualOnes) {
  const auto episode = ParseEpisodeJson(
      R"({"title": "T", "chapters": [{"start_s": 9, "title": "c"}, {"start_s": 1, "title": "a"},
                                     {"start_s": 9, "title": "d"}, {"start_s": 2, "title": "b"}],
          "transcript": [{"start_s": 5, "text": "second"}, {"start_s": 0, "text": "first"}]})");
  ASSERT_TRUE(episode) << ToString(episode.error());
  std::string order;
  for (const Chapter& chapter : episode->chapters) order += chapter.title;
  EXPECT_EQ(order, "abcd");
  EXPECT_EQ(episode->transcript[0].text, "first");
}

TEST(NativeJson, EndsACueWithoutEndWhereTheNextOneStarts) {
  const auto episode = ParseEpisodeJson(
      R"({"title": "T", "transcript": [{"start_s": 0, "text": "a"}, {"start_s": 7, "end_s": 3},
                                       {"start_s": 9}]})");
  ASSERT_TRUE(episode) << ToString(episode.error());
  EXPECT_EQ(episode->transcript[0].end_s, 7);
  EXPECT_EQ(episode->transcript[1].end_s, 7) << "an end before the start is the start";
  EXPECT_EQ(episode->transcript[2].end_s, 9);
}

TEST(NativeJson, PutsRolesInLowerCase) {
  const auto episode =
      ParseEpisodeJson(R"({"title": "T", "people": [{"name": "A", "role": "Guest"}]})");
  ASSERT_TRUE(episode) << ToString(episode.error());
  EXPECT_EQ(episode->people[0].role, "guest");
}

TEST(NativeJson, AcceptsAWholeNumberWrittenWithAPoint) {
  const auto episode = ParseEpisodeJson(R"({"title": "T", "number": 17.0, "season": -2})");
  ASSERT_TRUE(episode) << ToString(episode.error());
  EXPECT_EQ(episode->number, 17);
  EXPECT_EQ(episode->season, -2);
}

struct BadJson {
  const char* name;
  std::string json;
  ErrorCode code;
  const char* message;
  std::size_t line;
};

std::string Nested(int depth) {
  std::string json = R"({"title": "T", "x": )";
  for (int i = 0; i < depth; ++i) json += "[";
  for (int i = 0; i < depth; ++i) json += "]";
  return json + "}";
}

class NativeJsonErrors : public ::testing::TestWithParam<BadJson> {};

TEST_P(NativeJsonErrors, NameTheLineAndTheFieldOrByte) {
  const BadJson& bad = GetParam();
  const auto episode = ParseEpisodeJson(bad.json, "notes.json", 10);
  ASSERT_FALSE(episode);
  const Error& error = episode.error();
  EXPECT_EQ(error.code, bad.code) << ToString(error);
  EXPECT_THAT(error.message, HasSubstr(bad.message));
  EXPECT_EQ(error.source, "notes.json");
  EXPECT_EQ(error.line, 10 + bad.line);
  ASSERT_TRUE(error.offset);
  EXPECT_LE(*error.offset, bad.json.size());
  EXPECT_LT(error.message.size(), 300u);
}

constexpr ErrorCode kType = ErrorCode::kType;
constexpr ErrorCode kParse = ErrorCode::kParse;

INSTANTIATE_TEST_SUITE_P(
    WrongTypes, NativeJsonErrors,
    ::testing::ValuesIn(std::vector<BadJson>{
        {"StringForATime",
         "{\"title\": \"T\",\n \"chapters\": [{\"start_s\": 0},\n{\"start_s\": 1},"
         "{\"start_s\": 2},\n{\"start_s\": \"3\"}]}",
         kType, "chapters[3].start_s must be a number, not a string", 3},
        {"NumberForATitle", "{\n\"title\": 5}", kType, "title must be a string, not a number", 1},
        {"NumberBeforeALineEnd", "{\"title\": 5\n\n}", kType, "title must be a string", 0},
        {"BooleanForAnId", R"({"id": true, "title": "T"})", kType,
         "id must be a string, not a boolean", 0},
        {"StringForANumber", R"({"title": "T", "number": "17"})", kType,
         "number must be a whole number, not a string", 0},
        {"StringForAShow", R"({"title": "T", "show": "netstack"})", kType,
         "show must be an object, not a string", 0},
        {"ArrayForAShow", R"({"title": "T", "show": []})", kType,
         "show must be an object, not an array", 0},
        {"NumberInAShow", R"({"title": "T", "show": {"url": 1}})", kType,
         "show.url must be a string, not a number", 0},
        {"ObjectForChapters", R"({"title": "T", "chapters": {}})", kType,
         "chapters must be an array, not an object", 0},
        {"StringAsAChapter", R"({"title": "T", "chapters": ["0:00 Intro"]})", kType,
         "chapters[0] must be an object, not a string", 0},
        {"NullAsALink", R"({"title": "T", "links": [{}, null]})", kType,
         "links[1] must be an object, not null", 0},
        {"ArrayInPeople", R"({"title": "T", "people": [[]]})", kType,
         "people[0] must be an object, not an array", 0},
        {"NumberAsATag", R"({"title": "T", "tags": ["a", 7]})", kType,
         "tags[1] must be a string, not a number", 0},
        {"ObjectAsATag", R"({"title": "T", "tags": [{}]})", kType,
         "tags[0] must be a string, not an object", 0},
        {"ArrayAsATag", R"({"title": "T", "tags": [[]]})", kType,
         "tags[0] must be a string, not an array", 0},
        {"ArrayForATitle", R"({"title": ["T"]})", kType, "title must be a string, not an array", 0},
        {"ObjectForABio", R"({"title": "T", "people": [{"bio": {}}]})", kType,
         "people[0].bio must be a string, not an object", 0},
        {"AFractionForANumber", R"({"title": "T", "number": 1.5})", kType, "number must be a whole",
         0},
        {"ANumberOfTooManyBits", R"({"title": "T", "number": 9223372036854775808})", kType,
         "number must be a whole number of at most 64 bits", 0},
        {"AHugeNumber", R"({"title": "T", "season": 1e300})", kType, "season must be a whole", 0},
        {"ANumberBeyondADouble", R"({"title": "T", "duration_s": 1e999})", kType,
         "duration_s is out of range", 0},
        {"ANegativeTime", R"({"title": "T", "chapters": [{"start_s": -1}]})", kType,
         "chapters[0].start_s must be a time", 0},
        {"ANegativeDuration", R"({"title": "T", "duration_s": -0.5})", kType,
         "duration_s must be a time", 0},
        {"ATimeBeyondReason", R"({"title": "T", "links": [{"start_s": 3600000}]})", kType,
         "links[0].start_s must be a time", 0},
        {"AChapterWithoutTime", R"({"title": "T", "chapters": [{"title": "x"}]})", kType,
         "chapters[0].start_s is missing", 0},
        {"ACueWithoutTime", R"({"title": "T", "transcript": [{"text": "x"}]})", kType,
         "transcript[0].start_s is missing", 0},
        {"NoTitle", R"({"id": "a"})", kType, "title is missing", 0},
        {"ABlankTitle", R"({"title": " \t"})", kType, "title is missing", 0},
        {"ANullTitle", R"({"title": null})", kType, "title is missing", 0},
        {"AnImpossibleDate", R"({"title": "T", "published": "2025-02-29"})", kType,
         "published is not a date", 0},
        {"AnArrayOnTop", "[]", kType, "an episode must be a JSON object, not an array", 0},
        {"AStringOnTop", "\"T\"", kType, "an episode must be a JSON object, not a string", 0},
        {"NullOnTop", "null", kType, "an episode must be a JSON object, not null", 0}}),
    [](const auto& param) { return param.param.name; });

INSTANTIATE_TEST_SUITE_P(
    BadSyntax, NativeJsonErrors,
    ::testing::ValuesIn(std::vector<BadJson>{
        {"Nothing", "", kParse, "not valid JSON at byte 0", 0},
        {"CutInAString", "{\"title\": \"T", kParse, "not valid JSON at byte 12", 0},
        {"CutInAnObject", "{\n\n\"title\": \"T\"", kParse, "unexpected end of input", 2},
        {"CutInAnArray", R"({"title": "T", "tags": ["a")", kParse, "unexpected end of input", 0},
        {"SomethingAfterwards", R"({"title": "T"} x)", kParse, "not valid JSON at byte 15", 0},
        {"TwoObjects", R"({"title": "T"}{"title": "U"})", kParse, "expected end of input", 0},
        {"ATrailingComma", R"({"title": "T",})", kParse, "not valid JSON", 0},
        {"ACommentInside", "{\"title\": \"T\" /* no */}", kParse, "not valid JSON", 0},
        {"SingleQuotes", "{'title': 'T'}", kParse, "not valid JSON at byte 1", 0},
        {"ABareWord", R"({"title": T})", kParse, "not valid JSON", 0},
        {"NotANumber", R"({"title": "T", "duration_s": NaN})", kParse, "not valid JSON", 0},
        {"ALineEndInAString", "{\"title\": \"a\nb\"}", kParse, "not valid JSON", 0},
        {"ANulByte", std::string("{\"title\": \"a\0b\"}", 15), kParse, "not valid JSON", 0},
        {"InvalidUtf8", "{\"title\": \"caf\xE9\"}", kParse, "UTF-8", 0},
        {"OverlongUtf8", "{\"title\": \"\xC0\xAF\"}", kParse, "UTF-8", 0},
        {"AnEncodedSurrogate", "{\"title\": \"\xED\xA0\x80\"}", kParse, "UTF-8", 0},
        {"InvalidUtf8InAnUnknownField", "{\"title\": \"T\", \"x\": \"\xFF\"}", kParse, "UTF-8", 0},
        {"ALoneSurrogate", R"({"title": "\ud800"})", kParse, "surrogate", 0},
        {"AHugeBadToken", "{\"title\": \"" + std::string(100000, 'a') + "\x01\"}", kParse,
         "not valid JSON", 0},
        {"DeepNesting", Nested(64), ErrorCode::kTooLarge, "deeper than 64", 0},
        {"VeryDeepNesting", Nested(100000), ErrorCode::kTooLarge, "deeper than 64", 0}}),
    [](const auto& param) { return param.param.name; });

TEST(NativeJson, AcceptsNestingUpToTheBound) { EXPECT_TRUE(ParseEpisodeJson(Nested(63))); }

TEST(NativeJson, WritesEmptyFieldsNotAtAllAndWholeSecondsAsIntegers) {
  Episode episode;
  episode.title = "T";
  episode.duration_s = 5160;
  episode.chapters = {{34, "Intro", "", ""}, {62.5, "", "", ""}};
  EXPECT_EQ(EpisodeToJson(episode),
            R"({"title":"T","duration_s":5160,)"
            R"("chapters":[{"start_s":34,"title":"Intro"},{"start_s":62.5}]})");
}

TEST(NativeJson, ReplacesInvalidUtf8WhenWriting) {
  Episode episode;
  episode.title = "caf\xE9 \xFF";
  const auto read = ParseEpisodeJson(EpisodeToJson(episode));
  ASSERT_TRUE(read) << ToString(read.error());
  EXPECT_EQ(read->title, "caf\xEF\xBF\xBD \xEF\xBF\xBD");
}

// Random episodes with text that is hard to carry: controls, quotes, all planes, combining marks.
class EpisodeMaker {
 public:
  explicit EpisodeMaker(unsigned seed) : random_(seed) {}

  Episode Make() {
    Episode episode;
    episode.id = Text();
    if (Coin()) episode.show = {Text(), Text(), Text(), Text(), Text()};
    if (Coin()) episode.number = Number();
    if (Coin()) episode.season = Number();
    episode.title = "T" + Text();
    episode.url = Text();
    episode.audio_url = Text();
    if (Coin()) episode.published = Coin() ? "2025-12-09" : "1999-01-31T23:59:59.5+01:00";
    if (Coin()) episode.duration_s = Time();
    episode.language = Text();
    Fill(episode.tags, [&] { return Text(); });
    episode.description = Text();
    double start_s = 0;
    Fill(episode.chapters, [&] { return Chapter{start_s += Time(), Text(), Text(), Text()}; });
    Fill(episode.people, [&] { return Person{Text(), Coin() ? "host" : "", Text(), Text()}; });
    Fill(episode.links, [&] {
      return Link{Text(), Text(), Coin() ? std::optional<double>(Time()) : std::nullopt};
    });
    start_s = 0;
    Fill(episode.transcript, [&] {
      start_s += Time();
      return Cue{start_s, start_s + Time(), Text(), Text()};
    });
    return episode;
  }

 private:
  bool Coin() { return random_() % 2 == 0; }
  std::int64_t Number() {
    return static_cast<std::int64_t>((std::uint64_t{random_()} << 32) | random_());
  }
  double Time() {
    const auto whole = static_cast<double>(random_() % 10000);
    return Coin() ? whole : whole + static_cast<double>(random_()) / 4294967296.0;
  }
  template <class T, class Make>
  void Fill(std::vector<T>& list, Make make) {
    for (auto count = random_() % 4; count > 0; --count) list.push_back(make());
  }
  std::string Text() {
    static const std::vector<std::string> kPieces = {"",
                                                     "a",
                                                     "Zürich",
                                                     "\"",
                                                     "\\",
                                                     "\n",
                                                     std::string(1, '\0'),
                                                     "\x01",
                                                     "\x7F",
                                                     "日本語",
                                                     "\U0001F399\uFE0F",
                                                     "e\u0301",
                                                     "\u200D",
                                                     "\uFEFF",
                                                     "\U0010FFFF",
                                                     "</script>",
                                                     "\u2028",
                                                     "مرحبا",
                                                     "\t",
                                                     " ",
                                                     "{\"title\": 1}",
                                                     "\xEF\xBF\xBD"};
    std::string text;
    for (auto count = random_() % 6; count > 0; --count)
      text += kPieces[random_() % kPieces.size()];
    return text;
  }

  std::mt19937 random_;
};

TEST(NativeJson, ReadsBackWhatItWrote) {
  EpisodeMaker maker(20251209);
  for (int i = 0; i < 2000; ++i) {
    const Episode episode = maker.Make();
    const std::string json = EpisodeToJson(episode);
    ASSERT_EQ(json.find('\n'), std::string::npos);
    const auto read = ParseEpisodeJson(json);
    ASSERT_TRUE(read) << ToString(read.error()) << "\n" << json;
    ASSERT_EQ(*read, episode) << json;
  }
}

struct IdCase {
  const char* name;
  Episode episode;
  const char* guid;
  const char* source_name;
  const char* id;
};

Episode WithShow(std::string show_id, std::optional<std::int64_t> number = {},
                 std::optional<std::int64_t> season = {}) {
  Episode episode;
  episode.title = "A Title";
  episode.show.id = std::move(show_id);
  episode.number = number;
  episode.season = season;
  return episode;
}

class DeriveId : public ::testing::TestWithParam<IdCase> {};

TEST_P(DeriveId, IsStable) {
  const IdCase& c = GetParam();
  EXPECT_EQ(DeriveEpisodeId(c.episode, c.guid, c.source_name), c.id);
}

INSTANTIATE_TEST_SUITE_P(
    NativeJson, DeriveId,
    ::testing::ValuesIn(std::vector<IdCase>{
        {"FromTheNumber", WithShow("netstack", 17), "", "file", "netstack-17"},
        {"FromSeasonAndNumber", WithShow("netstack", 5, 2), "", "file", "netstack-s2e5"},
        {"FromAPlainGuid", WithShow("netstack", 17), "abc-123", "file", "netstack-abc-123"},
        {"FromTheSourceName", WithShow("netstack"), "", "Déjà Vu, part 1",
         "netstack-déjà-vu-part-1"},
        {"FromSourceNameAndNumber", WithShow("", 4), "", "notes", "notes-4"},
        {"FromTheTitleAtLast", WithShow(""), "", "", "episode-a-title-b7d02a12"},
        {"WithAShowThatHasSpaces", WithShow("My Show!", 1), "", "", "my-show-1"}}),
    [](const auto& param) { return param.param.name; });

TEST(DeriveId, KeepsGuidsApartThatLookAlike) {
  const Episode episode = WithShow("s");
  EXPECT_NE(DeriveEpisodeId(episode, "aBc", ""), DeriveEpisodeId(episode, "AbC", ""));
  EXPECT_NE(DeriveEpisodeId(episode, "https://x.example/?p=1", ""),
            DeriveEpisodeId(episode, "https://x.example/?p-1", ""));
}

TEST(DeriveId, BoundsTheLength) {
  const std::string guid(10000, 'x');
  EXPECT_LT(DeriveEpisodeId(WithShow(guid), guid, guid).size(), 200u);
}

TEST(NativeJson, CarriesWhatIsSponsoredAndWhatIsInferred) {
  const auto episode = ParseEpisodeJson(
      R"({"title": "T", "sponsor_notes": "Thanks to X.",
          "chapters": [{"start_s": 1, "title": "Ad", "sponsor": true}, {"start_s": 2}],
          "people": [{"name": "Ada", "inferred": true}, {"name": "Bob", "inferred": false}]})");
  ASSERT_TRUE(episode) << ToString(episode.error());
  EXPECT_EQ(episode->sponsor_notes, "Thanks to X.");
  EXPECT_TRUE(episode->chapters[0].sponsor);
  EXPECT_FALSE(episode->chapters[1].sponsor);
  EXPECT_TRUE(episode->people[0].inferred);
  EXPECT_FALSE(episode->people[1].inferred);
  const auto again = ParseEpisodeJson(EpisodeToJson(*episode));
  ASSERT_TRUE(again) << ToString(again.error());
  EXPECT_EQ(*again, *episode);
}

TEST(NativeJson, RefusesAFlagThatIsNoBoolean) {
  const auto episode =
      ParseEpisodeJson(R"({"title": "T", "chapters": [{"start_s": 1, "sponsor": "yes"}]})");
  ASSERT_FALSE(episode);
  EXPECT_EQ(episode.error().message, "chapters[0].sponsor must be true or false, not a string");
}

TEST(DeriveId, IsNeverEmpty) {
  Episode episode;
  episode.title = "???";
  EXPECT_GT(DeriveEpisodeId(episode, "", "").size(), 8u);
}

}  // namespace
}  // namespace cuepoint
