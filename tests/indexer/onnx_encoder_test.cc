#include "indexer/onnx_encoder.h"

#include <cmath>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/encoder_registry.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

using ::testing::HasSubstr;

TEST(OnnxEncoder, SaysWhyAFileCannotBeUsed) {
  const TemporaryDirectory models;
  const std::string path = models.Write("bad.onnx", "no model at all");
  models.Write("bad.vocab.txt", "[UNK]\n[CLS]\n[SEP]\na\n");
  const auto encoder = OpenEncoder(path, {});
  ASSERT_FALSE(encoder);
  if (HasOnnxRuntime()) {
    EXPECT_EQ(encoder.error().code, ErrorCode::kCorrupt);
    EXPECT_EQ(encoder.error().source, path);
  } else {
    EXPECT_THAT(ToString(encoder.error()), HasSubstr("./tools/setup --with-onnx"));
  }
}

TEST(OnnxEncoder, NamesTheCommandThatInstallsAMissingModel) {
  const auto encoder = OpenEncoder("minilm", {});
  ASSERT_FALSE(encoder);
  EXPECT_THAT(ToString(encoder.error()), HasSubstr("cuepoint models install minilm"));
}

/// A real model, where it is installed.
class RealModelTest : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!HasOnnxRuntime()) GTEST_SKIP() << "this build has no ONNX Runtime";
    const auto encoder = OpenEncoder(GetParam());
    if (!encoder) {
      ASSERT_EQ(encoder.error().code, ErrorCode::kNotFound) << ToString(encoder.error());
      GTEST_SKIP() << GetParam() << " is not installed: cuepoint models install " << GetParam();
    }
    encoder_ = *encoder;
  }
  std::vector<float> Encode(const std::vector<std::string_view>& texts) {
    std::vector<float> vectors(texts.size() * encoder_->identity().dimensions);
    const Result<void> encoded = encoder_->Encode(texts, TextKind::kPassage, vectors);
    EXPECT_TRUE(encoded) << ToString(encoded.error());
    return vectors;
  }
  double Cosine(std::string_view a, std::string_view b) {
    const std::vector<float> both = Encode({a, b});
    const auto middle = both.begin() + static_cast<std::ptrdiff_t>(both.size() / 2);
    return std::inner_product(both.begin(), middle, middle, 0.0);
  }
  std::shared_ptr<const Encoder> encoder_;
};

TEST_P(RealModelTest, PutsTextsThatMeanAlikeNearerThanOthers) {
  EXPECT_EQ(encoder_->identity().dimensions, 384u);
  const double alike = Cosine("That is a happy person", "That is a very happy person");
  const double unlike = Cosine("That is a happy person", "Today is a sunny day");
  EXPECT_GT(alike, 0.9);
  EXPECT_GT(alike, unlike + 0.1);
  if (encoder_->identity().name == "minilm") {
    // The float model's published values; int8 comes close to them.
    EXPECT_NEAR(alike, 0.943, 0.02);
    EXPECT_NEAR(unlike, 0.257, 0.05);
  }
}

TEST_P(RealModelTest, GivesATextTheSameVectorWhateverIsBesideIt) {
  const std::string long_text(4'000, 'x');
  std::string words;
  for (int i = 0; i < 1'000; ++i) words += "packet loss ";
  const std::vector<float> alone = Encode({"loss recovery in QUIC"});
  const std::vector<float> among =
      Encode({words, "loss recovery in QUIC", "", "a", long_text, "Zürich \xff"});
  const std::size_t dimensions = encoder_->identity().dimensions;
  for (std::size_t i = 0; i < dimensions; ++i) EXPECT_EQ(among[dimensions + i], alone[i]) << i;
}

TEST_P(RealModelTest, GivesUnitVectorsAndZerosForNothing) {
  const std::vector<float> vectors = Encode({"one", "", "   "});
  const std::size_t dimensions = encoder_->identity().dimensions;
  const auto length = [&](std::size_t row) {
    double square = 0;
    for (std::size_t i = 0; i < dimensions; ++i) {
      square += static_cast<double>(vectors[row * dimensions + i]) *
                static_cast<double>(vectors[row * dimensions + i]);
    }
    return std::sqrt(square);
  };
  EXPECT_NEAR(length(0), 1, 1e-5);
  EXPECT_EQ(length(1), 0);
  EXPECT_EQ(length(2), 0);
}

TEST_P(RealModelTest, CutsWhatIsTooLong) {
  std::string words;
  for (int i = 0; i < 250; ++i) words += "a ";
  const std::string longer = words + "a a a a and then something else altogether";
  EXPECT_GT(Cosine(words + "a a a a", longer), 0.99999);
}

INSTANTIATE_TEST_SUITE_P(Models, RealModelTest, ::testing::Values("minilm", "gte-small"),
                         [](const auto& model) {
                           return std::string(model.param) == "minilm" ? "MiniLm" : "GteSmall";
                         });

}  // namespace
}  // namespace cuepoint
