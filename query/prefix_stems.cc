#include "query/prefix_stems.h"

#include <algorithm>
#include <utility>

#include "indexer/schema.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMostEndingBytes = 4;

using Counted = std::pair<Xapian::doccount, std::string>;

std::vector<Counted> StemsFrom(const Xapian::Database& database, std::string_view prefix) {
  std::vector<Counted> stems;
  const std::string begin = std::string(schema::kEpisodeStemPrefix).append(prefix);
  for (auto term = database.allterms_begin(begin);
       term != database.allterms_end(begin) && stems.size() <= kPrefixTermsSeen; ++term) {
    stems.emplace_back(term.get_termfreq(), (*term).substr(schema::kEpisodeStemPrefix.size()));
  }
  return stems;
}

}  // namespace

PrefixStems FindPrefixStems(const Xapian::Database& database, std::string_view prefix,
                            std::size_t limit) {
  std::vector<Counted> counted = StemsFrom(database, prefix);
  const std::size_t shortest = prefix.size() - std::min(kMostEndingBytes, prefix.size() / 3);
  while (counted.empty() && prefix.size() > shortest) {
    prefix.remove_suffix(1);
    // Nothing but the stem itself: what merely begins so is another word.
    const std::string stem(prefix);
    const Xapian::doccount count =
        database.get_termfreq(schema::Term(schema::kEpisodeStemPrefix, stem));
    if (count != 0) counted.emplace_back(count, stem);
  }
  std::sort(counted.begin(), counted.end(), [](const Counted& a, const Counted& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  PrefixStems found;
  found.truncated = counted.size() > limit;
  if (found.truncated) counted.resize(limit);
  for (Counted& each : counted) found.stems.push_back(std::move(each.second));
  return found;
}

}  // namespace cuepoint
