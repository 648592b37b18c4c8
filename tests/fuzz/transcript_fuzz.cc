// Transcripts: whatever comes in, cues are in order, within bounds and well-formed, and what is
// refused says why.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "corpus/text.h"
#include "corpus/timed/transcript.h"
#include "corpus/timestamp.h"
#include "tests/fuzz/fuzz_check.h"

namespace {

void Check(std::string_view content, std::string_view type, std::optional<double> duration_s) {
  const auto transcript = cuepoint::ReadTranscript(content, type, duration_s);
  if (!transcript) {
    FUZZ_CHECK(!transcript.error().message.empty());
    FUZZ_CHECK(!transcript.error().kind.empty());
    return;
  }
  double last_s = 0;
  std::size_t bytes = 0;
  for (const cuepoint::Cue& cue : transcript->cues) {
    FUZZ_CHECK(cue.start_s >= last_s && cue.end_s >= cue.start_s);
    FUZZ_CHECK(cue.end_s < cuepoint::kTimeLimit_s);
    FUZZ_CHECK(!cue.text.empty());
    FUZZ_CHECK(cue.text.find('\n') == std::string::npos);
    FUZZ_CHECK(cuepoint::FindInvalidUtf8(cue.text) == std::string_view::npos);
    FUZZ_CHECK(cuepoint::FindInvalidUtf8(cue.speaker) == std::string_view::npos);
    last_s = cue.start_s;
    bytes += cue.text.size();
  }
  // No text comes from nowhere: a byte that is replaced grows to three, and each cue may add a
  // space.
  FUZZ_CHECK(bytes <= 4 * content.size());
  for (const cuepoint::Error& warning : transcript->warnings) {
    FUZZ_CHECK(!warning.message.empty() && !warning.kind.empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Check(text, "", std::nullopt);
  Check(text, "text/html", 60.0);
  Check(text, "text/plain", 3600.0);
  // Chapters and native episodes come as JSON, too; a text of captions only as these.
  if (text.starts_with("WEBVTT\n")) {
    FUZZ_CHECK(cuepoint::DetectTranscript(text, "") == cuepoint::TranscriptFormat::kVtt);
  }
  return 0;
}
