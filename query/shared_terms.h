// What two episodes both talk about, in words that people can read.
#ifndef CUEPOINT_QUERY_SHARED_TERMS_H_
#define CUEPOINT_QUERY_SHARED_TERMS_H_

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "query/episode_view.h"
#include "query/index_view.h"

namespace cuepoint {

/// The words of one episode, and its pairs of neighbouring words, by their stems.
class EpisodeTerms {
 public:
  /// Reads title, description and passages, of a long episode the beginning of each.
  EpisodeTerms(const EpisodeView& view, Reader& reader);

  /// A pair's second stem is empty for a single word.
  using Stems = std::pair<std::string, std::string>;
  struct Use {
    std::size_t count = 0;
    std::map<std::string, std::size_t> spellings;  ///< How often each.
  };
  const std::map<Stems, Use>& uses() const { return uses_; }

 private:
  void Add(std::string_view text, Analyzer& analyzer, TokenStream& tokens);

  std::map<Stems, Use> uses_;
};

/// Up to `limit` terms that both use, those with the heaviest stems first, as `a` writes them most
/// often. Only stems in `weights` count; a pair weighs what its stems do, and a word is not told
/// again beside a pair that has it. Pure.
std::vector<std::string> SharedTerms(const EpisodeTerms& a, const EpisodeTerms& b,
                                     const std::unordered_map<std::string, double>& weights,
                                     std::size_t limit);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_SHARED_TERMS_H_
