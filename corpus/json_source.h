// Native JSON from an input: one object per line (JSONL), or a document that is an object or an
// array. A part of ReadFile (corpus/source.h).
#ifndef CUEPOINT_CORPUS_JSON_SOURCE_H_
#define CUEPOINT_CORPUS_JSON_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "corpus/input_file.h"
#include "corpus/model.h"
#include "corpus/result.h"
#include "corpus/source.h"

namespace cuepoint {

/// The UTF-8 byte order mark, which editors put in front of a file and which means nothing.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Collects what reading one file gives: hands episodes on, sees to ids, and bounds the number of
/// problems that are kept. Not thread-safe.
class EpisodeCollector {
 public:
  /// Problems kept of one file; more are counted.
  static constexpr std::size_t kMaxProblems = 1000;

  /// Both must outlive the collector.
  EpisodeCollector(FileReport& report, const EpisodeSink& sink);

  /// Passes `episode` on with an id. Without one it is named after its number, or else after the
  /// source and, where `one_of_many`, its title. Returns false when the sink has had enough.
  bool Add(Episode&& episode, std::size_t line, bool one_of_many);
  void AddError(Error error);
  void AddWarning(Error warning);
  /// Adds to the report how many problems were not kept. Call once, at the end.
  void Finish();

  std::size_t errors() const { return report_.errors.size() + dropped_errors_; }

 private:
  void EnsureId(Episode& episode, std::size_t line, bool one_of_many);

  FileReport& report_;
  const EpisodeSink& sink_;
  std::string source_name_;  // File name without folder and extension.
  // How often an id was seen, by hash, so that millions of episodes stay cheap.
  std::unordered_map<std::uint64_t, std::uint32_t> ids_;
  std::size_t dropped_errors_ = 0;
  std::size_t dropped_warnings_ = 0;
};

/// Whether content that starts with `head` is meant to be JSON: it starts with a bracket, or its
/// second line does with an object (so that a broken first line does not hide the others).
bool LooksLikeJson(std::string_view head);

/// Whether JSON that starts with `head` is one object per line rather than a document. A document
/// is recognised by a first line that is not complete but goes on in the second.
bool IsJsonLines(std::string_view head);

/// Reads one object per line, skipping blank lines and reporting bad ones.
void ReadJsonLines(InputFile& input, const ReadLimits& limits, EpisodeCollector& collector);

/// Reads an object, several of them, or an array.
void ReadJsonDocument(InputFile& input, const ReadLimits& limits, EpisodeCollector& collector);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_JSON_SOURCE_H_
