#include "corpus/text.h"

#include <string>

#include <gtest/gtest.h>

namespace cuepoint {
namespace {

TEST(Text, KnowsTheWellFormedSequencesOfUtf8) {
  EXPECT_EQ(Utf8SequenceLength("a"), 1u);
  EXPECT_EQ(Utf8SequenceLength("\xC3\xA9"), 2u);
  EXPECT_EQ(Utf8SequenceLength("\xE2\x80\xA8"), 3u);
  EXPECT_EQ(Utf8SequenceLength("\xF4\x8F\xBF\xBF"), 4u);
  for (const char* bad : {"\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80",
                          "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF",
                          "\xC3", "\xE2\x80", "\xE2\x28\xA1", "\xF0\x9F\x8E"}) {
    EXPECT_EQ(Utf8SequenceLength(bad), 0u) << bad;
  }
  EXPECT_EQ(Utf8SequenceLength(""), 0u);
}

TEST(Text, RepairsOnlyWhatIsBroken) {
  EXPECT_EQ(RepairUtf8("caf\xC3\xA9 \xF0\x9F\x8E\x99"), "caf\xC3\xA9 \xF0\x9F\x8E\x99");
  EXPECT_EQ(RepairUtf8("a\xFF\xC3z"), "a\xEF\xBF\xBD\xEF\xBF\xBDz");
  EXPECT_EQ(FindInvalidUtf8(RepairUtf8("\xE2\x80\xED\xA0\x80")), std::string::npos);
}

TEST(Text, CutsAtACharacter) {
  EXPECT_EQ(TruncateUtf8("a\xC3\xA9", 2), "a");
  EXPECT_EQ(TruncateUtf8("a\xC3\xA9", 3), "a\xC3\xA9");
  EXPECT_EQ(TruncateUtf8("\xC3\xA9", 0), "");
}

TEST(Text, TrimsAsciiWhiteSpace) {
  EXPECT_EQ(Trim(" \t\r\n a b \v\f"), "a b");
  EXPECT_EQ(Trim(" \n"), "");
}

TEST(Slug, KeepsWhatAnAddressMayHold) {
  EXPECT_EQ(Slug("Netstack.FM"), "netstack.fm");
  EXPECT_EQ(Slug("  What's  new? (2025) "), "what-s-new-2025");
  EXPECT_EQ(Slug("日本語 radio"), "日本語-radio");
  EXPECT_EQ(Slug("?!"), "");
}

TEST(Slug, CutsLongNamesButKeepsThemApart) {
  const std::string long_name(500, 'a');
  EXPECT_LE(Slug(long_name).size(), 90u);
  EXPECT_NE(Slug(long_name), Slug(long_name + "b"));
}

TEST(DistinctSlug, MarksEveryChange) {
  EXPECT_EQ(DistinctSlug("abc-1.2_3"), "abc-1.2_3");
  EXPECT_NE(DistinctSlug("Abc"), DistinctSlug("abc"));
  EXPECT_NE(DistinctSlug("a b"), DistinctSlug("a-b"));
  EXPECT_FALSE(DistinctSlug("?").starts_with('-'));
}

TEST(Fnv1a64, AgreesWithThePublishedVectors) {
  // From the reference vectors of Fowler, Noll and Vo.
  EXPECT_EQ(Fnv1a64(""), 0xcbf29ce484222325u);
  EXPECT_EQ(Fnv1a64("a"), 0xaf63dc4c8601ec8cu);
  EXPECT_EQ(Fnv1a64("foobar"), 0x85944171f73967e8u);
}

TEST(EscapeHtml, ReplacesTheFiveCharactersAndKeepsOtherBytes) {
  EXPECT_EQ(EscapeHtml("<a href=\"x\">'R&D'</a> ü \xFF"),
            "&lt;a href=&quot;x&quot;&gt;&#39;R&amp;D&#39;&lt;/a&gt; ü \xFF");
  EXPECT_EQ(EscapeHtml(""), "");
}

}  // namespace
}  // namespace cuepoint
