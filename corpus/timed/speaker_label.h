// Who speaks, as transcripts in text mark it.
//
//   Ann Example: So how did …      **Ann Example:** So how …      __Ann__: So how …
//   [Ann Example] So how did …     SPEAKER_00: So how did …       >> ANN: So how did …
#ifndef CUEPOINT_CORPUS_TIMED_SPEAKER_LABEL_H_
#define CUEPOINT_CORPUS_TIMED_SPEAKER_LABEL_H_

#include <optional>
#include <string_view>

namespace cuepoint {

/// A speaker at the start of a line. Both point into the line.
struct SpeakerLabel {
  std::string_view speaker;  ///< Never empty.
  std::string_view text;     ///< What follows; may be empty.
  bool marked = false;       ///< By emphasis or brackets: no mere word before a colon.
};

/// The label at the start of `line`, if there is one. Looks at the first 100 bytes at most; pure.
std::optional<SpeakerLabel> TakeSpeakerLabel(std::string_view line);

/// Whether `text` could be a speaker's name: up to six words, each with a capital letter, a digit
/// or a letter outside ASCII in front but for particles ("van", "de la"), and none of the words
/// that stand before colons in prose ("Note", "Example").
bool LooksLikeSpeaker(std::string_view text);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_TIMED_SPEAKER_LABEL_H_
