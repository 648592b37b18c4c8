// Sources: what a user names on the command line, a file, a directory or "-", read into episodes by
// whichever reader recognises the content.
//
// Errors are collected per source and reading goes on: one broken file never loses the others.
#ifndef CUEPOINT_CORPUS_SOURCE_H_
#define CUEPOINT_CORPUS_SOURCE_H_

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "corpus/model.h"
#include "corpus/result.h"

namespace cuepoint {

/// Bounds on what is read; exceeding one is a kTooLarge error for that source, not a crash.
struct ReadLimits {
  std::size_t file_bytes =
      256u << 20;                      ///< A whole document (page, array); JSONL has no such bound.
  std::size_t line_bytes = 16u << 20;  ///< One line of JSONL.
  std::size_t files = 1'000'000;       ///< Files found under one directory.
};

/// What reading one file gave.
struct FileReport {
  std::string source;  ///< Canonical absolute path, or "-".
  std::string reader;  ///< "native-json", "page"; empty when no reader took it.
  std::size_t episodes = 0;
  std::size_t bytes = 0;
  std::vector<Error> errors;    ///< Episodes or files that were skipped, and why.
  std::vector<Error> warnings;  ///< What was repaired or ignored.
};

/// One episode with where it came from. `source` is the canonical path that FileReport names.
struct SourcedEpisode {
  Episode episode;  ///< With an id.
  std::string source;
};

/// Receives episodes in source order (directories by sorted path). Returning false stops reading.
using EpisodeSink = std::function<bool(SourcedEpisode&&)>;
/// Called after each file, for progress and reports.
using FileSink = std::function<void(const FileReport&)>;

/// The path under which episodes of `argument` are recorded: "-" for standard input, else the
/// canonical absolute path (also of a file that is gone, as far as its directory exists).
std::string CanonicalSource(const std::string& argument);

/// Files that reading `argument` would visit, sorted; a directory is walked recursively for .json,
/// .jsonl, .ndjson and .txt, without following links, entering hidden directories or taking hidden
/// files. A directory further down that cannot be read stands in the list itself, so that ReadFile
/// reports it and its neighbours are read.
Result<std::vector<std::string>> ListFiles(const std::string& argument, const ReadLimits& limits);

/// Reads one file (or "-") and passes each episode on. Problems stand in the report, never
/// elsewhere; at most 1,000 errors and warnings each are kept, and the rest counted. Native JSON is
/// recognised by its content: an object per line is read line by line in bounded memory, anything
/// else as a whole. What is not JSON is taken for a page of show notes. A named pipe, a device or a
/// socket is refused.
FileReport ReadFile(const std::string& path, const ReadLimits& limits, const EpisodeSink& sink);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_SOURCE_H_
