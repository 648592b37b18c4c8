// Which values of each facet every episode of a revision has, in memory: what facets are counted
// with.
//
// The index's terms have names and tags folded, as they are compared, and nothing of transcripts;
// what is shown stands in the episodes' records. So these are read through once for each revision,
// when facets are first asked for, and values become numbers: counting is then an addition for each
// value of each matching episode.
#ifndef CUEPOINT_QUERY_FACET_TABLE_H_
#define CUEPOINT_QUERY_FACET_TABLE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "corpus/result.h"
#include "query/facet.h"
#include "query/index_view.h"
#include "query/stem_sets.h"

namespace cuepoint {

/// Immutable once read; shared between threads.
class FacetTable {
 public:
  /// Reads every episode's record. Error: kCorrupt. Throws what Xapian throws.
  static Result<std::shared_ptr<const FacetTable>> Read(const Reader& reader);

  std::uint64_t revision() const { return revision_; }

  /// How many of these episodes have each value of a facet, exactly. Linear in the values that the
  /// episodes have.
  FacetCounts Count(Facet facet, const EpisodeSet& episodes) const;

  /// The episodes with a transcript, or those without one.
  EpisodeSet WithTranscript(bool has_transcript) const;

 private:
  class Builder;

  /// The values of one facet, by row.
  struct Column {
    std::vector<FacetValue> values;     ///< Counts are not used.
    std::vector<std::uint32_t> begins;  ///< Of each row, in `ids`; one more than there are rows.
    std::vector<std::uint32_t> ids;     ///< Indices of `values`.
  };

  std::uint64_t revision_ = 0;
  std::vector<Xapian::docid> episodes_;  // Of each row, ascending.
  std::array<Column, kAllFacets.size()> columns_;
};

/// The table of the latest revision, read when it is first asked for. Thread-safe.
class FacetTables {
 public:
  /// That of the reader's revision. Errors and exceptions: those of FacetTable::Read.
  Result<std::shared_ptr<const FacetTable>> Of(const Reader& reader);

 private:
  std::mutex mutex_;
  std::shared_ptr<const FacetTable> latest_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_FACET_TABLE_H_
