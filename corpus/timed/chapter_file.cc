#include "corpus/timed/chapter_file.h"

#include <exception>
#include <string>

#include "corpus/text.h"
#include "corpus/timed/chapter_file_readers.h"
#include "corpus/timed/chapter_list.h"
#include "corpus/timed/timed_json.h"
#include "corpus/timed/transcript.h"

namespace cuepoint {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

// Cues closer than this are what people say rather than what they talk about.
constexpr double kShortestChapter_s = 10;

enum class Format { kNone, kJson, kXml, kText };

Format Detect(std::string_view content) {
  const std::string_view start = Trim(content);
  if (start.empty()) return Format::kNone;
  if (start.front() == '<') return IsXmlChapters(start) ? Format::kXml : Format::kNone;
  if (DetectTimedJson(start) == TimedJson::kChapters) return Format::kJson;
  return DetectChapterText(start) ? Format::kText : Format::kNone;
}

// Chapters as WebVTT or SubRip, which only whoever asks for chapters can tell from a transcript.
bool ReadCaptions(std::string_view content, ChapterList& chapters) {
  const auto format = DetectTranscript(content, {});
  if (format != TranscriptFormat::kVtt && format != TranscriptFormat::kSrt) return false;
  const Result<Transcript> transcript = ReadTranscript(content, {}, std::nullopt);
  if (!transcript || transcript->cues.empty()) return false;
  const std::vector<Cue>& cues = transcript->cues;
  const double span_s = cues.back().start_s - cues.front().start_s;
  if (span_s < kShortestChapter_s * static_cast<double>(cues.size() - 1)) return false;
  for (const Cue& cue : cues) {
    // "Interview: Ann" is a title here.
    chapters.Add(cue.start_s, cue.speaker.empty() ? cue.text : cue.speaker + ": " + cue.text, {});
  }
  return true;
}

Result<ChapterFile> Read(std::string_view content) {
  ChapterList chapters;
  std::optional<Error> problem;
  switch (Detect(content)) {
    case Format::kJson:
      problem = ReadJsonChapters(content, chapters);
      break;
    case Format::kXml:
      problem = ReadXmlChapters(content, chapters);
      break;
    case Format::kText:
      ReadTextChapters(content, *DetectChapterText(Trim(content)), chapters);
      break;
    case Format::kNone:
      if (ReadCaptions(content, chapters)) break;
      return Error{.code = ErrorCode::kUnsupported,
                   .message = "these are no chapters that can be read",
                   .remedy =
                       "Podcasting 2.0 JSON, Podlove Simple Chapters, and lists of times and "
                       "titles can be",
                   .kind = "unknown-chapters"};
  }
  if (problem) return *std::move(problem);
  return std::move(chapters).Finish();
}

}  // namespace

bool LooksLikeChapterFile(std::string_view content) {
  if (content.starts_with(kMark)) content.remove_prefix(kMark.size());
  return Detect(content) != Format::kNone;
}

Result<ChapterFile> ReadChapterFile(std::string_view content) {
  try {
    if (content.starts_with(kMark)) content.remove_prefix(kMark.size());
    if (FindInvalidUtf8(content) == std::string_view::npos) return Read(content);
    return Read(RepairUtf8(content));
  } catch (const std::exception&) {
    return Error{.code = ErrorCode::kTooLarge,
                 .message = "not enough memory to read these chapters",
                 .kind = "out-of-memory"};
  }
}

}  // namespace cuepoint
