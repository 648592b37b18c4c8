// A feed behind a password: what its server is told for chapters and transcripts, and what others
// are not.
#include <memory>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus/fetch/fetch_seams.h"
#include "corpus/fetch/fetcher.h"
#include "tests/corpus/read_source.h"
#include "tests/support/http_fixture.h"

namespace cuepoint {
namespace {

using testing::Always;
using testing::FixtureConnection;
using ::testing::HasSubstr;
using testing::HttpFixture;
using ::testing::Not;
using testing::Reply;
using testing::SeenRequest;
using ::testing::SizeIs;

constexpr const char* kBasic = "Basic bWU6c2VjcmV0";  // me:secret

std::unique_ptr<Fetcher> MakeFetcher() {
  FetchOptions options;
  options.allow_private = true;
  options.retries = 0;
  options.host_interval = std::chrono::milliseconds(0);
  FetchSeams seams;
  seams.environment = [](const char*) -> const char* { return nullptr; };
  return *MakeHttpFetcher(options, std::move(seams));
}

std::string Feed(const std::string& chapters, const std::string& transcript) {
  return "<rss version=\"2.0\" xmlns:podcast=\"https://podcastindex.org/namespace/1.0\"><channel>"
         "<title>Wire</title><item><title>One</title><podcast:chapters url=\"" +
         chapters + "\" type=\"application/json\"/><podcast:transcript url=\"" + transcript +
         "\" type=\"text/vtt\"/></item></channel></rss>";
}

// Serves a feed that names these, and whatever else it is asked for as chapters.
HttpFixture::Script Serve(std::string feed) {
  return [feed = std::move(feed)](const SeenRequest& request, FixtureConnection& connection) {
    const bool is_feed = request.target == "/feed.xml";
    connection.Send(Reply(200, "Content-Type: text/xml\r\n",
                          is_feed ? feed : R"({"chapters": [{"startTime": 0, "title": "A"}]})"));
  };
}

ReadResult ReadBehindPassword(const HttpFixture& server, const std::string& path) {
  const std::unique_ptr<Fetcher> fetcher = MakeFetcher();
  return ReadWith(server.Url(path, "me:secret@127.0.0.1"), {},
                  {.fetcher = fetcher.get(), .memory = nullptr});
}

TEST(Credentials, OfAFeedAreSentForAttachmentsOnItsServer) {
  const HttpFixture server(Serve(Feed("/chapters.json", "/transcript.vtt")));
  const ReadResult read = ReadBehindPassword(server, "/feed.xml");
  ASSERT_THAT(read.episodes, SizeIs(1));
  EXPECT_THAT(read.episodes[0].episode.chapters, SizeIs(1));
  ASSERT_THAT(server.requests(), SizeIs(3));
  for (const SeenRequest& request : server.requests()) {
    EXPECT_EQ(request.Field("authorization"), kBasic) << request.target;
  }
}

TEST(Credentials, OfAFeedAreNotSentToAnotherPortOrName) {
  const HttpFixture other(Serve(""));
  const HttpFixture server(
      Serve(Feed(other.Url("/chapters.json"), other.Url("/transcript.vtt", "localhost"))));
  ReadBehindPassword(server, "/feed.xml");
  ASSERT_THAT(other.requests(), SizeIs(2));
  for (const SeenRequest& request : other.requests()) {
    EXPECT_EQ(request.Field("authorization"), "") << request.target;
  }
}

TEST(Credentials, OfAFeedDoNotFollowAnAttachmentElsewhere) {
  const HttpFixture other(Serve(""));
  const std::string feed = Feed("/chapters.json", "/transcript.vtt");
  const HttpFixture server([&](const SeenRequest& request, FixtureConnection& connection) {
    connection.Send(request.target == "/feed.xml"
                        ? Reply(200, "Content-Type: text/xml\r\n", feed)
                        : Reply(302, "Location: " + other.Url(request.target) + "\r\n", ""));
  });
  ReadBehindPassword(server, "/feed.xml");
  ASSERT_THAT(server.requests(), SizeIs(3));
  EXPECT_EQ(server.requests()[1].Field("authorization"), kBasic);
  ASSERT_THAT(other.requests(), SizeIs(2));
  for (const SeenRequest& request : other.requests()) {
    EXPECT_EQ(request.Field("authorization"), "") << request.target;
  }
}

TEST(Credentials, OfAPageAreSentForTheFeedThatItNames) {
  const HttpFixture server([](const SeenRequest& request, FixtureConnection& connection) {
    connection.Send(request.target == "/feed.xml"
                        ? Reply(200, "Content-Type: text/xml\r\n", Feed("", ""))
                        : Reply(200, "Content-Type: text/html\r\n",
                                "<html><head><link rel=\"alternate\" type=\"application/rss+xml\" "
                                "href=\"/feed.xml\"></head><body>Wire</body></html>"));
  });
  ReadBehindPassword(server, "/");
  ASSERT_THAT(server.requests(), SizeIs(2));
  EXPECT_EQ(server.requests()[1].Field("authorization"), kBasic);
}

TEST(Credentials, AreInNoReport) {
  const HttpFixture server(Always(Reply(404, "", "")));
  const ReadResult read = ReadBehindPassword(server, "/feed.xml");
  EXPECT_EQ(read.report.source, server.Url("/feed.xml"));
  ASSERT_THAT(read.report.errors, SizeIs(1));
  EXPECT_THAT(ToString(read.report.errors[0]), Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace cuepoint
