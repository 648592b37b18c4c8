// Synonyms and aliases at query time: what else a word or a row of words is called.
#ifndef CUEPOINT_QUERY_SYNONYMS_H_
#define CUEPOINT_QUERY_SYNONYMS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/analyzer.h"
#include "indexer/synonym_rules.h"

namespace cuepoint {

/// What every index knows: abbreviations of networking and of podcasts, in the format of
/// synonym_rules.h.
std::string_view BuiltInSynonyms();

/// Rules, analysed. Immutable once made; shared between threads.
class SynonymTable {
 public:
  /// Sides of more words than this are left out.
  static constexpr std::size_t kMaxWords = 8;

  SynonymTable() = default;
  SynonymTable(const std::vector<SynonymRule>& rules, Analyzer& analyzer);

  /// The longest side that the stems from `begin` on start with: how many stems it takes (0 for
  /// none) and the other sides of its rules, as written.
  struct Match {
    std::size_t words = 0;
    const std::vector<std::string>* others = nullptr;
  };
  Match Find(const std::vector<std::string>& stems, std::size_t begin) const;

  bool empty() const { return others_.empty(); }

 private:
  std::unordered_map<std::string, std::vector<std::string>> others_;  // By stems, joined by spaces.
  std::size_t longest_ = 0;                                           // Of the keys, in words.
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SYNONYMS_H_
