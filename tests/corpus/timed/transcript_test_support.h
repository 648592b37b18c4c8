// Transcripts as lines, for tests to compare.
#ifndef CUEPOINT_TESTS_CORPUS_TIMED_TRANSCRIPT_TEST_SUPPORT_H_
#define CUEPOINT_TESTS_CORPUS_TIMED_TRANSCRIPT_TEST_SUPPORT_H_

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/timed/transcript.h"

namespace cuepoint {

/// "START-END SPEAKER: TEXT" of each cue.
inline std::vector<std::string> Lines(const Transcript& transcript) {
  std::vector<std::string> lines;
  for (const Cue& cue : transcript.cues) {
    std::ostringstream line;
    line << cue.start_s << '-' << cue.end_s << ' ' << cue.speaker << ": " << cue.text;
    lines.push_back(line.str());
  }
  return lines;
}

/// The kinds of the warnings.
inline std::vector<std::string> Kinds(const Transcript& transcript) {
  std::vector<std::string> kinds;
  for (const Error& warning : transcript.warnings) kinds.push_back(warning.kind);
  return kinds;
}

/// Reads a transcript of an episode of 100 seconds; a failure is one of the test.
inline Transcript Read(std::string_view content, std::string_view type = {}) {
  Result<Transcript> transcript = ReadTranscript(content, type, 100.0);
  if (transcript) return *std::move(transcript);
  ADD_FAILURE() << ToString(transcript.error());
  return {};
}

/// The cues of a transcript that gives no warnings.
inline std::vector<std::string> CueLines(std::string_view content, std::string_view type = {}) {
  const Transcript transcript = Read(content, type);
  for (const Error& warning : transcript.warnings) {
    if (warning.kind != "word-cues") ADD_FAILURE() << ToString(warning);
  }
  return Lines(transcript);
}

}  // namespace cuepoint

#endif  // CUEPOINT_TESTS_CORPUS_TIMED_TRANSCRIPT_TEST_SUPPORT_H_
