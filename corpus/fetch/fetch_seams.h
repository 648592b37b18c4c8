// What tests replace in the fetcher: the resolver, the judgement on addresses, and time.
#ifndef CUEPOINT_CORPUS_FETCH_FETCH_SEAMS_H_
#define CUEPOINT_CORPUS_FETCH_FETCH_SEAMS_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/fetch/fetcher.h"
#include "corpus/result.h"

namespace cuepoint {

/// An empty member stands for the real thing.
struct FetchSeams {
  using Clock = std::chrono::steady_clock;

  /// The addresses of a host name, asked before every request. Default: the system's resolver.
  std::function<std::vector<std::string>(const std::string& host)> resolve = {};
  /// Default: RefusedAddress.
  std::function<std::optional<std::string_view>(std::span<const std::uint8_t> address)> refused =
      {};
  std::function<Clock::time_point()> now = {};
  std::function<void(std::chrono::milliseconds)> sleep = {};
  /// The value of an environment variable, for proxies; nullptr where it is not set.
  std::function<const char*(const char* name)> environment = {};
};

/// MakeHttpFetcher with some of it replaced.
Result<std::unique_ptr<Fetcher>> MakeHttpFetcher(const FetchOptions& options, FetchSeams seams);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FETCH_FETCH_SEAMS_H_
