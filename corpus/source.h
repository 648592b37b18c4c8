// Sources: what a user names on the command line, a file, a directory, an address or "-", read into
// episodes by whichever reader recognises the content.
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

class Fetcher;      // corpus/fetch/fetcher.h
class FetchMemory;  // corpus/fetch/fetch_memory.h

/// Bounds on what is read; exceeding one is a kTooLarge error for that source, not a crash.
struct ReadLimits {
  /// A whole document (page, array of JSON); JSONL has no such bound.
  std::size_t file_bytes = 256u << 20;
  std::size_t feed_bytes = 64u << 20;        ///< A feed, from a file or fetched.
  std::size_t attachment_bytes = 32u << 20;  ///< Chapters or a transcript of one episode.
  std::size_t line_bytes = 16u << 20;        ///< One line of JSONL.
  std::size_t files = 1'000'000;             ///< Files found under one directory.
};

/// How sources are read.
struct ReadOptions {
  ReadLimits limits = {};
  bool transcripts = true;  ///< Read transcripts that belong to an episode.
  std::string show = {};    ///< Title of the show, where a source does not name one.
};

/// What reading may use beside the files. Neither is owned; nothing is fetched without a fetcher.
struct ReadContext {
  Fetcher* fetcher = nullptr;
  FetchMemory* memory = nullptr;
};

/// What reading one source gave.
struct FileReport {
  std::string source;  ///< Canonical absolute path, an address, or "-".
  std::string reader;  ///< NameOf(DocumentKind); empty when no reader took it.
  std::size_t episodes = 0;
  std::size_t attachments = 0;  ///< Chapters and transcripts read with them.
  std::size_t bytes = 0;
  /// The server says that nothing has changed since the last run; nothing was read.
  bool unmodified = false;
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

/// The path under which episodes of `argument` are recorded: "-" for standard input, an address as
/// it is but for a password in it, else the canonical absolute path (also of a file that is gone,
/// as far as its directory exists).
std::string CanonicalSource(const std::string& argument);

/// The sources that reading `argument` would visit, sorted; a directory is walked recursively for
/// files whose names end like those of a format that is read (native JSON, feeds, Markdown, pages,
/// transcripts), without following links, entering hidden directories or taking hidden files,
/// READMEs and the like. A directory further down that cannot be read stands in the list itself, so
/// that ReadSource reports it and its neighbours are read.
Result<std::vector<std::string>> ListFiles(const std::string& argument, const ReadLimits& limits);

/// Reads one file, address or "-" and passes each episode on. Problems stand in the report, never
/// elsewhere; at most 1,000 errors and warnings each are kept, and the rest counted. The reader is
/// chosen by content (corpus/document_reader.h); native JSON with an object per line is read in
/// bounded memory, anything else as a whole. Chapters and transcripts that belong to an episode, by
/// link or beside the file, are read with it. A named pipe, a device or a socket is refused.
FileReport ReadSource(const std::string& argument, const ReadOptions& options,
                      const EpisodeSink& sink, const ReadContext& context = {});

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_SOURCE_H_
