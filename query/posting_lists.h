// Posting lists in memory: which documents have a word, and what it is worth in each.
//
// Reading a list from the index costs some fifty nanoseconds a posting, and BM25 a look at the
// document's length for each. Both are done once for each word of a revision; ranking then adds up
// arrays (match_lists.h). What does not depend on the query is computed here: the impact of a
// posting (Anh and Moffat, "Impact transformation: effective and efficient web retrieval", 2002).
#ifndef CUEPOINT_QUERY_POSTING_LISTS_H_
#define CUEPOINT_QUERY_POSTING_LISTS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/bm25.h"
#include "query/index_view.h"
#include "query/lru_cache.h"

namespace cuepoint {

/// A document among those of its kind: the id of an episode, the PassageBit of a passage.
using Place = std::uint32_t;

/// The documents that have a word, ascending.
struct PostingList {
  std::vector<Place> places;
  std::vector<float> impacts;  ///< Bm25Saturation of each, in (0, 1).

  std::size_t bytes() const {
    return sizeof *this + places.size() * (sizeof(Place) + sizeof(float));
  }
};

/// The first at or behind `from` whose place is not before `place`, or how many there are. Takes
/// the logarithm of how far that is.
std::size_t Seek(std::span<const Place> places, std::size_t from, Place place);

/// Where a word stands.
enum class StemField {
  kEpisode,  ///< Anywhere in an episode.
  kTitle,    ///< In the title of an episode.
  kPassage,  ///< In a passage.
};

/// The prefix of its terms (schema.h).
std::string_view PrefixOf(StemField field);

/// The lists of the words that were asked for, read from the index on first use and remembered.
/// Thread-safe.
class PostingLists {
 public:
  PostingLists(std::size_t limit_bytes, Bm25Parameters episode, Bm25Parameters passage)
      : episode_(episode), passage_(passage), cache_(limit_bytes) {}

  /// The list of a word, which may have several forms: it counts in a document as often as all of
  /// them together. Never null. Throws what Xapian throws.
  std::shared_ptr<const PostingList> Find(const Reader& reader, StemField field,
                                          const std::vector<std::string>& forms);

  /// Documents that have all of these words (each by its forms), with the mean of the words'
  /// impacts by their weights: times the sum of the weights it is the sum of what each word is
  /// worth. The same holds as of Find.
  std::shared_ptr<const PostingList> FindAll(const Reader& reader, StemField field,
                                             const std::vector<std::vector<std::string>>& words);

  /// What the impacts of a list are to be multiplied with: idf · (k1 + 1); 0 for an empty one.
  double Weight(const IndexView& view, StemField field, const PostingList& list) const;

  Bm25Parameters parameters(StemField field) const {
    return field == StemField::kPassage ? passage_ : episode_;
  }

 private:
  struct Key {
    std::uint64_t revision = 0;
    std::string terms;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      return std::hash<std::string>()(key.terms) ^ key.revision;
    }
  };

  PostingList Read(const Reader& reader, StemField field, const std::string& form) const;
  PostingList Merge(const Reader& reader, StemField field, const std::vector<std::string>& forms);
  PostingList Join(const Reader& reader, StemField field,
                   const std::vector<std::vector<std::string>>& words);
  std::shared_ptr<const PostingList> Keep(const Key& key, PostingList list);

  const Bm25Parameters episode_;
  const Bm25Parameters passage_;
  LruCache<Key, PostingList, KeyHash> cache_;
};

/// Documents of the kind that `field` belongs to.
KindStatistics StatisticsOf(const IndexView& view, StemField field);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_POSTING_LISTS_H_
