#include "corpus/xml/xml_repair.h"

#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/xml/xml_balance.h"
#include "corpus/xml/xml_prolog.h"

namespace cuepoint {
namespace {

struct RepairCase {
  const char* xml;
  const char* repaired;  // Null: nothing to repair.
  std::size_t ampersands = 0;
  std::size_t html_entities = 0;

  friend std::ostream& operator<<(std::ostream& out, const RepairCase& c) { return out << c.xml; }
};

class Repair : public ::testing::TestWithParam<RepairCase> {};
TEST_P(Repair, MendsReferences) {
  const RepairCase& c = GetParam();
  const auto repair = ScanXml(c.xml);
  ASSERT_TRUE(repair);
  EXPECT_EQ(repair->repaired, c.repaired != nullptr);
  EXPECT_EQ(repair->text, c.repaired != nullptr ? c.repaired : "");
  EXPECT_EQ(repair->ampersands, c.ampersands);
  EXPECT_EQ(repair->html_entities, c.html_entities);
}

INSTANTIATE_TEST_SUITE_P(Table, Repair,
                         ::testing::ValuesIn(std::vector<RepairCase>{
                             {"", nullptr},
                             {"<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x41;</a>", nullptr},
                             {"<a>AT&T</a>", "<a>AT&amp;T</a>", 1},
                             {"<a>A & B &</a>", "<a>A &amp; B &amp;</a>", 2},
                             {"<a b='?x=1&y=2'/>", "<a b='?x=1&amp;y=2'/>", 1},
                             {"&nbsp;&eacute;&rarr;", "\u00A0é→", 0, 3},
                             {"&nosuch; &amp &lt", "&amp;nosuch; &amp;amp &amp;lt", 3},
                             {"&#; &#x; &#12", "&amp;#; &amp;#x; &amp;#12", 3},
                             {"&", "&amp;", 1},
                             {"<![CDATA[A & B &nbsp;]]>", nullptr},
                             {"&<![CDATA[&]]>&", "&amp;<![CDATA[&]]>&amp;", 2},
                             {"<![CDATA[ & never ended", nullptr},
                             {"&Eacute;&eacute;", "Éé", 0, 2}}));

TEST(XmlRepair, ReplacesControlCharactersAndSaysWhere) {
  const auto repair = ScanXml(
      "<a>\n\tb\x01"
      "c &\x0B</a>");
  ASSERT_TRUE(repair);
  EXPECT_EQ(repair->text, "<a>\n\tb c &amp; </a>");
  EXPECT_EQ(repair->controls, 2u);
  EXPECT_EQ(repair->first_control_line, 2u);
}

TEST(XmlRepair, NamesTheLineOfTheFirstFault) {
  const auto repair = ScanXml("<a>\n&amp;\n&nbsp;\n&\n&</a>");
  ASSERT_TRUE(repair);
  EXPECT_EQ(repair->first_html_entity_line, 3u);
  EXPECT_EQ(repair->first_ampersand_line, 4u);
}

std::string Tag(std::size_t attributes) {
  std::string tag = "<a";
  for (std::size_t i = 0; i < attributes; ++i) tag += " a" + std::to_string(i) + "='>'";
  return tag + "/>";
}

TEST(XmlRepair, RefusesAnElementOfManyAttributes) {
  EXPECT_TRUE(ScanXml("\n" + Tag(kMaxXmlAttributes)));
  const auto repair = ScanXml("\n" + Tag(kMaxXmlAttributes + 1));
  ASSERT_FALSE(repair);
  EXPECT_EQ(repair.error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(repair.error().line, 2u);
}

TEST(XmlRepair, TakesSignsOfEqualityInTextForText) {
  const std::string signs(5000, '=');
  EXPECT_TRUE(ScanXml("<a>" + signs + "</a>"));
  EXPECT_TRUE(ScanXml("<a><![CDATA[ if (a <b " + signs + "]]></a>"));
  EXPECT_TRUE(ScanXml("<!-- " + signs + " --><a/>"));
}

struct BalanceCase {
  const char* xml;
  const char* balanced;

  friend std::ostream& operator<<(std::ostream& out, const BalanceCase& c) { return out << c.xml; }
};

class Balance : public ::testing::TestWithParam<BalanceCase> {};
TEST_P(Balance, PutsTagsInOrder) {
  EXPECT_EQ(BalanceXml(GetParam().xml), GetParam().balanced);
  EXPECT_EQ(BalanceXml(GetParam().balanced), GetParam().balanced);
}

INSTANTIATE_TEST_SUITE_P(Table, Balance,
                         ::testing::ValuesIn(std::vector<BalanceCase>{
                             {"", ""},
                             {"<a><b>c</b></a>", "<a><b>c</b></a>"},
                             {"<a><b>c</a>", "<a><b>c</b></a>"},
                             {"<a>c</b></a>", "<a>c</a>"},
                             {"<a><b><c></a></b>", "<a><b><c></c></b></a>"},
                             {"<a>x<br>y</a>", "<a>x<br>y</br></a>"},
                             {"<a><b/></a>", "<a><b/></a>"},
                             {"<a>1 < 2 <3 <b</a>", "<a>1 &lt; 2 &lt;3 &lt;b</a>"},
                             {"<a t='>'>c</a\n>d", "<a t='>'>c</a>\nd"},
                             {"<a><!-- </a> --><![CDATA[</a>]]><?p </a>?></a>",
                              "<a><!-- </a> --><![CDATA[</a>]]><?p </a>?></a>"},
                             {"<a></>", "<a>&lt;/>"},
                             {"<a>never ended", "<a>never ended"},
                             {"<a><![CDATA[never", "<a><![CDATA[never"},
                             {"<", "&lt;"}}));

struct PrologCase {
  const char* xml;
  std::size_t begin;
  const char* root;

  friend std::ostream& operator<<(std::ostream& out, const PrologCase& c) { return out << c.xml; }
};

class Prolog : public ::testing::TestWithParam<PrologCase> {};
TEST_P(Prolog, EndsAtTheRoot) {
  const XmlProlog prolog = ReadXmlProlog(GetParam().xml);
  EXPECT_EQ(prolog.begin, GetParam().begin);
  EXPECT_EQ(prolog.root, GetParam().root);
}

INSTANTIATE_TEST_SUITE_P(Table, Prolog,
                         ::testing::ValuesIn(std::vector<PrologCase>{
                             {"<rss/>", 0, "rss"},
                             {"<?xml version='1.0'?><rss>", 21, "rss"},
                             {"\n <?xml version='1.0'?>\n<rss>", 24, "rss"},
                             {"Notice: something\n<rss>", 18, "rss"},
                             {"<!-- <a> --><rss>", 0, "rss"},
                             {"<?xml-stylesheet href='a>b'?><rdf:RDF x='y'>", 0, "rdf:RDF"},
                             {"<!DOCTYPE rss SYSTEM 'x'><rss>", 0, "rss"},
                             {"<!DOCTYPE rss [ <!ENTITY a 'b'> ]><rss>", 0, "rss"},
                             {"<!-- never", 0, ""},
                             {"no markup", 9, ""},
                             {"", 0, ""}}));

}  // namespace
}  // namespace cuepoint
