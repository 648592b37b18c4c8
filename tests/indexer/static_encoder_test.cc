// The static encoder: its file, its sums, and the model in the repository.
#include "indexer/static_encoder.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <numeric>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "indexer/row_sum.h"
#include "indexer/sha256.h"
#include "tests/support/static_model_file.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view kModelPath = CUEPOINT_SOURCE_DIR "/indexer/models/static-v1.bin";

std::shared_ptr<const StaticEncoder> Open(const std::string& path) {
  auto encoder = StaticEncoder::Open(path, "test");
  EXPECT_TRUE(encoder) << ToString(encoder.error());
  return encoder ? *encoder : nullptr;
}

std::vector<float> Encode(const Encoder& encoder, std::string_view text) {
  std::vector<float> vector(encoder.identity().dimensions, 42);
  EXPECT_TRUE(encoder.Encode({&text, 1}, TextKind::kPassage, vector));
  return vector;
}

double Length(const std::vector<float>& vector) {
  return std::sqrt(std::inner_product(vector.begin(), vector.end(), vector.begin(), 0.0));
}

// Tokens: [UNK] (no row), then one row for each of these.
StaticModelContent SmallContent() { return RandomStaticModel({"quic", "##s", "dns", "rust"}, 19); }

class SmallEncoder : public ::testing::Test {
 protected:
  const TemporaryDirectory directory_;
  const StaticModelContent content_ = SmallContent();
  const std::string path_ = directory_.Write("small.bin", StaticModelFile(content_));
  const std::shared_ptr<const StaticEncoder> encoder_ = Open(path_);
};

TEST_F(SmallEncoder, AddsUpTheRowsOfTheTokens) {
  // "quic", "##s", "dns", twice, by hand. Token t has row t - 1.
  std::vector<double> sum(content_.dimensions);
  for (const std::size_t token : {1u, 2u, 3u, 3u}) {
    for (std::size_t i = 0; i < sum.size(); ++i) {
      sum[i] +=
          static_cast<double>(content_.scales[token]) * content_.rows[(token - 1) * sum.size() + i];
    }
  }
  const double length = std::sqrt(std::inner_product(sum.begin(), sum.end(), sum.begin(), 0.0));
  const std::vector<float> vector = Encode(*encoder_, "QUICs DNS dns");
  for (std::size_t i = 0; i < sum.size(); ++i) EXPECT_NEAR(vector[i], sum[i] / length, 1e-6);
  EXPECT_NEAR(Length(vector), 1, 1e-6);
}

TEST_F(SmallEncoder, PassesOverUnknownWords) {
  EXPECT_EQ(Encode(*encoder_, "rust, zzyzzx"), Encode(*encoder_, "rust"));
}

TEST_F(SmallEncoder, GivesZerosWhereNothingIsKnown) {
  EXPECT_THAT(Encode(*encoder_, ""), Each(0));
  EXPECT_THAT(Encode(*encoder_, "zzyzzx qwrtpl"), Each(0));
}

TEST_F(SmallEncoder, TreatsTextsOfABatchApart) {
  const std::vector<std::string_view> texts = {"rust", "", "dns quic"};
  std::vector<float> batch(texts.size() * content_.dimensions);
  ASSERT_TRUE(encoder_->Encode(texts, TextKind::kQuery, batch));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto first = batch.begin() + static_cast<std::ptrdiff_t>(i * content_.dimensions);
    EXPECT_EQ(std::vector<float>(first, first + content_.dimensions), Encode(*encoder_, texts[i]));
  }
}

TEST_F(SmallEncoder, IsIdentifiedByItsFile) {
  EXPECT_EQ(encoder_->identity().name, "test");
  EXPECT_EQ(encoder_->identity().dimensions, content_.dimensions);
  const std::string bytes = StaticModelFile(content_);
  EXPECT_EQ(encoder_->identity().sha256, Sha256Hex(std::as_bytes(std::span(bytes))));
}

TEST_F(SmallEncoder, OutlivesTheReplacementOfItsFile) {
  const std::vector<float> before = Encode(*encoder_, "rust dns");
  const std::string other =
      directory_.Write("other", StaticModelFile(RandomStaticModel({"rust"}, 4)));
  std::filesystem::rename(other, path_);
  EXPECT_EQ(Encode(*encoder_, "rust dns"), before);
}

TEST_F(SmallEncoder, ServesManyThreads) {
  const std::vector<float> wanted = Encode(*encoder_, "quics over dns");
  std::vector<std::vector<float>> got(4);
  std::vector<std::thread> threads;
  for (std::vector<float>& vector : got) {
    threads.emplace_back([&] { vector = Encode(*encoder_, "quics over dns"); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(got, Each(wanted));
}

TEST(Sha256, GivesTheDigestsOfTheStandard) {
  const std::string text = "abc";  // FIPS 180-4's first example.
  EXPECT_EQ(Sha256Hex(std::as_bytes(std::span(text))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256Hex({}), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(RowSum, HasTheSameBitsOnEveryPath) {
  std::mt19937 random(3);
  for (const std::size_t size : {0u, 1u, 7u, 8u, 9u, 31u, 384u}) {
    std::vector<std::int8_t> row(size);
    for (std::int8_t& value : row) value = static_cast<std::int8_t>(random() % 256);
    std::vector<float> out(size, 0.3F);
    std::vector<float> portable = out;
    for (const float scale : {0.013F, 1e-20F, 777.7F}) {
      AddScaledRow(row, scale, out);
      AddScaledRowPortable(row, scale, portable);
    }
    EXPECT_EQ(out, portable);
  }
}

Error ParseError(const std::string& bytes) {
  // Where a file would be mapped, its bytes are aligned; vectors of words are, too.
  std::vector<std::uint64_t> aligned(bytes.size() / 8 + 1);
  std::memcpy(aligned.data(), bytes.data(), bytes.size());
  const auto model =
      StaticModel::Parse({reinterpret_cast<const std::byte*>(aligned.data()), bytes.size()});
  return model ? Error{.message = "fine"} : model.error();
}

template <class T>
std::string With(std::size_t at, T value) {
  std::string bytes = StaticModelFile(SmallContent());
  std::memcpy(bytes.data() + at, &value, sizeof value);
  return bytes;
}

TEST(StaticModel, IsRefusedWhereverItIsCutShort) {
  const std::string bytes = StaticModelFile(SmallContent());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const Error error = ParseError(bytes.substr(0, size));
    EXPECT_EQ(error.code, size == 0 ? ErrorCode::kForeign : ErrorCode::kCorrupt) << size;
    EXPECT_THAT(error.remedy, Not(IsEmpty()));
  }
  EXPECT_EQ(ParseError(bytes + "x").code, ErrorCode::kCorrupt);
}

TEST(StaticModel, SaysWhenItIsSomethingElse) {
  EXPECT_EQ(ParseError("{\"json\": true}").code, ErrorCode::kForeign);
  EXPECT_EQ(ParseError(With<std::uint32_t>(8, 2)).code, ErrorCode::kVersion);
  EXPECT_THAT(ParseError(With<std::uint32_t>(8, 2)).message, HasSubstr("layout 2"));
}

TEST(StaticModel, IsRefusedWithImpossibleNumbers) {
  for (const std::size_t field : {12u, 16u, 20u}) {  // Tokens, dimensions, rows.
    for (const std::uint32_t value : {0u, 6u, 4097u, 5'000'000u, 0xFFFFFFFFu}) {
      EXPECT_EQ(ParseError(With(field, value)).code, ErrorCode::kCorrupt) << field << ' ' << value;
    }
  }
  for (const std::size_t field : {24u, 32u, 40u}) {  // Offsets.
    for (const std::uint64_t value :
         {std::uint64_t{0}, std::uint64_t{65}, std::uint64_t{1} << 20, ~std::uint64_t{63}}) {
      EXPECT_EQ(ParseError(With(field, value)).code, ErrorCode::kCorrupt) << field << ' ' << value;
    }
  }
}

TEST(StaticModel, IsRefusedWithScalesThatAreNoNumbers) {
  for (const float scale : {-1.0F, 1e30F, std::numeric_limits<float>::infinity(), std::nanf("")}) {
    StaticModelContent content = SmallContent();
    content.scales[2] = scale;
    EXPECT_EQ(ParseError(StaticModelFile(content)).code, ErrorCode::kCorrupt) << scale;
  }
}

TEST(StaticModel, IsRefusedWithABadVocabulary) {
  for (const std::string token : {"", "rust", "other"}) {
    StaticModelContent content = SmallContent();
    content.tokens[token == "other" ? 0 : 1] = token;  // Without [UNK], too.
    EXPECT_EQ(ParseError(StaticModelFile(content)).code, ErrorCode::kCorrupt) << token;
  }
}

TEST(StaticModel, IsFoundInTheRepositoryWithTheVectorsOfItsTraining) {
  const auto encoder = Open(std::string(kModelPath));
  ASSERT_NE(encoder, nullptr);
  std::ifstream cases(CUEPOINT_SOURCE_DIR "/tests/indexer/data/static_vectors.jsonl");
  std::size_t count = 0;
  for (std::string line; std::getline(cases, line); ++count) {
    const nlohmann::json wanted = nlohmann::json::parse(line);
    const std::string text = wanted.at("text");
    const std::vector<float> vector = Encode(*encoder, text);
    const auto values = wanted.at("vector").get<std::vector<float>>();
    ASSERT_EQ(values.size(), vector.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      ASSERT_NEAR(vector[i], values[i], 1e-4) << text << ", dimension " << i;
    }
  }
  EXPECT_GT(count, 10U);
}

TEST(StaticModel, PutsTextsThatMeanAlikeTogether) {
  const auto encoder = Open(std::string(kModelPath));
  ASSERT_NE(encoder, nullptr);
  const auto cosine = [&](std::string_view a, std::string_view b) {
    const std::vector<float> left = Encode(*encoder, a);
    const std::vector<float> right = Encode(*encoder, b);
    return std::inner_product(left.begin(), left.end(), right.begin(), 0.0);
  };
  EXPECT_GT(cosine("brewing coffee", "an espresso machine"),
            cosine("brewing coffee", "garbage collection in Java") + 0.1);
  EXPECT_GT(cosine("lossy mobile links", "packet loss on wireless networks"),
            cosine("lossy mobile links", "hiring a designer") + 0.1);
}

}  // namespace
}  // namespace cuepoint
