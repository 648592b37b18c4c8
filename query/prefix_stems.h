// The stems of an index that begin with given letters.
#ifndef CUEPOINT_QUERY_PREFIX_STEMS_H_
#define CUEPOINT_QUERY_PREFIX_STEMS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

namespace cuepoint {

struct PrefixStems {
  std::vector<std::string> stems;  ///< The commonest first; ties in byte order.
  bool truncated = false;          ///< Whether there were more.
};

/// Looking stops after so many, so that no prefix takes longer than a few milliseconds.
inline constexpr std::size_t kPrefixTermsSeen = 5'000;

/// The at most `limit` commonest stems that begin with `prefix` (as the analyzer gives it). Where
/// none does, `prefix` loses up to four letters, but never more than a third of it: stems are
/// shorter than words. Throws what Xapian throws.
PrefixStems FindPrefixStems(const Xapian::Database& database, std::string_view prefix,
                            std::size_t limit);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_PREFIX_STEMS_H_
