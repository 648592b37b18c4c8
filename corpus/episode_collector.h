// What reading one source gives, collected: a part of ReadSource (corpus/source.h).
#ifndef CUEPOINT_CORPUS_EPISODE_COLLECTOR_H_
#define CUEPOINT_CORPUS_EPISODE_COLLECTOR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "corpus/model.h"
#include "corpus/result.h"
#include "corpus/source.h"

namespace cuepoint {

/// Collects what reading one file gives: hands episodes on, sees to ids, and bounds the number of
/// problems that are kept. Not thread-safe.
class EpisodeCollector {
 public:
  /// Problems kept of one file; more are counted.
  static constexpr std::size_t kMaxProblems = 1000;

  /// Both must outlive the collector.
  EpisodeCollector(FileReport& report, const EpisodeSink& sink);

  /// Gives `episode` an id unless it has one: after its `guid`, its number, or else the source and,
  /// where `one_of_many`, its title.
  void EnsureId(Episode& episode, std::string_view guid, std::size_t line, bool one_of_many);
  /// Passes an episode with an id on. Returns false when the sink has had enough.
  bool Pass(Episode&& episode);
  /// EnsureId without a guid, then Pass.
  bool Add(Episode&& episode, std::size_t line, bool one_of_many);
  void AddError(Error error);
  void AddWarning(Error warning);
  /// Adds to the report how many problems were not kept. Call once, at the end.
  void Finish();

  std::size_t errors() const { return report_.errors.size() + dropped_errors_; }

 private:
  FileReport& report_;
  const EpisodeSink& sink_;
  std::string source_name_;  // File name without folder and extension.
  // How often an id was seen, by hash, so that millions of episodes stay cheap.
  std::unordered_map<std::uint64_t, std::uint32_t> ids_;
  std::size_t dropped_errors_ = 0;
  std::size_t dropped_warnings_ = 0;
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_EPISODE_COLLECTOR_H_
