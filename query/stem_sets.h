// Which episodes have a stem, as bit sets kept in memory: what totals are counted with.
//
// Counting a ranking's matches inside the match means to score every one of them; a union of bit
// sets of a thousand episodes takes nanoseconds.
#ifndef CUEPOINT_QUERY_STEM_SETS_H_
#define CUEPOINT_QUERY_STEM_SETS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "indexer/schema.h"
#include "query/index_view.h"
#include "query/lru_cache.h"

namespace cuepoint {

/// A set of episodes, one bit for each document id; or of passages, by their ids from
/// schema::kFirstPassage on (PassageBit).
class EpisodeSet {
 public:
  static constexpr std::size_t kWordBits = 64;

  void Add(Xapian::docid episode);
  /// Adds first … last.
  void AddRange(Xapian::docid first, Xapian::docid last);
  void UniteWith(const EpisodeSet& other);
  void Remove(const EpisodeSet& other);
  void IntersectWith(const EpisodeSet& other);
  bool Contains(Xapian::docid episode) const {
    const std::size_t word = episode / kWordBits;
    return word < words_.size() && (words_[word] >> episode % kWordBits & 1) != 0;
  }
  std::size_t Count() const;
  /// Which of kWordBits episodes, from index · kWordBits on, are members, a bit for each.
  std::uint64_t Word(std::size_t index) const { return index < words_.size() ? words_[index] : 0; }
  void AddWord(std::size_t index, std::uint64_t members) {
    if (index >= words_.size()) words_.resize(index + 1);
    words_[index] |= members;
  }
  /// The members, ascending.
  std::vector<Xapian::docid> Members() const;
  bool empty() const { return Count() == 0; }
  std::size_t bytes() const { return sizeof *this + words_.size() * sizeof(std::uint64_t); }

 private:
  std::vector<std::uint64_t> words_;  // As long as the highest member needs.
};

/// The place of a passage in a set of passages.
inline Xapian::docid PassageBit(Xapian::docid passage) { return passage - schema::kFirstPassage; }

/// The sets of stems, read from the index on first use and remembered. Thread-safe.
class StemSets {
 public:
  explicit StemSets(std::size_t limit_bytes) : cache_(limit_bytes), terms_(limit_bytes) {}

  /// The episodes that have a stem; never null. Throws what Xapian throws.
  std::shared_ptr<const EpisodeSet> Find(const Reader& reader, const std::string& stem) {
    return FindTerm(reader, schema::Term(schema::kEpisodeStemPrefix, stem));
  }
  /// The passages that have it.
  std::shared_ptr<const EpisodeSet> FindPassages(const Reader& reader, const std::string& stem) {
    return FindTerm(reader, schema::Term(schema::kPassageStemPrefix, stem));
  }
  /// The same for a whole term, of one kind of documents.
  std::shared_ptr<const EpisodeSet> FindTerm(const Reader& reader, const std::string& term);

  /// Every term of the index that begins with `prefix`, without it, in byte order; of more than
  /// kMaxTerms the first. Never null. Throws what Xapian throws.
  std::shared_ptr<const std::vector<std::string>> Terms(const Reader& reader,
                                                        const std::string& prefix);

  static constexpr std::size_t kMaxTerms = 200'000;

 private:
  struct Key {
    std::uint64_t revision = 0;
    std::string term;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      return std::hash<std::string>()(key.term) ^ key.revision;
    }
  };

  LruCache<Key, EpisodeSet, KeyHash> cache_;
  LruCache<Key, std::vector<std::string>, KeyHash> terms_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_STEM_SETS_H_
