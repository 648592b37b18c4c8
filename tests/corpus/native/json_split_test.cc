#include "corpus/native/json_split.h"

#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace cuepoint {
namespace {

struct SplitCase {
  const char* name;
  std::string document;
  std::string pieces;  // "LINE@OFFSET text", "! LINE@OFFSET" for an error; joined by spaces.

  friend std::ostream& operator<<(std::ostream& out, const SplitCase& c) {
    return out << '"' << c.document << '"';
  }
};

std::string Split(std::string_view document) {
  JsonSplitter splitter(document);
  std::string shown;
  for (int step = 0; step < 100; ++step) {
    const auto piece = splitter.Next();
    if (piece && !*piece) return shown;
    if (!shown.empty()) shown += ' ';
    if (!piece) {
      shown +=
          "! " + std::to_string(*piece.error().line) + "@" + std::to_string(*piece.error().offset);
    } else {
      shown += std::to_string((*piece)->line) + "@" + std::to_string((*piece)->offset) + " " +
               std::string((*piece)->text);
    }
  }
  return shown + " without end";
}

class JsonSplit : public ::testing::TestWithParam<SplitCase> {};
TEST_P(JsonSplit, FindsEveryValueAndSaysWhereOneIsMissing) {
  EXPECT_EQ(Split(GetParam().document), GetParam().pieces);
}

INSTANTIATE_TEST_SUITE_P(Cases, JsonSplit,
                         ::testing::ValuesIn(std::vector<SplitCase>{
                             {"Object", "{\"a\":1}", "1@0 {\"a\":1}"},
                             {"ObjectOverLines", "\n{\n\"a\": 1\n}\n", "2@1 {\n\"a\": 1\n}"},
                             {"ObjectsInARow", "{}\n {\"b\":2}{}", "1@0 {} 2@4 {\"b\":2} 2@11 {}"},
                             {"Array", "[{}, {\"b\": [1]},\n{}]",
                              "1@1 {} 1@5 {\"b\": [1]} 2@17 {}"},
                             {"EmptyArray", " [ ] ", ""},
                             {"BracketsInStrings", R"([{"a":"}]\"{"},{"b":"\\"}])",
                              R"(1@1 {"a":"}]\"{"} 1@15 {"b":"\\"})"},
                             {"BareValues", "[1, \"a,b\", null]", "1@1 1 1@4 \"a,b\" 1@11 null"},
                             {"Nothing", "  ", ""},
                             {"NoEnd", "[{\"a\": [1, {}", "1@1 {\"a\": [1, {} ! 1@13"},
                             {"NoEndInAString", "{\"a", "1@0 {\"a"},
                             {"NoClosingBracket", "[{}", "1@1 {} ! 1@3"},
                             {"MissingComma", "[{} {}]", "1@1 {} ! 1@4 1@4 {}"},
                             {"TrailingComma", "[{},]", "1@1 {} ! 1@4"},
                             {"SomethingBehind", "[{}]\nx", "1@1 {} ! 2@5"},
                             {"StrayBracket", "[}, {}]", "1@1 } 1@4 {}"}}),
                         [](const auto& param) { return param.param.name; });

TEST(JsonSplit, CopesWithAnyDepth) {
  const std::string deep(1'000'000, '[');
  EXPECT_EQ(JsonValueLength(deep), std::string::npos);
  EXPECT_EQ(JsonValueLength(deep + std::string(1'000'000, ']')), 2'000'000u);
}

}  // namespace
}  // namespace cuepoint
