// What one index has answered so far, and what it holds: for metrics.
#ifndef CUEPOINT_SERVER_INDEX_FIGURES_H_
#define CUEPOINT_SERVER_INDEX_FIGURES_H_

#include <cstddef>
#include <cstdint>
#include <string>

namespace cuepoint {

/// Counts are since the start and only grow; everything else is as of now.
struct IndexFigures {
  std::string name;  ///< As configured; empty where there is one index only.

  bool ready = false;  ///< Whether it can be read; if not, the three below are 0.
  std::uint64_t revision = 0;
  std::size_t episodes = 0;
  std::size_t passages = 0;

  std::uint64_t searches = 0;  ///< Answered with hits or without, from the cache or not.
  std::uint64_t zero_result_searches = 0;  ///< Of these, those that nothing matched.
  std::uint64_t encodings = 0;             ///< Queries turned into vectors.
  double encoding_s = 0;                   ///< Time that took, all together.
  std::uint64_t engine_calls = 0;          ///< Searches that were not answered from the cache.
  double engine_s = 0;                     ///< Time those took in the engine, all together.
  std::uint64_t engine_cpu_calls = 0;      ///< Of these, those whose processor time was measured.
  double engine_cpu_s = 0;                 ///< That time, all together.

  std::uint64_t cache_hits = 0;    ///< Answers sent once more.
  std::uint64_t cache_misses = 0;  ///< Answers made that could have been there.
  std::size_t cache_bytes = 0;     ///< Memory that kept answers take up.
  std::size_t cache_entries = 0;
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_INDEX_FIGURES_H_
