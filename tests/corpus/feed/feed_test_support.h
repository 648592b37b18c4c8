// What tests of feeds in XML and in JSON have in common.
#ifndef CUEPOINT_TESTS_CORPUS_FEED_FEED_TEST_SUPPORT_H_
#define CUEPOINT_TESTS_CORPUS_FEED_FEED_TEST_SUPPORT_H_

#include <ostream>
#include <string>
#include <vector>

#include "corpus/result.h"

namespace cuepoint {

/// How a document starts, and whether that is a feed.
struct HeadCase {
  std::string head;
  bool feed;

  friend std::ostream& operator<<(std::ostream& out, const HeadCase& c) { return out << c.head; }
};

/// The kinds of problems, in order.
inline std::vector<std::string> Kinds(const std::vector<Error>& problems) {
  std::vector<std::string> kinds;
  for (const Error& problem : problems) kinds.push_back(problem.kind);
  return kinds;
}

}  // namespace cuepoint

#endif  // CUEPOINT_TESTS_CORPUS_FEED_FEED_TEST_SUPPORT_H_
