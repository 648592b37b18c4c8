// The small parts that the website stands on: files, compression, entity tags, text, addresses.
#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <zlib.h>

#include "server/assets.h"
#include "server/etag.h"
#include "server/site.h"
#include "server/site_text.h"

namespace cuepoint {
namespace {

std::string Gunzip(std::string_view bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) return "no zlib";
  std::string out(1 << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int status = inflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return status == Z_STREAM_END ? out : "damaged";
}

std::string HeaderOf(const HttpReply& reply, std::string_view name) {
  for (const auto& [header, value] : reply.headers) {
    if (header == name) return value;
  }
  return {};
}

TEST(Assets, AreServedWithTheirTypeAndATagOfTheirContent) {
  const Assets assets;
  ASSERT_GE(assets.Paths().size(), 5u);
  for (const std::string_view path : assets.Paths()) {
    const auto reply = assets.Get({.method = "GET", .target = path}, path);
    ASSERT_TRUE(reply) << path;
    EXPECT_EQ(reply->status, 200);
    EXPECT_FALSE(reply->body.empty()) << path;
    EXPECT_FALSE(HeaderOf(*reply, "Content-Type").empty()) << path;
    EXPECT_EQ(HeaderOf(*reply, "Cache-Control"), "no-cache");
    const std::string etag = HeaderOf(*reply, "ETag");
    EXPECT_TRUE(etag.starts_with('"')) << "strong: " << etag;
    const auto again = assets.Get({.method = "GET", .target = path, .if_none_match = etag}, path);
    EXPECT_EQ(again->status, 304) << path;
    EXPECT_TRUE(again->body.empty());
    EXPECT_EQ(HeaderOf(*again, "ETag"), etag);
  }
  EXPECT_FALSE(assets.Get({.method = "GET", .target = "/"}, "/assets/templates/home.html"));
}

TEST(Assets, AreCompressedForWhoTakesItUnderATagOfTheirOwn) {
  const Assets assets;
  const std::string_view path = "/cuepoint.js";
  const auto plain = assets.Get({.method = "GET", .target = path}, path);
  const auto gzip = assets.Get({.method = "GET", .target = path, .accept_encoding = "gzip"}, path);
  ASSERT_TRUE(plain && gzip);
  EXPECT_EQ(HeaderOf(*gzip, "Content-Encoding"), "gzip");
  EXPECT_EQ(HeaderOf(*gzip, "Vary"), "Accept-Encoding");
  EXPECT_EQ(HeaderOf(*plain, "Vary"), "Accept-Encoding");
  EXPECT_EQ(Gunzip(gzip->body), plain->body);
  EXPECT_LE(gzip->body.size(), 12'000u) << "what a page that embeds the search has to load";
  EXPECT_NE(HeaderOf(*gzip, "ETag"), HeaderOf(*plain, "ETag"));
}

TEST(Assets, LetEveryOriginLoadTheElement) {
  const auto reply = Assets().Get({.method = "GET", .target = "/cuepoint.js"}, "/cuepoint.js");
  ASSERT_TRUE(reply);
  EXPECT_EQ(HeaderOf(*reply, "Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(HeaderOf(*reply, "Cross-Origin-Resource-Policy"), "cross-origin");
  EXPECT_EQ(HeaderOf(*reply, "Content-Type"), "text/javascript; charset=utf-8");
}

struct Match {
  const char* if_none_match;
  const char* etag;
  bool matches;
};
void PrintTo(const Match& match, std::ostream* out) { *out << match.if_none_match; }

class IfNoneMatch : public ::testing::TestWithParam<Match> {};

TEST_P(IfNoneMatch, IsComparedWeakly) {
  EXPECT_EQ(MatchesEtag(GetParam().if_none_match, GetParam().etag), GetParam().matches);
}

INSTANTIATE_TEST_SUITE_P(
    Table, IfNoneMatch,
    ::testing::Values(Match{"", R"("a")", false}, Match{R"("a")", R"("a")", true},
                      Match{R"(W/"a")", R"("a")", true}, Match{R"("a")", R"(W/"a")", true},
                      Match{R"("b", "a")", R"("a")", true}, Match{R"("b","c")", R"("a")", false},
                      Match{"*", R"("a")", true}, Match{"a", R"("a")", false},
                      Match{R"("aa")", R"("a")", false}, Match{",", R"("a")", false}));

TEST(RevisionEtags, ChangeWithTheRevisionAndAreWeak) {
  const RevisionEtags etags;
  EXPECT_EQ(etags.Of(7), etags.Of(7));
  EXPECT_NE(etags.Of(7), etags.Of(8));
  EXPECT_TRUE(etags.Of(7).starts_with("W/\""));
}

struct Host {
  const char* host;
  const char* origin;
};
void PrintTo(const Host& host, std::ostream* out) { *out << host.host; }

class HostField : public ::testing::TestWithParam<Host> {};

TEST_P(HostField, BecomesAnOriginOrNothing) {
  EXPECT_EQ(OriginOfHost(GetParam().host), GetParam().origin);
}

INSTANTIATE_TEST_SUITE_P(Table, HostField,
                         ::testing::Values(Host{"search.example", "http://search.example"},
                                           Host{"127.0.0.1:8080", "http://127.0.0.1:8080"},
                                           Host{"[::1]:80", "http://[::1]:80"},
                                           Host{"[fe80::1]", "http://[fe80::1]"}, Host{"", ""},
                                           Host{"a b", ""}, Host{"a/b", ""}, Host{"a@b", ""},
                                           Host{"a:1:2", ""}, Host{"a:port", ""},
                                           Host{"a:123456", ""}, Host{":80", ""},
                                           Host{"<script>", ""}, Host{"a\"b", ""}, Host{"[::1", ""},
                                           Host{"[]", ""}, Host{"[::1]x", ""}, Host{"[g]", ""}));

TEST(HostField, IsNothingWhenTooLong) { EXPECT_EQ(OriginOfHost(std::string(300, 'a')), ""); }

TEST(Site, TakesAPublicAddressOfSchemeHostAndPath) {
  for (const char* const url :
       {"https://search.example", "https://search.example/", "http://a.example:81/pod-cast/"}) {
    EXPECT_TRUE(Site::Create({.public_url = url})) << url;
  }
  for (const char* const url :
       {"search.example", "javascript:alert(1)", "https://a.example/?q=1", "https://a.example/#x",
        "https://me:secret@a.example/", "https://a.example/\"><script>"}) {
    const auto site = Site::Create({.public_url = url});
    ASSERT_FALSE(site) << url;
    EXPECT_EQ(site.error().code, ErrorCode::kInvalidArgument);
  }
}

struct Text {
  std::string actual;
  std::string expected;
};
void PrintTo(const Text& text, std::ostream* out) { *out << text.expected; }

class SiteText : public ::testing::TestWithParam<Text> {};

TEST_P(SiteText, IsAsPeopleWriteIt) { EXPECT_EQ(GetParam().actual, GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Dates, SiteText,
    ::testing::Values(Text{DateText("2025-12-09"), "Dec 9, 2025"},
                      Text{DateText("2025-12-09T08:00:00Z"), "Dec 9, 2025"},
                      Text{DateText("2025-06"), "Jun 2025"}, Text{DateText("2025"), "2025"},
                      Text{DateText(""), ""}, Text{DateText("soon"), ""},
                      Text{DatePart("2025-12-09T08:00:00Z"), "2025-12-09"},
                      Text{LengthText(5160), "86 min"}, Text{LengthText(3), "1 min"},
                      Text{LengthText(std::nullopt), ""}, Text{LengthText(-1), ""}));

INSTANTIATE_TEST_SUITE_P(
    Addresses, SiteText,
    ::testing::Values(Text{WebUrl("https://a.example/x?y#z"), "https://a.example/x?y#z"},
                      Text{WebUrl("javascript:alert(1)"), ""}, Text{WebUrl("data:text/html,x"), ""},
                      Text{WebUrl(" javascript:alert(1)"), ""}, Text{WebUrl("//a.example"), ""},
                      Text{WebUrl(""), ""}, Text{HostText("https://www.a.example/x"), "a.example"},
                      Text{HostText("mailto:a@b"), ""},
                      Text{EncodePercent("a/b c+ü~"), "a%2Fb%20c%2B%C3%BC~"}));

INSTANTIATE_TEST_SUITE_P(Snippets, SiteText,
                         ::testing::Values(Text{SnippetHtml("a <mark>b</mark> &lt;"),
                                                "a <mark>b</mark> &lt;"},
                                           Text{SnippetHtml("<mark>b"), "&lt;mark&gt;b"},
                                           Text{SnippetHtml("</mark>"), "&lt;/mark&gt;"},
                                           Text{SnippetHtml("<mark onclick=x>b</mark>"),
                                                "&lt;mark onclick=x&gt;b&lt;/mark&gt;"},
                                           Text{SnippetHtml("<img src=x>"), "&lt;img src=x&gt;"},
                                           Text{WithoutMarks("a <mark>b</mark>&lt;"), "a b&lt;"},
                                           Text{Excerpt("one\n two  three", 100), "one two three"},
                                           Text{Excerpt("one two three", 9), "one two…"},
                                           Text{Excerpt("ääää", 5), "ää…"}));

INSTANTIATE_TEST_SUITE_P(
    Numbers, SiteText,
    ::testing::Values(Text{Thousandths(30, 60), "500.0"}, Text{Thousandths(90, 60), "1000.0"},
                      Text{SpanWidth(30, 60), "497.0"}, Text{SpanWidth(0, 60), "8.0"},
                      Text{SpanWidth(-5, 60), "8.0"}, Text{JoinFacts({"", "a", "", "b"}), "a · b"},
                      Text{GuestsText({{.name = "H", .role = "host", .bio = {}, .url = {}},
                                       {.name = "A", .role = "guest", .bio = {}, .url = {}},
                                       {.name = "B", .role = "guest", .bio = {}, .url = {}}}),
                           "A, B"}));

}  // namespace
}  // namespace cuepoint
