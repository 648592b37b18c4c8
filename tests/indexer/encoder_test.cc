// Identities of encoders: what an index records, and what it refuses.
#include "indexer/encoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cuepoint {
namespace {

using ::testing::HasSubstr;

const EncoderIdentity kStatic{"static", 384, "0123456789abcdef0123"};

TEST(EncoderIdentity, SurvivesJson) {
  const EncoderIdentity odd{"my \"own\"\n", 7, "ff"};
  for (const EncoderIdentity& identity : {kStatic, odd}) {
    const Result<EncoderIdentity> again = ParseEncoderIdentity(ToJson(identity));
    ASSERT_TRUE(again) << ToString(again.error());
    EXPECT_EQ(*again, identity);
  }
}

TEST(EncoderIdentity, IsOneLineOfJson) {
  EXPECT_EQ(ToJson({"static", 384, "ab"}), R"({"name":"static","dimensions":384,"sha256":"ab"})");
}

TEST(EncoderIdentity, IsReadPastUnknownFields) {
  const auto identity =
      ParseEncoderIdentity(R"({"sha256":"ab","pooling":"mean","name":"static","dimensions":384})");
  ASSERT_TRUE(identity);
  EXPECT_EQ(*identity, (EncoderIdentity{"static", 384, "ab"}));
}

class BrokenIdentity : public ::testing::TestWithParam<std::string_view> {};

TEST_P(BrokenIdentity, IsCorrupt) {
  const auto identity = ParseEncoderIdentity(GetParam());
  ASSERT_FALSE(identity);
  EXPECT_EQ(identity.error().code, ErrorCode::kCorrupt);
  EXPECT_THAT(identity.error().remedy, HasSubstr("--rebuild"));
}

INSTANTIATE_TEST_SUITE_P(
    Table, BrokenIdentity,
    ::testing::Values("", "static", "[]", "{}", R"({"name":"static","dimensions":384})",
                      R"({"name":1,"dimensions":384,"sha256":"ab"})",
                      R"({"name":"static","dimensions":-1,"sha256":"ab"})",
                      R"({"name":"static","dimensions":4294967296,"sha256":"ab"})",
                      R"({"name":"static","dimensions":"384","sha256":"ab"})"));

TEST(RequireSameEncoder, AcceptsTheSame) { EXPECT_TRUE(RequireSameEncoder(kStatic, kStatic)); }

TEST(RequireSameEncoder, SaysWhatDiffersAndWhatToDo) {
  EncoderIdentity other = kStatic;
  other.sha256 = "fedcba9876543210fedc";
  const Result<void> same = RequireSameEncoder(kStatic, other);
  ASSERT_FALSE(same);
  EXPECT_EQ(same.error().code, ErrorCode::kUnsupported);
  EXPECT_THAT(same.error().message, HasSubstr("0123456789ab…"));
  EXPECT_THAT(same.error().message, HasSubstr("fedcba987654…"));
  EXPECT_THAT(same.error().remedy, HasSubstr("--rebuild --encoder static"));
}

}  // namespace
}  // namespace cuepoint
