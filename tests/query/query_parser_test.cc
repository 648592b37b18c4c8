#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/query_ast.h"
#include "query/search.h"

namespace cuepoint {
namespace {

using Kind = QueryNode::Kind;

std::string Parsed(std::string_view query) {
  const Result<QueryNode> node = ParseQuery(query);
  return node ? ToString(*node) : "error: " + node.error().message;
}

struct Case {
  std::string_view query;
  std::string_view tree;
};

class Understands : public testing::TestWithParam<Case> {};

TEST_P(Understands, AsTheTableSays) {
  EXPECT_EQ(Parsed(GetParam().query), GetParam().tree) << "query: " << GetParam().query;
}

INSTANTIATE_TEST_SUITE_P(
    Words, Understands,
    testing::Values(Case{"", "(any)"}, Case{" \t\n", "(any)"}, Case{"\u3000\u00A0", "(any)"},
                    Case{"dns", "dns"}, Case{"quic tcp", "(any quic tcp)"},
                    Case{"  quic \n tcp  ", "(any quic tcp)"},
                    Case{"日本\u3000語", "(any 日本 語)"},
                    Case{"C++ .NET node.js HTTP/3", "(any C++ .NET node.js HTTP/3)"},
                    Case{"don't it’s", "(any don't it’s)"},
                    Case{"#testing @WesBos", "(any #testing @WesBos)"}, Case{"(((dns)))", "dns"},
                    Case{"dns ()", "dns"}, Case{"()", "(any)"}, Case{"(()) dns (\"\")", "dns"},
                    Case{"quic (tcp udp)", "(any quic tcp udp)"},
                    Case{"what is an orm (object mapper)", "(any what is an orm object mapper)"}));

INSTANTIATE_TEST_SUITE_P(
    Phrases, Understands,
    testing::Values(Case{"\"zero copy\"", "(phrase \"zero copy\")"},
                    Case{"dns \"zero copy\" x", "(any dns (phrase \"zero copy\") x)"},
                    Case{"“zero copy”", "(phrase \"zero copy\")"},
                    Case{"„zero copy“", "(phrase \"zero copy\")"},
                    Case{"« zero copy »", "(phrase \"zero copy\")"},
                    Case{"»zero copy«", "(phrase \"zero copy\")"},
                    Case{"＂zero copy＂", "(phrase \"zero copy\")"},
                    Case{"\"zero copy”", "(phrase \"zero copy\")"},
                    Case{"dns \"zero copy", "(any dns (phrase \"zero copy\"))"},
                    Case{"dns\"zero copy\"x", "(any dns (phrase \"zero copy\") x)"},
                    Case{"say:\"zero copy\"", "(any say: (phrase \"zero copy\"))"},
                    Case{"\"\"", "(any)"}, Case{"\"  \" dns", "dns"}, Case{"dns \"", "dns"},
                    Case{"12\" vinyl", "(any 12 vinyl)"}, Case{"(12\") or lp", "(or 12 lp)"},
                    Case{"\"a AND (b\"", "(phrase \"a AND (b\")"},
                    Case{"\"AND\"", "(phrase \"AND\")"},
                    Case{"it says \"zero copy\" is fast",
                         "(any it says (phrase \"zero copy\") is fast)"}));

INSTANTIATE_TEST_SUITE_P(
    AndOr, Understands,
    testing::Values(Case{"quic AND tcp", "(and quic tcp)"}, Case{"quic OR tcp", "(or quic tcp)"},
                    Case{"quic and tcp", "(and quic tcp)"}, Case{"quic Or tcp", "(or quic tcp)"},
                    Case{"a AND b AND c", "(and a b c)"}, Case{"a OR b AND c", "(or a (and b c))"},
                    Case{"a and b or c and d", "(or (and a b) (and c d))"},
                    Case{"(quic or tcp) and dns", "(and (or quic tcp) dns)"},
                    Case{"dns and (quic or tcp)", "(and dns (or quic tcp))"},
                    Case{"rust and \"zero copy\"", "(and rust (phrase \"zero copy\"))"},
                    Case{"(a AND b) AND c", "(and a b c)"}, Case{"a OR (b OR c)", "(or a b c)"},
                    Case{"packet loss AND quic", "(and (any packet loss) quic)"},
                    Case{"RFC 9000 AND QUIC", "(and (any RFC 9000) QUIC)"},
                    Case{"QUIC AND TCP", "(and QUIC TCP)"},
                    Case{"quic AND(tcp OR udp)", "(and quic (or tcp udp))"},
                    Case{"(quic)OR(tcp)", "(or quic tcp)"},
                    Case{"dns (quic OR tcp)", "(any dns (or quic tcp))"},
                    Case{"dns (quic or tcp)", "(any dns (or quic tcp))"},
                    Case{"quic(tcp OR udp)", "(any quic (or tcp udp))"},
                    Case{"a AND (b c)", "(and a (any b c))"},
                    Case{"(one two) and dns", "(and (any one two) dns)"}));

INSTANTIATE_TEST_SUITE_P(
    PlainLanguage, Understands,
    testing::Values(
        Case{"Differences between tRPC, REST and GraphQL",
             "(any Differences between tRPC, REST and GraphQL)"},
        Case{"Potluck: Bun JS, APIs, Rust, Documentation, and More",
             "(any Potluck: Bun JS, APIs, Rust, Documentation, and More)"},
        Case{"Want to chat about Deno or Bun?", "(any Want to chat about Deno or Bun?)"},
        Case{"packet loss and quic", "(any packet loss and quic)"},
        Case{"to be or not to be", "(any to be or not to be)"},
        Case{"ready or not", "(or ready not)"}, Case{"war and", "(any war and)"},
        Case{"and peace", "(any and peace)"}, Case{"and", "and"}, Case{"AND", "AND"},
        Case{"OR quic", "(any OR quic)"}, Case{"quic AND", "(any quic AND)"},
        Case{"quic AND AND tcp", "(and (any quic AND) tcp)"}, Case{"NOT", "NOT"},
        Case{"is it worth it (pros and cons)", "(any is it worth it pros and cons)"},
        Case{"is it worth it (pros AND cons)", "(any is it worth it (and pros cons))"},
        Case{"SvelteKit did NOT abandon TypeScript. They changed how they author types",
             "(any SvelteKit did NOT abandon TypeScript. They changed how they author types)"},
        Case{"Crank your productivity AND your comfort with all of this week's advice!",
             "(any Crank your productivity AND your comfort with all of this week's advice!)"},
        Case{"ESTIMATES OF IONIZATION DENSITY AND TEMPERATURE",
             "(any ESTIMATES OF IONIZATION DENSITY AND TEMPERATURE)"},
        Case{"one two three four five six AND seven",
             "(and (any one two three four five six) seven)"},
        Case{"one two three four five six seven AND eight",
             "(any one two three four five six seven AND eight)"}));

INSTANTIATE_TEST_SUITE_P(
    Exclusions, Understands,
    testing::Values(
        Case{"dns -bgp", "(any dns (not bgp))"}, Case{"-bgp dns", "(any (not bgp) dns)"},
        Case{"dns \u2212bgp", "(any dns (not bgp))"},
        Case{"dns -\"zero copy\"", "(any dns (not (phrase \"zero copy\")))"},
        Case{"dns -(quic tcp)", "(any dns (not (any quic tcp)))"},
        Case{"dns -(quic AND tcp)", "(any dns (not (and quic tcp)))"},
        Case{"dns NOT bgp", "(any dns (not bgp))"}, Case{"NOT bgp dns", "(any (not bgp) dns)"},
        Case{"dns NOT (quic tcp)", "(any dns (not (any quic tcp)))"},
        Case{"quic AND NOT tcp", "(and quic (not tcp))"},
        Case{"quic and not tcp", "(and quic (not tcp))"},
        Case{"quic AND not tcp", "(and quic (not tcp))"},
        Case{"quic not tcp", "(any quic not tcp)"}, Case{"not quic", "(any not quic)"},
        Case{"quic and -tcp", "(and quic (not tcp))"},
        Case{"quic and tcp -udp", "(and quic (any tcp (not udp)))"},
        Case{"quic and not tcp -udp", "(and quic (not tcp) (not udp))"},
        Case{"-udp -tcp AND quic", "(and (not udp) (not tcp) quic)"},
        Case{"dns (-bgp)", "(any dns (not bgp))"}, Case{"dns -and", "(any dns (not and))"},
        Case{"dns NOT", "(any dns NOT)"}, Case{"dns NOT NOT bgp", "(any dns NOT (not bgp))"},
        Case{"dns NOT -bgp", "(any dns NOT (not bgp))"},
        Case{"sans-IO --release - C++", "(any sans-IO --release - C++)"},
        Case{"dns - bgp", "(any dns - bgp)"}, Case{"dns -", "(any dns -)"},
        Case{"(dns -) x", "(any dns - x)"}, Case{"dns –bgp —tcp", "(any dns –bgp —tcp)"},
        Case{"dns -\"\"", "dns"}, Case{"dns -() tcp", "(any dns tcp)"},
        Case{"0-RTT -0-RTT x", "(any 0-RTT (not 0-RTT) x)"}));

INSTANTIATE_TEST_SUITE_P(BracketsInWords, Understands,
                         testing::Values(Case{"type coercion with .includes()",
                                              "(any type coercion with .includes())"},
                                         Case{"nothing(ness)!", "nothing(ness)!"},
                                         Case{"(word(s) or b)", "(or word(s) b)"},
                                         Case{"great show :) thanks", "(any great show :) thanks)"},
                                         Case{"sad show :(", "(any sad show :()"},
                                         Case{"a) first 2) second", "(any a) first 2) second)"},
                                         Case{"f(x) g(y, z)", "(any f(x) g y, z)"}));

struct Mended {
  std::string_view query;  ///< "^" stands where the note is about; the query is without it.
  std::string_view tree;
  std::string_view code;
};

class Mends : public testing::TestWithParam<Mended> {};

TEST_P(Mends, WithANoteThatPointsAtThePlace) {
  std::string query(GetParam().query);
  const std::size_t mark = query.find('^');
  query.erase(mark, 1);
  QueryNotes notes;
  const Result<QueryNode> node = ParseQuery(query, &notes);
  ASSERT_TRUE(node);
  EXPECT_EQ(ToString(*node), GetParam().tree);
  ASSERT_FALSE(notes.empty());
  EXPECT_EQ(notes.back().code, GetParam().code);
  EXPECT_EQ(notes.back().offset, mark) << query;
  EXPECT_FALSE(notes.back().message.empty());
}

INSTANTIATE_TEST_SUITE_P(Brackets, Mends,
                         testing::Values(Mended{"^(quic OR tcp", "(or quic tcp)", "unbalanced"},
                                         Mended{"^(quic (tcp)", "(any quic tcp)", "unbalanced"},
                                         Mended{"quic AND^(tcp", "(and quic tcp)", "unbalanced"},
                                         Mended{"quic^)", "quic", "unbalanced"},
                                         Mended{"quic^) tcp", "(any quic tcp)", "unbalanced"},
                                         Mended{"(a OR b)^) AND c", "(and (or a b) c)",
                                                "unbalanced"},
                                         Mended{"^) quic", "quic", "unbalanced"}));

INSTANTIATE_TEST_SUITE_P(Exclusions, Mends,
                         testing::Values(Mended{"dns ^-(-a)", "(any dns a)", "plain_words"},
                                         Mended{"dns OR ^-bgp", "(any dns OR bgp)", "plain_words"},
                                         Mended{"dns OR ^NOT bgp", "(any dns OR NOT bgp)",
                                                "plain_words"},
                                         Mended{"^title:(-a) b", "(any a b)", "plain_words"}));

INSTANTIATE_TEST_SUITE_P(
    Values, Mends,
    testing::Values(Mended{"dns ^after:party", "(any dns after:party)", "bad_value"},
                    Mended{"^year:2025-06", "year:2025-06", "bad_value"},
                    Mended{"^longer:-5", "longer:-5", "bad_value"},
                    Mended{"\"a b\"^~101", "(near 100 \"a b\")", "shortened"}));

INSTANTIATE_TEST_SUITE_P(
    Fields, Understands,
    testing::Values(Case{"title:quic", "(title quic)"}, Case{"TITLE:quic", "(title quic)"},
                    Case{"title: quic", "(any title: quic)"}, Case{"subtitle:a", "subtitle:a"},
                    Case{"title:AND x", "(any (title AND) x)"},
                    Case{"title:tag:x", "(title tag:x)"}, Case{"(title:a)", "(title a)"},
                    Case{"x title:\"\" y", "(any x y)"},
                    Case{"-title:a b", "(any (not (title a)) b)"},
                    Case{"+title:a b", "(any (must (title a)) b)"},
                    Case{"NOT title:a b", "(any (not (title a)) b)"},
                    Case{"guest:\"a b\"~2", "(guest (near 2 \"a b\"))"},
                    Case{"title:a and guest:b", "(and (title a) (guest b))"},
                    Case{"(after:2025)", "(after 2025)"},
                    Case{"after:\"2025-06\"", "(after 2025-06)"},
                    Case{"longer:1:02:03", "(longer 1:02:03)"}));

INSTANTIATE_TEST_SUITE_P(OnlyExclusions, Understands,
                         testing::Values(Case{"-bgp", "(not bgp)"},
                                         Case{"-bgp -dns", "(and (not bgp) (not dns))"},
                                         Case{"  NOT bgp", "(not bgp)"},
                                         Case{"(-bgp)", "(not bgp)"},
                                         Case{"-a AND -b", "(and (not a) (not b))"},
                                         Case{"dns (-a -b)", "(any dns (not a) (not b))"}));

INSTANTIATE_TEST_SUITE_P(PlusAndStar, Understands,
                         testing::Values(Case{"+quic tcp", "(any (must quic) tcp)"},
                                         Case{"+(a or b) c", "(any (must (or a b)) c)"},
                                         Case{"+\"a b\"", "(must (phrase \"a b\"))"},
                                         Case{"+1 x", "(any +1 x)"},
                                         Case{"a + b ++c", "(any a + b ++c)"}, Case{"c++", "c++"},
                                         Case{"qu* tcp", "(any (prefix qu) tcp)"},
                                         Case{"q* a** *b", "(any q* a** *b)"},
                                         Case{"(qu* tcp) x", "(any (prefix qu) tcp x)"},
                                         Case{"\"a b\"~ x", "(any (phrase \"a b\") ~ x)"},
                                         Case{"\"a b\"~3x", "(any (near 3 \"a b\") x)"}));

TEST(ParseQuery, PointsAtWhereEachNodeStartsInTheQuery) {
  const std::string_view query = "  dns -bgp (quic OR \"a b\")";
  const Result<QueryNode> node = ParseQuery(query);
  ASSERT_TRUE(node);
  ASSERT_EQ(node->children.size(), 3u);
  EXPECT_EQ(node->offset, 2u);
  EXPECT_EQ(node->children[0].offset, query.find("dns"));
  EXPECT_EQ(node->children[1].offset, query.find("-bgp"));
  EXPECT_EQ(node->children[1].children[0].offset, query.find("bgp"));
  EXPECT_EQ(node->children[2].children[0].offset, query.find("quic"));
  EXPECT_EQ(node->children[2].children[1].offset, query.find('"'));
}

TEST(ParseQuery, KeepsTheBytesOfWordsThatAreNotUtf8) {
  EXPECT_EQ(Parsed("\xFF\xFEquic \xC3"), "(any \xFF\xFEquic \xC3)");
  EXPECT_EQ(Parsed(std::string_view("a\0b", 3)), "(any a b)");
}

TEST(ParseQuery, AcceptsExactlyTheBoundOnBytes) {
  EXPECT_TRUE(ParseQuery(std::string(SearchLimits::kQueryBytes, 'a')));
  const Result<QueryNode> node = ParseQuery(std::string(SearchLimits::kQueryBytes + 1, 'a'));
  ASSERT_FALSE(node);
  EXPECT_EQ(node.error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(node.error().offset, SearchLimits::kQueryBytes);
}

TEST(ParseQuery, AcceptsExactlyTheBoundOnWordsWhereverTheyStand) {
  std::string words;
  for (std::size_t i = 0; i + 1 < SearchLimits::kQueryTerms; ++i) words += "ab ";
  EXPECT_TRUE(ParseQuery(words + "ab"));
  EXPECT_TRUE(ParseQuery("\"" + words + "ab\""));
  for (const std::string& query : {words + "ab ab", "\"" + words + "ab ab\""}) {
    const Result<QueryNode> node = ParseQuery(query);
    ASSERT_FALSE(node);
    EXPECT_EQ(node.error().code, ErrorCode::kTooLarge);
    EXPECT_EQ(node.error().offset, query.rfind("ab"));
  }
}

TEST(ParseQuery, AcceptsExactlyTheBoundOnNesting) {
  const std::string open(SearchLimits::kQueryDepth, '(');
  const std::string close(SearchLimits::kQueryDepth, ')');
  EXPECT_EQ(Parsed(open + "dns" + close), "dns");
  const Result<QueryNode> node = ParseQuery("(" + open + "dns" + close + ")");
  ASSERT_FALSE(node);
  EXPECT_EQ(node.error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(node.error().offset, SearchLimits::kQueryDepth);
}

/// Whether a node says what to find.
bool Finds(const QueryNode& node) {
  if (node.kind == Kind::kNot) return false;
  return node.children.empty() || std::any_of(node.children.begin(), node.children.end(), Finds);
}

/// Checks what ParseQuery promises about a tree, whatever the query.
void ExpectTidy(const QueryNode& node, std::string_view query, bool root) {
  EXPECT_LE(node.offset, query.size());
  switch (node.kind) {
    case Kind::kWords:
    case Kind::kPrefix:
      EXPECT_EQ(query.substr(node.offset, node.text.size()), node.text);
      [[fallthrough]];
    case Kind::kPhrase:
    case Kind::kNear:
      EXPECT_FALSE(node.text.empty());
      EXPECT_TRUE(node.children.empty());
      break;
    case Kind::kField:
    case Kind::kMust:
    case Kind::kNot:
      ASSERT_EQ(node.children.size(), 1u);
      EXPECT_TRUE(Finds(node.children[0]));
      break;
    case Kind::kAnd:
    case Kind::kOr:
    case Kind::kAny:
      if (root && node.children.empty()) break;
      EXPECT_GE(node.children.size(), 2u);
      EXPECT_TRUE(root || Finds(node));
      for (const QueryNode& child : node.children) {
        EXPECT_TRUE(node.kind == Kind::kAny || child.kind != node.kind);
        EXPECT_TRUE(node.kind != Kind::kOr || Finds(child));
      }
  }
  for (const QueryNode& child : node.children) ExpectTidy(child, query, false);
}

TEST(ParseQuery, GivesATidyTreeForAnyMixOfSyntax) {
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same queries on every run.
  const std::vector<std::string> pieces = {
      "a",      "b",    "and",    "AND",  "or", "OR", "not", "NOT",    " ", " ",    " ",
      "(",      ")",    "-",      "+",    "*",  "~2", "\"",  "“",      "−", "\xE2", "ü",
      "title:", "tag:", "after:", "2025", ":",  "'",  "12",  "\u3000", "()"};
  for (int round = 0; round < 20'000; ++round) {
    std::string query;
    for (std::size_t n = random() % 16; n > 0; --n) query += pieces[random() % pieces.size()];
    QueryNotes notes;
    const Result<QueryNode> node = ParseQuery(query, &notes);
    ASSERT_TRUE(node) << query;
    ExpectTidy(*node, query, true);
    for (const QueryNote& note : notes) {
      ASSERT_TRUE(note.offset) << query;
      EXPECT_LT(*note.offset, query.size()) << query;
    }
    if (HasFailure()) FAIL() << "query: " << query;
  }
}

TEST(ParseQuery, IgnoresBracketsAroundTheWholeQuery) {
  for (const std::string_view query : {"quic AND tcp", "a OR b AND c", "\"zero copy\" -bgp x"}) {
    const Result<QueryNode> once = ParseQuery(query);
    const Result<QueryNode> again = ParseQuery("(" + std::string(query) + ")");
    ASSERT_TRUE(once && again);
    EXPECT_EQ(ToString(*once), ToString(*again));
  }
}

}  // namespace
}  // namespace cuepoint
