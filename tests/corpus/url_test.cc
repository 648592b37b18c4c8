#include "corpus/url.h"

#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace cuepoint {
namespace {

struct UrlCase {
  std::string text;
  std::string url;
  std::string host;
  int port;

  friend std::ostream& operator<<(std::ostream& out, const UrlCase& c) {
    return out << '"' << c.text << '"';
  }
};

class HttpUrls : public ::testing::TestWithParam<UrlCase> {};
TEST_P(HttpUrls, AreNormalised) {
  const Result<HttpUrl> parsed = ParseHttpUrl(GetParam().text);
  ASSERT_TRUE(parsed) << ToString(parsed.error());
  EXPECT_EQ(parsed->url, GetParam().url);
  EXPECT_EQ(parsed->host, GetParam().host);
  EXPECT_EQ(parsed->port, GetParam().port);
  const Result<HttpUrl> again = ParseHttpUrl(parsed->url);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->url, parsed->url);
}

INSTANTIATE_TEST_SUITE_P(
    Table, HttpUrls,
    ::testing::ValuesIn(std::vector<UrlCase>{
        {"https://pod.example/feed.xml", "https://pod.example/feed.xml", "pod.example", 443},
        {" https://pod.example/feed.xml\n", "https://pod.example/feed.xml", "pod.example", 443},
        {"HTTPS://Pod.Example", "https://pod.example/", "pod.example", 443},
        {"http://pod.example:80/a", "http://pod.example/a", "pod.example", 80},
        {"http://pod.example:443/a", "http://pod.example:443/a", "pod.example", 443},
        {"https://pod.example:443/a", "https://pod.example/a", "pod.example", 443},
        {"http://pod.example/a#part", "http://pod.example/a", "pod.example", 80},
        {"http://pod.example/a/../b/./c", "http://pod.example/b/c", "pod.example", 80},
        {"http://pod.example/a b", "http://pod.example/a%20b", "pod.example", 80},
        {"http://pod.example?q=1", "http://pod.example/?q=1", "pod.example", 80},
        {"http://me:secret@pod.example/", "http://pod.example/", "pod.example", 80},
        {"http://127.0.0.1@pod.example/", "http://pod.example/", "pod.example", 80},
        {"http://b\xC3\xBC"
         "cher.example/",
         "http://xn--bcher-kva.example/", "xn--bcher-kva.example", 80},
        {"http://2130706433/", "http://127.0.0.1/", "127.0.0.1", 80},
        {"http://0x7f000001/", "http://127.0.0.1/", "127.0.0.1", 80},
        {"http://017700000001/", "http://127.0.0.1/", "127.0.0.1", 80},
        {"http://0177.0.0.1/", "http://127.0.0.1/", "127.0.0.1", 80},
        {"http://127.1/", "http://127.0.0.1/", "127.0.0.1", 80},
        {"http://%31%32%37.1/", "http://127.0.0.1/", "127.0.0.1", 80},
        {"http://\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x97.0.0.1/", "http://127.0.0.1/", "127.0.0.1",
         80},
        {"http://[::1]:8080/", "http://[::1]:8080/", "::1", 8080},
        {"http://[::FFFF:7F00:1]/", "http://[::ffff:7f00:1]/", "::ffff:7f00:1", 80}}));

struct BadCase {
  std::string text;
  std::string kind;

  friend std::ostream& operator<<(std::ostream& out, const BadCase& c) {
    return out << '"' << c.text.substr(0, 60) << '"';
  }
};

class BadUrls : public ::testing::TestWithParam<BadCase> {};
TEST_P(BadUrls, AreRefusedWithTheirKind) {
  const Result<HttpUrl> parsed = ParseHttpUrl(GetParam().text);
  ASSERT_FALSE(parsed) << parsed->url;
  EXPECT_EQ(parsed.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(parsed.error().kind, GetParam().kind);
  EXPECT_EQ(parsed.error().message.find("secret"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Table, BadUrls,
                         ::testing::ValuesIn(std::vector<BadCase>{
                             {"", "bad-url"},
                             {"feed.xml", "bad-url"},
                             {"//pod.example/feed", "bad-url"},
                             {"http://", "bad-url"},
                             {"http:feed", "bad-url"},
                             {"http://./", "bad-url"},
                             {"http://pod.example:99999/", "bad-url"},
                             {"http://pod.example:x/", "bad-url"},
                             {"http://[::1/", "bad-url"},
                             {"http://[::g]/", "bad-url"},
                             {"http://pod\\@other.example/", "bad-url"},
                             {"http://pod.example/\r\nHost: other", "bad-url"},
                             {std::string("http://pod.example/\0x", 21), "bad-url"},
                             {"http://me:secret@pod ex:ample:1:2/", "bad-url"},
                             {"http://pod.example/" + std::string(9000, 'a'), "bad-url"},
                             {"ftp://me:secret@pod.example/feed.xml", "url-scheme"},
                             {"file:///etc/passwd", "url-scheme"},
                             {"gopher://pod.example/", "url-scheme"},
                             {"javascript:alert(1)", "url-scheme"},
                             {"data:text/plain,a", "url-scheme"}}));

TEST(HttpUrls, KeepUserAndPasswordApart) {
  const Result<HttpUrl> parsed = ParseHttpUrl("https://me%40home:p%3Aw@pod.example/feed");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->user, "me@home");
  EXPECT_EQ(parsed->password, "p:w");
  EXPECT_EQ(parsed->url, "https://pod.example/feed");
}

TEST(HttpUrls, AreOfOneOriginByLaw) {
  const HttpUrl a = *ParseHttpUrl("https://pod.example/a");
  EXPECT_TRUE(a.SameOrigin(*ParseHttpUrl("https://POD.example:443/b?c")));
  EXPECT_FALSE(a.SameOrigin(*ParseHttpUrl("http://pod.example/a")));
  EXPECT_FALSE(a.SameOrigin(*ParseHttpUrl("https://pod.example:444/a")));
  EXPECT_FALSE(a.SameOrigin(*ParseHttpUrl("https://www.pod.example/a")));
}

struct JoinCase {
  std::string base;
  std::string reference;
  std::string joined;

  friend std::ostream& operator<<(std::ostream& out, const JoinCase& c) {
    return out << '"' << c.reference << "\" at \"" << c.base << '"';
  }
};

class Join : public ::testing::TestWithParam<JoinCase> {};
TEST_P(Join, FollowsTheStandard) {
  EXPECT_EQ(JoinUrl(GetParam().base, GetParam().reference), GetParam().joined);
}

constexpr const char* kBase = "http://a/b/c/d;p?q";

// The examples of RFC 3986, section 5.4, as far as they are not about dots within parameters.
INSTANTIATE_TEST_SUITE_P(Rfc3986, Join,
                         ::testing::ValuesIn(std::vector<JoinCase>{
                             {kBase, "g:h", "g:h"},
                             {kBase, "g", "http://a/b/c/g"},
                             {kBase, "./g", "http://a/b/c/g"},
                             {kBase, "g/", "http://a/b/c/g/"},
                             {kBase, "/g", "http://a/g"},
                             {kBase, "//g", "http://g/"},
                             {kBase, "?y", "http://a/b/c/d;p?y"},
                             {kBase, "g?y", "http://a/b/c/g?y"},
                             {kBase, "#s", "http://a/b/c/d;p?q#s"},
                             {kBase, "g#s", "http://a/b/c/g#s"},
                             {kBase, "g?y#s", "http://a/b/c/g?y#s"},
                             {kBase, ";x", "http://a/b/c/;x"},
                             {kBase, "g;x?y#s", "http://a/b/c/g;x?y#s"},
                             {kBase, "", "http://a/b/c/d;p?q"},
                             {kBase, ".", "http://a/b/c/"},
                             {kBase, "..", "http://a/b/"},
                             {kBase, "../g", "http://a/b/g"},
                             {kBase, "../../g", "http://a/g"},
                             {kBase, "../../../g", "http://a/g"},
                             {kBase, "/./g", "http://a/g"},
                             {kBase, "/../g", "http://a/g"},
                             {kBase, "..g", "http://a/b/c/..g"},
                             {kBase, "./../g", "http://a/b/g"},
                             {kBase, "g?y/../x", "http://a/b/c/g?y/../x"},
                             {kBase, "g#s/../x", "http://a/b/c/g#s/../x"}}));

INSTANTIATE_TEST_SUITE_P(
    Ours, Join,
    ::testing::ValuesIn(std::vector<JoinCase>{
        {"https://pod.example/feed.xml", "chapters/1.json", "https://pod.example/chapters/1.json"},
        {"https://pod.example/feed.xml#x", "#t=34", "https://pod.example/feed.xml#t=34"},
        {"https://pod.example/feed.xml", " a b.vtt ", "https://pod.example/a%20b.vtt"},
        {"https://pod.example/f", "https://other.example/A", "https://other.example/A"},
        {"https://pod.example/f", "mailto:a@pod.example", "mailto:a@pod.example"},
        {"https://pod.example/f", "//cdn.example/x", "https://cdn.example/x"},
        {"", "chapters/1.json", "chapters/1.json"},
        {"not a url", "x", "x"},
        {"https://pod.example/", "a\nb", "a\nb"}}));

TEST(Urls, AreToldFromFiles) {
  for (const char* url : {"http://a", "https://a/b", "ftp://a", "HTTP://A", "feed+x://a"}) {
    EXPECT_TRUE(IsUrl(url)) << url;
  }
  for (const char* file : {"", "-", "feed.xml", "/srv/feed.xml", "C://feed", "http:", "http:/a",
                           "://a", "a b://c", "1http://a", "notes/http://a"}) {
    EXPECT_FALSE(IsUrl(file)) << file;
  }
}

TEST(WithoutCredentials, LeavesTheRestAsItIsWritten) {
  EXPECT_EQ(WithoutCredentials("https://me:se@cret@Pod.example/a@b?c=d@e"),
            "https://Pod.example/a@b?c=d@e");
  EXPECT_EQ(WithoutCredentials("http://me@pod.example"), "http://pod.example");
  EXPECT_EQ(WithoutCredentials("http://pod.example/@me"), "http://pod.example/@me");
  EXPECT_EQ(WithoutCredentials("http://pod.example?@me"), "http://pod.example?@me");
  EXPECT_EQ(WithoutCredentials("notes@home/a.md"), "notes@home/a.md");
}

}  // namespace
}  // namespace cuepoint
