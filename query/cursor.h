// Where a page of hits ended, as a token for the next one.
//
// An offset counts hits, so that a page shifts when the index changes in between. A cursor says
// after which hit to go on: while the index is the same, at its place; after a change, behind that
// hit wherever it stands now, or, when it is gone, behind everything that would come before it.
#ifndef CUEPOINT_QUERY_CURSOR_H_
#define CUEPOINT_QUERY_CURSOR_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "query/search.h"

namespace cuepoint {

/// What orders hits: those of the exact tier first, then by score or date, equals by document.
struct HitKey {
  bool exact = false;
  double score = 0;
  std::int32_t published_days = 0;
  std::uint32_t document = 0;
};

/// Whether a hit with key `a` comes before one with key `b`. A strict order. Pure.
bool ComesBefore(const HitKey& a, const HitKey& b, Sort sort);

struct Cursor {
  std::uint64_t revision = 0;  ///< Of the index that answered.
  std::uint64_t search = 0;    ///< SearchKey of the request.
  std::uint32_t position = 0;  ///< Hits so far; at most SearchLimits::kOffset.
  HitKey last = {};            ///< Of the last of them.
};

/// What a cursor holds for: everything of a request that says which hits there are and in what
/// order. The same on every machine.
std::uint64_t SearchKey(const SearchRequest& request);

/// 64 characters of base64url (RFC 4648) without padding; a checksum is part of it.
std::string EncodeCursor(const Cursor& cursor);

/// Nothing for anything that EncodeCursor does not write. Any bytes are accepted. Pure.
std::optional<Cursor> DecodeCursor(std::string_view token);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_CURSOR_H_
