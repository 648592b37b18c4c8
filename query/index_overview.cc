#include "query/index_overview.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include <xapian.h>

#include "indexer/document_builder.h"
#include "indexer/schema.h"

namespace cuepoint {

Result<IndexOverview> ReadOverview(const Reader& reader, std::size_t limit) {
  const IndexView& view = *reader.view;
  std::vector<Xapian::docid> episodes = view.Episodes();
  IndexOverview overview{.revision = view.revision(), .episodes = episodes.size()};

  const std::string prefix(schema::kShowPrefix);
  Xapian::TermIterator show = reader.database.allterms_begin(prefix);
  const Xapian::TermIterator end = reader.database.allterms_end(prefix);
  overview.several_shows = show != end && ++show != end;

  const auto shown =
      episodes.begin() + static_cast<std::ptrdiff_t>(std::min(limit, episodes.size()));
  std::partial_sort(
      episodes.begin(), shown, episodes.end(), [&view](Xapian::docid a, Xapian::docid b) {
        return std::tuple(view.PublishedDays(a), a) > std::tuple(view.PublishedDays(b), b);
      });
  for (auto docid = episodes.begin(); docid != shown; ++docid) {
    Result<EpisodeRecord> record = DecodeRecord(reader.database.get_document(*docid).get_data());
    if (!record) return record.error();
    overview.newest.push_back(std::move(record->episode));
  }
  return overview;
}

}  // namespace cuepoint
