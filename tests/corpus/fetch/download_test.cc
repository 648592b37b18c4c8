#include "corpus/fetch/download.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/http_fixture.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

using testing::FixtureConnection;
using testing::HttpFixture;
using testing::SeenRequest;

std::string Content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Some 100 kB in which no two places look alike.
std::string Large() {
  std::string text;
  for (int i = 0; text.size() < 100'000; ++i) text += std::to_string(i) + ",";
  return text;
}

std::string Head(int status, std::size_t bytes, const std::string& more = {}) {
  return "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Length: " + std::to_string(bytes) +
         "\r\n" + more + "\r\n";
}

/// The start that "Range: bytes=N-" asks for.
std::size_t RangeStart(const SeenRequest& request) {
  const std::string range = request.Field("range");
  return range.empty() ? 0 : std::stoul(range.substr(range.find('=') + 1));
}

/// Answers as a server that knows ranges.
void ServeRange(const std::string& body, const SeenRequest& request,
                FixtureConnection& connection) {
  const std::size_t start = RangeStart(request);
  const std::string rest = body.substr(std::min(start, body.size()));
  connection.Send(Head(request.Field("range").empty() ? 200 : 206, rest.size()) + rest);
}

class DownloadTest : public ::testing::Test {
 protected:
  void SetUp() override { ::setenv("no_proxy", "*", 1); }
  DownloadRequest RequestFor(const HttpFixture& server) {
    DownloadRequest request;
    request.url = server.Url("/model");
    request.path = directory_ / "model.part";
    request.bytes = body_.size();
    request.retries = 0;
    request.backoff = std::chrono::milliseconds(0);
    return request;
  }

  TemporaryDirectory directory_;
  const std::string body_ = Large();
};

TEST_F(DownloadTest, BringsTheWholeFileAndSaysHowFarItIs) {
  const HttpFixture server([this](const SeenRequest& request, FixtureConnection& connection) {
    ServeRange(body_, request, connection);
  });
  DownloadRequest request = RequestFor(server);
  std::uint64_t told = 0;
  request.progress = [&told](std::uint64_t done) { told = done; };
  const Result<void> done = Download(request);
  ASSERT_TRUE(done) << ToString(done.error());
  EXPECT_EQ(Content(request.path), body_);
  EXPECT_GT(told, 0u);
}

TEST_F(DownloadTest, GoesOnWhereItBrokeOff) {
  const HttpFixture server([this](const SeenRequest& request, FixtureConnection& connection) {
    ServeRange(body_, request, connection);
  });
  const DownloadRequest request = RequestFor(server);
  directory_.Write("model.part", body_.substr(0, 70'000));
  const Result<void> done = Download(request);
  ASSERT_TRUE(done) << ToString(done.error());
  EXPECT_EQ(Content(request.path), body_);
  ASSERT_EQ(server.requests().size(), 1u);
  EXPECT_EQ(server.requests().front().Field("range"), "bytes=70000-");
}

TEST_F(DownloadTest, GoesOnByItselfAfterABrokenConnection) {
  const HttpFixture server([this](const SeenRequest& request, FixtureConnection& connection) {
    const std::size_t start = RangeStart(request);
    // Never more than 40,000 bytes at a time, whatever was announced.
    connection.Send(Head(start > 0 ? 206 : 200, body_.size() - start) +
                    body_.substr(start, 40'000));
    connection.Close();
  });
  DownloadRequest request = RequestFor(server);
  request.retries = 3;
  const Result<void> done = Download(request);
  ASSERT_TRUE(done) << ToString(done.error());
  EXPECT_EQ(Content(request.path), body_);
  EXPECT_EQ(server.requests().size(), 3u);
}

TEST_F(DownloadTest, StartsAgainWhereTheServerKnowsNoRanges) {
  const HttpFixture server([this](const SeenRequest&, FixtureConnection& connection) {
    connection.Send(Head(200, body_.size()) + body_);
  });
  const DownloadRequest request = RequestFor(server);
  directory_.Write("model.part", "something else");
  const Result<void> done = Download(request);
  ASSERT_TRUE(done) << ToString(done.error());
  EXPECT_EQ(Content(request.path), body_);
}

TEST_F(DownloadTest, AsksForNothingWhenAllIsThere) {
  const HttpFixture server([](const SeenRequest&, FixtureConnection&) {});
  const DownloadRequest request = RequestFor(server);
  directory_.Write("model.part", body_);
  EXPECT_TRUE(Download(request));
  EXPECT_EQ(server.connections(), 0u);
}

TEST_F(DownloadTest, RefusesMoreThanWasToCome) {
  const HttpFixture server([this](const SeenRequest&, FixtureConnection& connection) {
    connection.Send(Head(200, body_.size() + 1) + body_ + "!");
  });
  const Result<void> done = Download(RequestFor(server));
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, "too-large");
  EXPECT_EQ(done.error().source, server.Url("/model"));
}

TEST_F(DownloadTest, SaysWhatTheServerSaidAndKeepsWhatIsThere) {
  const HttpFixture server([](const SeenRequest&, FixtureConnection& connection) {
    connection.Send(Head(404, 4) + "gone");
  });
  const DownloadRequest request = RequestFor(server);
  directory_.Write("model.part", body_.substr(0, 10));
  const Result<void> done = Download(request);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, "http-404");
  EXPECT_EQ(Content(request.path), body_.substr(0, 10));
}

TEST_F(DownloadTest, LeavesAFileAloneThatCannotBeWritten) {
  const HttpFixture server([](const SeenRequest&, FixtureConnection&) {});
  DownloadRequest request = RequestFor(server);
  request.path = directory_ / "no/such/folder/model";
  const Result<void> done = Download(request);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, "disk");
}

}  // namespace
}  // namespace cuepoint
