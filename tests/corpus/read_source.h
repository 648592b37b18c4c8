// Reads a whole source for a test.
#ifndef CUEPOINT_TESTS_CORPUS_READ_SOURCE_H_
#define CUEPOINT_TESTS_CORPUS_READ_SOURCE_H_

#include <string>
#include <utility>
#include <vector>

#include "corpus/source.h"

namespace cuepoint {

struct ReadResult {
  FileReport report;
  std::vector<SourcedEpisode> episodes;

  std::vector<std::string> Titles() const {
    std::vector<std::string> titles;
    for (const SourcedEpisode& sourced : episodes) titles.push_back(sourced.episode.title);
    return titles;
  }
  std::vector<std::string> Ids() const {
    std::vector<std::string> ids;
    for (const SourcedEpisode& sourced : episodes) ids.push_back(sourced.episode.id);
    return ids;
  }
};

inline ReadResult Read(const std::string& path, const ReadLimits& limits = {}) {
  ReadResult result;
  result.report = ReadSource(path, {.limits = limits}, [&](SourcedEpisode&& sourced) {
    result.episodes.push_back(std::move(sourced));
    return true;
  });
  return result;
}

inline ReadResult ReadWith(const std::string& argument, const ReadOptions& options,
                           const ReadContext& context) {
  ReadResult result;
  result.report = ReadSource(
      argument, options,
      [&](SourcedEpisode&& sourced) {
        result.episodes.push_back(std::move(sourced));
        return true;
      },
      context);
  return result;
}

}  // namespace cuepoint

#endif  // CUEPOINT_TESTS_CORPUS_READ_SOURCE_H_
