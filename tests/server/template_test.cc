#include "server/template.h"

#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace cuepoint {
namespace {

TemplateValues Values() {
  return {{"name", "Ada & <Bob>"},
          {"empty", ""},
          {"yes", true},
          {"no", false},
          {"mark_html", "<mark>x</mark>"},
          {"none", TemplateValue::List{}},
          {"list", TemplateValue::List{{{"name", std::string("1")}, {"own", std::string("a")}},
                                       {{"name", std::string("2")}, {"own", std::string("")}}}}};
}

struct Filled {
  const char* text;
  const char* expected;
};
void PrintTo(const Filled& filled, std::ostream* out) { *out << filled.text; }

class TemplateText : public ::testing::TestWithParam<Filled> {};

TEST_P(TemplateText, IsFilledWithTheValues) {
  const auto templates = Templates::Parse({{"page", GetParam().text}, {"part", "[{{name}}]"}});
  ASSERT_TRUE(templates) << ToString(templates.error());
  const auto page = templates->Render("page", Values());
  ASSERT_TRUE(page) << ToString(page.error());
  EXPECT_EQ(*page, GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Table, TemplateText,
    ::testing::Values(
        Filled{"", ""}, Filled{"a { b } c", "a { b } c"},
        Filled{"<{{name}}>", "<Ada &amp; &lt;Bob&gt;>"},
        Filled{"{{{mark_html}}}", "<mark>x</mark>"},
        Filled{"{{mark_html}}", "&lt;mark&gt;x&lt;/mark&gt;"},
        Filled{"{{#yes}}y{{/yes}}{{#no}}n{{/no}}", "y"},
        Filled{"{{^yes}}y{{/yes}}{{^no}}n{{/no}}", "n"},
        Filled{"{{#name}}{{name}}{{/name}}", "Ada &amp; &lt;Bob&gt;"},
        Filled{"{{#empty}}x{{/empty}}{{^empty}}y{{/empty}}", "y"},
        Filled{"{{#none}}x{{/none}}{{^none}}y{{/none}}", "y"}, Filled{"{{^list}}x{{/list}}", ""},
        // Items come before what surrounds them.
        Filled{"{{#list}}{{name}},{{/list}}{{name}}", "1,2,Ada &amp; &lt;Bob&gt;"},
        Filled{"{{#list}}{{#yes}}{{name}}{{/yes}}{{#own}}!{{/own}};{{/list}}", "1!;2;"},
        Filled{"{{#list}}{{#list}}.{{/list}}{{/list}}", "...."},
        Filled{"{{>part}}{{#list}}{{>part}}{{/list}}", "[Ada &amp; &lt;Bob&gt;][1][2]"}));

struct Broken {
  const char* text;
  std::size_t offset;
};
void PrintTo(const Broken& broken, std::ostream* out) { *out << broken.text; }

class BrokenTemplate : public ::testing::TestWithParam<Broken> {};

TEST_P(BrokenTemplate, IsRefusedWithItsPlace) {
  const auto templates = Templates::Parse({{"page", GetParam().text}, {"part", "x"}});
  ASSERT_FALSE(templates);
  EXPECT_EQ(templates.error().code, ErrorCode::kParse);
  EXPECT_EQ(templates.error().source, "page");
  EXPECT_EQ(templates.error().offset, GetParam().offset);
}

INSTANTIATE_TEST_SUITE_P(Table, BrokenTemplate,
                         ::testing::Values(Broken{"a{{name", 1}, Broken{"{{}}", 0},
                                           Broken{"{{a b}}", 0}, Broken{"{{&name}}", 0},
                                           Broken{"x{{#a}}", 1}, Broken{"{{/a}}", 0},
                                           Broken{"{{#a}}{{/b}}", 6},
                                           Broken{"{{#a}}{{^b}}{{/a}}{{/b}}", 12},
                                           Broken{"{{{name}}}", 0}, Broken{"{{{#name_html}}}", 0},
                                           Broken{"{{>nowhere}}", 0}, Broken{"{{>page}}", 0}));

TEST(Templates, RefuseToNestWithoutEnd) {
  std::string text;
  for (std::size_t i = 0; i <= Templates::kDepth; ++i) text += "{{#a}}";
  EXPECT_FALSE(Templates::Parse({{"page", text}}));
  const auto circle = Templates::Parse({{"a", "{{>b}}"}, {"b", "{{>a}}"}});
  EXPECT_FALSE(circle);
}

TEST(Templates, SayWhichNameNothingFills) {
  const auto templates = Templates::Parse({{"page", "{{#list}}{{missing}}{{/list}}"}});
  ASSERT_TRUE(templates);
  const auto page = templates->Render("page", Values());
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().code, ErrorCode::kInternal);
  EXPECT_NE(page.error().message.find("missing"), std::string::npos);
  EXPECT_FALSE(templates->Render("other", Values()));
}

TEST(Templates, WantATextWhereATextIsShown) {
  const auto templates = Templates::Parse({{"page", "{{list}}"}});
  ASSERT_TRUE(templates);
  EXPECT_FALSE(templates->Render("page", Values()));
}

}  // namespace
}  // namespace cuepoint
