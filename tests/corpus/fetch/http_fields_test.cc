#include "corpus/fetch/http_fields.h"

#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace cuepoint {
namespace {

struct ContentTypeCase {
  std::string field;
  ContentType content;

  friend std::ostream& operator<<(std::ostream& out, const ContentTypeCase& c) {
    return out << c.field;
  }
};

class ContentTypes : public ::testing::TestWithParam<ContentTypeCase> {};
TEST_P(ContentTypes, AreReadAsServersWriteThem) {
  const ContentType content = ReadContentType(GetParam().field);
  EXPECT_EQ(content.type, GetParam().content.type);
  EXPECT_EQ(content.charset, GetParam().content.charset);
}

INSTANTIATE_TEST_SUITE_P(Table, ContentTypes,
                         ::testing::ValuesIn(std::vector<ContentTypeCase>{
                             {"", {"", ""}},
                             {"text/xml", {"text/xml", ""}},
                             {" Text/XML ", {"text/xml", ""}},
                             {"text/xml; charset=utf-8", {"text/xml", "utf-8"}},
                             {"text/xml;charset=\"UTF-8\"", {"text/xml", "UTF-8"}},
                             {"text/xml ; Charset = 'latin1' ; x=y", {"text/xml", "latin1"}},
                             {"text/xml; x=\"y\"; charset=a; charset=b", {"text/xml", "a"}},
                             {"text/xml; charset=; charset=b", {"text/xml", "b"}},
                             {"text/xml; charset", {"text/xml", ""}},
                             {"text/xml; mycharset=a", {"text/xml", ""}},
                             {"text/xml;;;", {"text/xml", ""}},
                             {"; charset=a", {"", "a"}},
                             {"text/xml; charset=\"", {"text/xml", ""}},
                             {"text/\xFF; charset=\xFF", {"text/\xEF\xBF\xBD", "\xEF\xBF\xBD"}}}));

TEST(FieldValues, CannotStartAnotherField) {
  EXPECT_TRUE(IsFieldValue("W/\"a b\""));
  EXPECT_TRUE(IsFieldValue("\xFF"));
  for (const std::string& value : {std::string(), std::string("a\r\nb"), std::string("a\nb"),
                                   std::string("a\0b", 3), std::string("a\x7F")}) {
    EXPECT_FALSE(IsFieldValue(value));
  }
}

TEST(FieldValues, AreValidatorsWithinReason) {
  EXPECT_TRUE(IsValidator("\"v1\""));
  EXPECT_TRUE(IsValidator(std::string(kValidatorLimit_bytes, 'a')));
  EXPECT_FALSE(IsValidator(std::string(kValidatorLimit_bytes + 1, 'a')));
  EXPECT_FALSE(IsValidator("\xFF"));
  EXPECT_FALSE(IsValidator(""));
}

}  // namespace
}  // namespace cuepoint
