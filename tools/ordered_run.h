// Work on many threads, results in order, with a bounded number in flight.
#ifndef CUEPOINT_TOOLS_ORDERED_RUN_H_
#define CUEPOINT_TOOLS_ORDERED_RUN_H_

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <utility>
#include <vector>

#include "indexer/ordered_queue.h"

namespace cuepoint {

/// Calls work(i) for 0 ≤ i < count on `jobs` threads and consume(i, result) for every i in
/// ascending order on this one; at most some hundred results wait for their turn. Stops early, and
/// joins, when `consume` returns false. Neither may throw. With one job everything happens on this
/// thread.
template <class Work, class Consume>
void RunOrdered(std::size_t count, unsigned jobs, const Work& work, const Consume& consume) {
  if (jobs <= 1 || count <= 1) {
    for (std::size_t i = 0; i < count; ++i) {
      if (!consume(i, work(i))) return;
    }
    return;
  }
  // Several at a time, since handing one over costs about as much as a quick search.
  constexpr std::size_t kChunk = 8;
  using Results = std::vector<decltype(work(std::size_t{}))>;
  const std::size_t chunks = (count + kChunk - 1) / kChunk;
  OrderedQueue<Results> queue(4 * std::size_t{jobs});
  queue.Finish(chunks);
  std::atomic<std::size_t> next_chunk = 0;
  std::vector<std::jthread> threads;
  for (std::size_t t = 0; t < std::min<std::size_t>(jobs, chunks); ++t) {
    threads.emplace_back([&] {
      for (std::size_t chunk = next_chunk++; chunk < chunks; chunk = next_chunk++) {
        Results results;
        const std::size_t end = std::min(count, (chunk + 1) * kChunk);
        for (std::size_t i = chunk * kChunk; i < end; ++i) results.push_back(work(i));
        if (!queue.Push(chunk, std::move(results))) return;
      }
    });
  }
  while (auto chunk = queue.Pop()) {
    std::size_t i = static_cast<std::size_t>(chunk->first) * kChunk;
    for (auto& result : chunk->second) {
      if (!consume(i++, std::move(result))) {
        queue.Cancel();
        return;
      }
    }
  }
}

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_ORDERED_RUN_H_
