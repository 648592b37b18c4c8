// Where encoders are found, and what is said when they are not.
#include "indexer/encoder_registry.h"

#include <cstdlib>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/static_model_file.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string SmallModel(const std::string& word) {
  return StaticModelFile(RandomStaticModel({word}, 8));
}

TEST(EncoderRegistry, OpensAnEncoderByName) {
  const TemporaryDirectory models;
  models.Write("mine.bin", SmallModel("a"));
  const auto encoder = OpenEncoder("mine", {models.path().string()});
  ASSERT_TRUE(encoder) << ToString(encoder.error());
  EXPECT_EQ((*encoder)->identity().name, "mine");
  EXPECT_EQ((*encoder)->identity().dimensions, 8U);
  EXPECT_EQ((*encoder)->identity().sha256.size(), 64U);
}

TEST(EncoderRegistry, OpensAnEncoderByPath) {
  const TemporaryDirectory models;
  const std::string path = models.Write("mine.bin", SmallModel("a"));
  const auto encoder = OpenEncoder(path, {});
  ASSERT_TRUE(encoder) << ToString(encoder.error());
  EXPECT_EQ((*encoder)->identity().name, "mine");
}

TEST(EncoderRegistry, KnowsTheModelOfTheRepositoryAsStatic) {
  const TemporaryDirectory models;
  models.Write("static-v1.bin", SmallModel("a"));
  const auto encoder = OpenEncoder("static", {models.path().string()});
  ASSERT_TRUE(encoder) << ToString(encoder.error());
  EXPECT_EQ((*encoder)->identity().name, "static");
}

TEST(EncoderRegistry, PrefersTheFirstDirectory) {
  const TemporaryDirectory first;
  const TemporaryDirectory second;
  first.Write("mine.bin", SmallModel("a"));
  const std::string path = second.Write("mine.bin", SmallModel("b"));
  const auto found = OpenEncoder("mine", {first.path().string(), second.path().string()});
  const auto other = OpenEncoder(path, {});
  ASSERT_TRUE(found && other);
  EXPECT_NE((*found)->identity(), (*other)->identity());
}

TEST(EncoderRegistry, FindsTheVeryEncoderThatAnIndexWasBuiltWith) {
  const TemporaryDirectory first;
  const TemporaryDirectory second;
  first.Write("mine.bin", SmallModel("a"));
  const std::string path = second.Write("mine.bin", SmallModel("b"));
  const auto wanted = OpenEncoder(path, {});
  ASSERT_TRUE(wanted);
  const auto found =
      OpenEncoder((*wanted)->identity(), {first.path().string(), second.path().string()});
  ASSERT_TRUE(found) << ToString(found.error());
  EXPECT_EQ((*found)->identity(), (*wanted)->identity());

  const auto refused = OpenEncoder((*wanted)->identity(), {first.path().string()});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, "encoder-mismatch");
}

TEST(EncoderRegistry, ListsWhatThereIsWhenANameIsUnknown) {
  const TemporaryDirectory models;
  models.Write("one.bin", SmallModel("a"));
  models.Write("two.bin", SmallModel("b"));
  const auto encoder = OpenEncoder("three", {models.path().string()});
  ASSERT_FALSE(encoder);
  EXPECT_EQ(encoder.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(encoder.error().message, HasSubstr("three"));
  EXPECT_THAT(encoder.error().remedy, HasSubstr("one, two, none"));
  EXPECT_THAT(encoder.error().remedy, HasSubstr(models.path().string()));
}

TEST(EncoderRegistry, DoesNotLeaveItsDirectories) {
  const TemporaryDirectory models;
  models.Write("mine.bin", SmallModel("a"));
  models.Write("inner/other.bin", SmallModel("a"));
  EXPECT_FALSE(OpenEncoder("../mine", {(models.path() / "inner").string()}));
  EXPECT_FALSE(OpenEncoder("", {models.path().string()}));
}

TEST(EncoderRegistry, SaysWhichFileIsBroken) {
  const TemporaryDirectory models;
  const std::string path = models.Write("mine.bin", "no model");
  const auto encoder = OpenEncoder("mine", {models.path().string()});
  ASSERT_FALSE(encoder);
  EXPECT_EQ(encoder.error().code, ErrorCode::kForeign);
  EXPECT_EQ(encoder.error().source, path);
  EXPECT_THAT(encoder.error().remedy, Not(IsEmpty()));
}

TEST(EncoderRegistry, ListsModelsByNameOnce) {
  const TemporaryDirectory first;
  const TemporaryDirectory second;
  const std::string mine = first.Write("mine.bin", SmallModel("a"));
  second.Write("mine.bin", SmallModel("b"));
  const std::string extra = second.Write("extra.bin", SmallModel("b"));
  second.Write("notes.md", "none");
  std::vector<std::string> paths;
  for (const FoundModel& model :
       FindModels({first.path().string(), second.path().string(), "/nowhere"})) {
    paths.push_back(model.name + "=" + model.path);
  }
  EXPECT_THAT(paths, ElementsAre("extra=" + extra, "mine=" + mine));
}

TEST(EncoderRegistry, LooksFirstWhereTheEnvironmentSays) {
  const TemporaryDirectory first;
  const TemporaryDirectory second;
  const std::string listed = first.path().string() + "::/nowhere:" + second.path().string();
  ASSERT_EQ(setenv("CUEPOINT_MODELS", listed.c_str(), 1), 0);
  const std::vector<std::string> directories = ModelDirectories();
  unsetenv("CUEPOINT_MODELS");
  ASSERT_GE(directories.size(), 2U);
  EXPECT_EQ(directories[0], first.path());
  EXPECT_EQ(directories[1], second.path());
}

TEST(EncoderRegistry, HasTheDefaultInTheSourceTree) {
  const auto encoder = OpenEncoder(kDefaultEncoder);
  ASSERT_TRUE(encoder) << ToString(encoder.error());
  EXPECT_EQ((*encoder)->identity().name, "static");
}

}  // namespace
}  // namespace cuepoint
