// The text of captions: WebVTT's and SubRip's tags and character references taken away, voices and
// speaker labels taken out. A part of the transcript readers.
#ifndef CUEPOINT_CORPUS_TIMED_CUE_MARKUP_H_
#define CUEPOINT_CORPUS_TIMED_CUE_MARKUP_H_

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace cuepoint {

/// What one speaker says within a cue.
struct CuePart {
  std::optional<std::string> speaker;  ///< Nullopt: whoever spoke before.
  std::string text;                    ///< On one line; may be empty.
};

/// Reads the payloads of the cues of one document, in order: it learns who speaks. Not thread-safe.
class CueMarkup {
 public:
  /// With `voices` the document marks speakers by WebVTT's voice tags alone, so that a word before
  /// a colon is none.
  explicit CueMarkup(bool voices) : voices_(voices) {}

  /// Starts a cue.
  void Begin() { parts_.assign(1, CuePart()); }
  /// Reads one line of its payload. Linear.
  void AddLine(std::string_view line);
  /// The parts of the cue, at least one.
  std::vector<CuePart>& parts() { return parts_; }

 private:
  void AppendStripped(std::string_view line);
  void TakeTag(std::string_view tag);
  void TakeLabel();
  bool IsSpeaker(std::string_view name, bool marked) const;

  bool voices_;
  std::vector<CuePart> parts_;
  std::unordered_set<std::string> speakers_;
  bool sentence_ended_ = true;
  std::string line_;  // Scratch.
};

/// Appends `text` with HTML's character references decoded once; unknown ones stay as they are.
void AppendDecoded(std::string_view text, std::string& to);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_TIMED_CUE_MARKUP_H_
