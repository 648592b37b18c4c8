#include "corpus/markdown/front_matter.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/markdown/front_matter_fields.h"
#include "corpus/markdown/markdown_reader.h"

namespace cuepoint {
namespace {

using Strings = std::vector<std::string>;

FrontMatter Read(std::string_view content) {
  Result<FrontMatter> read = ReadFrontMatter(content);
  EXPECT_TRUE(read) << (read ? "" : ToString(read.error()));
  return read ? *std::move(read) : FrontMatter{};
}

Error Refuse(std::string_view content) {
  Result<FrontMatter> read = ReadFrontMatter(content);
  EXPECT_FALSE(read);
  return read ? Error{} : read.error();
}

std::string TextOf(const FrontMatter& front_matter, std::string_view name) {
  return std::string(FrontMatterFields(front_matter.value).Text({name}));
}

TEST(FrontMatter, ReadsYamlTomlAndJsonToTheSame) {
  for (const std::string content :
       {"---\ntitle: A \"b\"\nnumber: 17\ntags: [x, y]\nguest:\n  name: Ada\n---\nBody\n",
        "+++\ntitle = 'A \"b\"'\nnumber = 17\ntags = ['x', 'y']\n[guest]\nname = "
        "'Ada'\n+++\nBody\n",
        "{\"title\": \"A \\\"b\\\"\", \"number\": 17,\n\"tags\": [\"x\", \"y\"], \"guest\": "
        "{\"name\": \"Ada\"}}\nBody\n"}) {
    const FrontMatter read = Read(content);
    EXPECT_EQ(TextOf(read, "title"), "A \"b\"");
    EXPECT_EQ(TextOf(read, "number"), "17");
    const FrontMatterFields fields(read.value);
    const FrontMatterValue* tags = fields.Find({"tags"});
    ASSERT_NE(tags, nullptr) << content;
    ASSERT_EQ(tags->items.size(), 2u);
    EXPECT_EQ(tags->items[1].text, "y");
    const FrontMatterValue* guest = fields.Find({"guest"});
    ASSERT_NE(guest, nullptr);
    ASSERT_TRUE(guest->is_map());
    EXPECT_EQ(guest->keys, Strings{"name"});
    EXPECT_EQ(content.substr(read.body_offset), "Body\n");
    EXPECT_TRUE(read.warnings.empty());
  }
}

TEST(FrontMatter, KnowsTheLineOfEachValueAndOfTheText) {
  const FrontMatter read = Read("---\r\ntitle: A\r\n\r\ndate: B\r\n---\r\nBody");
  ASSERT_EQ(read.value.items.size(), 2u);
  EXPECT_EQ(read.value.items[0].line, 2u);
  EXPECT_EQ(read.value.items[1].line, 4u);
  EXPECT_EQ(read.value.items[1].text, "B");
  EXPECT_EQ(read.body_line, 6u);
}

TEST(FrontMatter, PassesOverAByteOrderMark) {
  const FrontMatter read = Read("\xEF\xBB\xBF---\ntitle: A\n...\nBody");
  EXPECT_EQ(TextOf(read, "title"), "A");
}

TEST(FrontMatter, IsNotNeeded) {
  const FrontMatter read = Read("# Title\n\n---\nText");
  EXPECT_TRUE(read.value.is_map());
  EXPECT_TRUE(read.value.keys.empty());
  EXPECT_EQ(read.body_offset, 0u);
  EXPECT_TRUE(Read("---\n---\nText").value.keys.empty());
  EXPECT_TRUE(Read("").value.keys.empty());
}

TEST(FrontMatter, KeepsDatesOfTomlAsIso8601) {
  const FrontMatter read = Read("+++\na = 2024-01-02T03:04:05Z\nb = 2024-01-02\nc = true\n+++\n");
  EXPECT_EQ(TextOf(read, "a"), "2024-01-02T03:04:05Z");
  EXPECT_EQ(TextOf(read, "b"), "2024-01-02");
  EXPECT_EQ(TextOf(read, "c"), "true");
}

TEST(FrontMatter, RepairsAColonInATitle) {
  const FrontMatter read =
      Read("---\nnumber: 3\ntitle: One: two # note\nguests:\n  - Ada\n  - Bo: x: y\n---\nBody");
  EXPECT_EQ(TextOf(read, "title"), "One: two");
  EXPECT_EQ(TextOf(read, "number"), "3");
  const FrontMatterFields fields(read.value);
  const FrontMatterValue* guests = fields.Find({"guests"});
  ASSERT_NE(guests, nullptr);
  EXPECT_EQ(guests->items.size(), 2u);
  ASSERT_EQ(read.warnings.size(), 1u);
  EXPECT_EQ(read.warnings[0].kind, "front-matter-repaired");
  EXPECT_EQ(read.warnings[0].line, 3u);
}

TEST(FrontMatter, RepairsTabsAndUnclosedQuotes) {
  EXPECT_EQ(TextOf(Read("---\ntitle: A\n\tnumber: 3\nx:\ty\n---\n"), "title"), "A\nnumber: 3");
  EXPECT_EQ(TextOf(Read("---\ntitle: \"A\" b\ndate: 2024\n---\n"), "date"), "2024");
}

TEST(FrontMatter, SaysWhereItIsBroken) {
  EXPECT_EQ(Refuse("---\ntitle: A\n\nText").kind, "front-matter-open");
  EXPECT_EQ(Refuse("---\ntitle: A\n\nText").line, 1u);
  EXPECT_EQ(Refuse("---\n[a\n---\n").kind, "bad-front-matter");
  EXPECT_EQ(Refuse("---\n- a\n- b\n---\n").kind, "bad-front-matter");
  EXPECT_EQ(Refuse("+++\na = 1\nb = = 2\n+++\n").line, 3u);
  EXPECT_EQ(Refuse("{\"a\": 1,\n\"b\" 2}\nText").line, 2u);
}

TEST(FrontMatter, BoundsAliasesThatMultiply) {
  std::string yaml = "---\na: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c < 'j'; ++c) {
    const char previous = static_cast<char>(c - 1);
    yaml += std::string(1, c) + ": &" + c + " [";
    for (int i = 0; i < 10; ++i) yaml += std::string(i > 0 ? ", *" : "*") + previous;
    yaml += "]\n";
  }
  EXPECT_EQ(Refuse(yaml + "---\n").code, ErrorCode::kTooLarge);
}

TEST(FrontMatter, BoundsALongTextThatIsRepeated) {
  std::string yaml = "---\na: &a " + std::string(100'000, 'x') + "\nb: [";
  for (int i = 0; i < 100; ++i) yaml += "*a, ";
  EXPECT_EQ(Refuse(yaml + "]\n---\n").code, ErrorCode::kTooLarge);
}

TEST(FrontMatter, BoundsDepthAndSize) {
  for (const auto& [open, close] : {std::pair{"---\na: ", "\n---\n"}, {"+++\na = ", "\n+++\n"}}) {
    const std::string deep = std::string(200, '[') + std::string(200, ']');
    EXPECT_FALSE(ReadFrontMatter(open + deep + close));
    const std::string deeper = std::string(100'000, '[') + std::string(100'000, ']');
    EXPECT_FALSE(ReadFrontMatter(open + deeper + close));
    EXPECT_FALSE(ReadFrontMatter(open + std::string(2 << 20, '1') + close));
  }
  EXPECT_EQ(
      Refuse("{\"a\": " + std::string(100'000, '[') + std::string(100'000, ']') + "}\nText").code,
      ErrorCode::kTooLarge);
}

TEST(FrontMatter, BoundsDottedKeys) {
  std::string dotted = "a";
  for (int i = 0; i < 100'000; ++i) dotted += ".a";
  EXPECT_EQ(Refuse("+++\n" + dotted + " = 1\n+++\n").code, ErrorCode::kTooLarge);
  EXPECT_EQ(Refuse("+++\nb = 1\n[" + dotted + "]\n+++\n").line, 3u);
  const std::string prose(5000, '.');
  const std::string quoted =
      "+++\na = \"" + prose + "\" # '\nb = \"\"\"\n" + prose + "\"\"\"\n+++\n";
  EXPECT_EQ(TextOf(Read(quoted), "b"), prose);
}

TEST(FrontMatter, SurvivesACycle) {
  EXPECT_EQ(Refuse("---\na: &a [*a]\n---\n").code, ErrorCode::kTooLarge);
}

TEST(FrontMatter, IsToldByItsFirstLine) {
  EXPECT_TRUE(HasFrontMatter("---\ntitle: A"));
  EXPECT_TRUE(HasFrontMatter("\xEF\xBB\xBF+++  \r\na = 1"));
  EXPECT_TRUE(HasFrontMatter("{\"title\": \"A\"}\n\n# Text"));
  EXPECT_FALSE(HasFrontMatter("{\"title\": \"A\"}\n{\"title\": \"B\"}\n"));
  EXPECT_FALSE(HasFrontMatter("{\"title\": \"A\"}\n"));
  EXPECT_FALSE(HasFrontMatter("{% include x %}\nText"));
  EXPECT_FALSE(HasFrontMatter("----\nText"));
  EXPECT_FALSE(HasFrontMatter("Text\n---\n"));
  EXPECT_FALSE(HasFrontMatter(""));
}

struct DateCase {
  std::string text;
  std::string iso;  // Empty: no date.
};

class FrontMatterDate : public testing::TestWithParam<DateCase> {};

TEST_P(FrontMatterDate, IsReadToIso8601) {
  EXPECT_EQ(ReadFrontMatterDate(GetParam().text).value_or(""), GetParam().iso);
}

INSTANTIATE_TEST_SUITE_P(
    Table, FrontMatterDate,
    testing::Values(DateCase{"2025-12-09", "2025-12-09"},
                    DateCase{"2025-12-09T08:00:00Z", "2025-12-09T08:00:00Z"},
                    DateCase{"Tue, 09 Dec 2025 08:00:00 GMT", "2025-12-09T08:00:00Z"},
                    DateCase{"1498579200000", "2017-06-27T16:00:00Z"},
                    DateCase{"1498579200", "2017-06-27T16:00:00Z"},
                    DateCase{"20251209", "2025-12-09"}, DateCase{"2025/12/09", "2025-12-09"},
                    DateCase{"2025", "2025"}, DateCase{"2025-06", "2025-06"},
                    DateCase{"December 9th, 2025", "2025-12-09"}, DateCase{"1/2/2025", ""},
                    DateCase{"soon", ""}, DateCase{"", ""}, DateCase{"12", ""},
                    DateCase{"99999999999999999999", ""}, DateCase{"20251399", ""}));

}  // namespace
}  // namespace cuepoint
