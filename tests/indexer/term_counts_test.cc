#include "indexer/term_counts.h"

#include <map>
#include <random>
#include <string>

#include <gtest/gtest.h>
#include <xapian.h>

namespace cuepoint {
namespace {

std::map<std::string, unsigned> TermsOf(const Xapian::Document& document) {
  std::map<std::string, unsigned> terms;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    terms[*term] = term.get_wdf();
  }
  return terms;
}

TEST(TermCounts, AddsUpWhatATermWeighs) {
  TermCounts counts;
  counts.Add("quic", 20);
  counts.Add("tls", 4);
  counts.Add("quic", 4);
  EXPECT_EQ(counts.size(), 2u);
  Xapian::Document document;
  EXPECT_EQ(counts.MoveInto("Z", document), 28u);
  EXPECT_EQ(TermsOf(document), (std::map<std::string, unsigned>{{"Zquic", 24}, {"Ztls", 4}}));
}

TEST(TermCounts, StartsAnewForEachDocument) {
  TermCounts counts;
  Xapian::Document first;
  counts.Add("a", 1);
  counts.MoveInto("", first);
  Xapian::Document second;
  EXPECT_EQ(counts.MoveInto("", second), 0u);
  EXPECT_EQ(second.termlist_count(), 0u);
  counts.Add("a", 2);
  EXPECT_EQ(counts.MoveInto("", second), 2u);
}

TEST(TermCounts, CountsLikeATreeHoweverManyTermsThereAre) {
  std::mt19937 random(7);
  TermCounts counts;
  for (const unsigned different : {3u, 500u, 513u, 20'000u}) {
    std::map<std::string, unsigned> expected;
    std::uint64_t length = 0;
    for (unsigned i = 0; i < 3 * different; ++i) {
      // Some are prefixes of others, some share their first eight bytes, some have a zero byte.
      std::string term = "beginning" + std::to_string(random() % different);
      if (i % 3 == 0) term.erase(0, 9);
      if (i % 5 == 0) term += '\0';
      const auto weight = static_cast<unsigned>(random() % 5);
      counts.Add(term, weight);
      expected["P" + term] += weight;
      length += weight;
    }
    Xapian::Document document;
    EXPECT_EQ(counts.size(), expected.size());
    EXPECT_EQ(counts.MoveInto("P", document), length);
    EXPECT_EQ(TermsOf(document), expected);
  }
}

}  // namespace
}  // namespace cuepoint
