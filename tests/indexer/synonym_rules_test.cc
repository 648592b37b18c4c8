#include "indexer/synonym_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cuepoint {
namespace {

using ::testing::ElementsAre;

TEST(SynonymRules, AreOneALineWithAnyNumberOfSidesAndComments) {
  const auto rules = ParseSynonyms(
      "\xEF\xBB\xBF# names\r\n\r\n DoH = DNS over HTTPS \r\nh3=HTTP/3 = QUIC web # and more\n"
      "C# = c sharp",
      "f");
  ASSERT_TRUE(rules) << ToString(rules.error());
  EXPECT_THAT(*rules,
              ElementsAre(ElementsAre("DoH", "DNS over HTTPS"),
                          ElementsAre("h3", "HTTP/3", "QUIC web"), ElementsAre("C#", "c sharp")));
}

struct BadRule {
  std::string text;
  std::size_t line;
  ErrorCode code;
};

class RefusesRule : public testing::TestWithParam<BadRule> {};

TEST_P(RefusesRule, AndNamesItsLine) {
  const auto rules = ParseSynonyms(GetParam().text, "names.txt");
  ASSERT_FALSE(rules);
  EXPECT_EQ(rules.error().code, GetParam().code);
  EXPECT_EQ(rules.error().source, "names.txt");
  EXPECT_EQ(rules.error().line, GetParam().line);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, RefusesRule,
    testing::Values(BadRule{"a = b\nnothing here\n", 2, ErrorCode::kParse},
                    BadRule{"a =\n", 1, ErrorCode::kParse},
                    BadRule{"\n\n= b", 3, ErrorCode::kParse},
                    BadRule{"a = \xFF", 1, ErrorCode::kParse},
                    BadRule{"a = " + std::string(101, 'b'), 1, ErrorCode::kTooLarge},
                    BadRule{"a=a=a=a=a=a=a=a=a=a=a=a=a=a=a=a=a", 1, ErrorCode::kTooLarge}));

TEST(SynonymRules, AreBoundedInBytesAndNumber) {
  EXPECT_FALSE(ParseSynonyms(std::string(SynonymLimits::kBytes + 1, '\n'), "f"));
  std::string many;
  for (std::size_t i = 0; i < SynonymLimits::kRules; ++i) many += "a=b\n";
  EXPECT_TRUE(ParseSynonyms(many, "f"));
  EXPECT_FALSE(ParseSynonyms(many + "a=b\n", "f"));
}

}  // namespace
}  // namespace cuepoint
