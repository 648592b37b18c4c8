// Whether a text is a transcript: what the lines say for it.
#include <cstddef>
#include <string>
#include <unordered_set>

#include "corpus/text.h"
#include "corpus/text_lines.h"
#include "corpus/timed/speaker_label.h"
#include "corpus/timed/timed_line.h"
#include "corpus/timed/transcript_lines.h"
#include "corpus/timed/transcript_text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kDetectBytes = 64u << 10;

// What of a text speaks for speech.
struct Evidence {
  std::size_t timed = 0;
  std::size_t labels = 0;
  std::size_t repeated = 0;  // Labels that were there before.
  std::size_t lines = 0;
  std::size_t structured_lines = 0;  // Headings, items of lists, links: what notes are made of.
  std::size_t text_bytes = 0;
  std::size_t labelled_bytes = 0;  // In paragraphs under a label.
  double first_s = 0;
  double last_s = 0;
  std::size_t bytes_at_last = 0;  // Of text before the last time.
};

bool IsStructured(std::string_view line) {
  return line.starts_with('#') || line.starts_with("* ") || line.starts_with("- ") ||
         line.find("](http") != std::string_view::npos;
}

Evidence Weigh(std::string_view content) {
  Evidence evidence;
  std::unordered_set<std::string> speakers;
  bool labelled = false;
  TextLines lines(content);
  while (const auto raw = lines.Next()) {
    const std::string_view line = Trim(*raw);
    if (line.empty() || IsMarkupLine(line)) continue;
    ++evidence.lines;
    evidence.structured_lines += IsStructured(line);
    const auto timed = TakeTimedLine(line);
    const bool counts = timed && (evidence.timed == 0 || timed->start_s >= evidence.last_s);
    const auto label = counts ? std::nullopt : TakeSpeakerLabel(line);
    const std::string_view speaker = counts ? timed->speaker : label ? label->speaker : "";
    if (counts) {
      if (evidence.timed++ == 0) evidence.first_s = timed->start_s;
      evidence.last_s = timed->start_s;
      evidence.bytes_at_last = evidence.text_bytes;
    }
    // "Q:" and "A:" stand in notes as often as in interviews.
    if (speaker.size() > 1) {
      ++evidence.labels;
      evidence.repeated += !speakers.insert(std::string(speaker)).second;
      labelled = true;
    }
    const std::size_t bytes = counts  ? timed->text.size()
                              : label ? label->text.size()
                                      : line.size();
    evidence.text_bytes += bytes;
    if (labelled) evidence.labelled_bytes += bytes;
  }
  return evidence;
}

}  // namespace

bool LooksLikeTextTranscript(std::string_view content, bool meant) {
  // People say about 15 bytes of English a second; the densest notes have two or three.
  constexpr double kFewestBytesPerSecond = 6;
  const Evidence evidence = Weigh(SkipFrontMatter(content).substr(0, kDetectBytes));
  if (meant && evidence.timed + evidence.labels > 0) return true;
  const double span_s = evidence.last_s - evidence.first_s;
  if (evidence.timed >= 3 && span_s > 0 &&
      static_cast<double>(evidence.bytes_at_last) >= kFewestBytesPerSecond * span_s) {
    return true;
  }
  if (evidence.structured_lines * 10 > evidence.lines) return false;
  return evidence.labels >= 4 && evidence.repeated >= 2 && evidence.text_bytes >= 200 &&
         evidence.labelled_bytes * 10 >= evidence.text_bytes * 7;
}

}  // namespace cuepoint
