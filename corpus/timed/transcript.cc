#include "corpus/timed/transcript.h"

#include <algorithm>
#include <exception>
#include <string>

#include "corpus/markup/html_text.h"
#include "corpus/text.h"
#include "corpus/text_lines.h"
#include "corpus/timed/cue_list.h"
#include "corpus/timed/timed_json.h"
#include "corpus/timed/transcript_captions.h"
#include "corpus/timed/transcript_json.h"
#include "corpus/timed/transcript_text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kHeadBytes = 64u << 10;  // What decides stands near the start.
constexpr std::string_view kMark = "\xEF\xBB\xBF";

std::string_view SkipMark(std::string_view content) {
  if (content.starts_with(kMark)) content.remove_prefix(kMark.size());
  return content;
}

// SubRip, or WebVTT without its signature: a line of times before anything else that is text.
bool IsCaptions(std::string_view content) {
  TextLines lines(content.substr(0, kHeadBytes));
  std::size_t others = 0;
  while (const auto line = lines.Next()) {
    if (IsTimingLine(*line)) return ParseTimingLine(*line).has_value();
    // A counter and stray lines may come first; a transcript that mentions captions may not.
    if (!Trim(*line).empty() && ++others > 3) return false;
  }
  return false;
}

bool HasElement(std::string_view lower_html, std::string_view name) {
  for (std::size_t at = lower_html.find(name); at != std::string_view::npos;
       at = lower_html.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if (end < lower_html.size() && (lower_html[end] == '>' || IsSpace(lower_html[end])))
      return true;
  }
  return false;
}

bool IsXml(std::string_view content) {
  for (const std::string_view start : {"<?xml", "<rss", "<feed", "<rdf", "<psc:"}) {
    if (StartsWithNoCase(content, start)) return true;
  }
  return false;
}

bool IsHtmlTranscript(std::string_view content, bool meant) {
  if (IsXml(content)) return false;
  // Speech about HTML mentions elements; a page starts with one.
  if (!content.starts_with('<')) return false;
  const std::string head = ToLowerAscii(content.substr(0, kHeadBytes));
  if (HasElement(head, "<cite") && HasElement(head, "<time")) return true;
  return meant && (HasElement(head, "<p") || HasElement(head, "<html") ||
                   HasElement(head, "<body") || HasElement(head, "<div"));
}

// With `meant` the caller knows that it is a transcript.
std::optional<TranscriptFormat> Detect(std::string_view content, std::string_view type,
                                       bool meant) {
  content = SkipMark(content);
  if (IsVtt(content)) return TranscriptFormat::kVtt;
  const std::string_view start = Trim(content.substr(0, kHeadBytes));
  if (start.empty()) return std::nullopt;
  if (start.front() == '{' || start.front() == '[') {
    if (DetectTimedJson(content) == TimedJson::kTranscript) return TranscriptFormat::kJson;
    if (start.front() == '{') return std::nullopt;  // A text may begin with "[00:12]".
  }
  if (IsCaptions(content)) return TranscriptFormat::kSrt;
  const std::string lower_type = ToLowerAscii(type);
  const bool named = meant || lower_type.find("transcript") != std::string::npos;
  if (IsHtmlTranscript(start, named || lower_type.starts_with("text/html"))) {
    return TranscriptFormat::kHtml;
  }
  if (IsXml(start)) return std::nullopt;
  // A declared type is the publisher's word that this is a transcript; a file's name is not.
  const bool declared = lower_type.starts_with("text/plain");
  if (declared || LooksLikeTextTranscript(content, named)) return TranscriptFormat::kText;
  return std::nullopt;
}

Error Unsupported() {
  return {.code = ErrorCode::kUnsupported,
          .message = "this is no transcript that can be read",
          .remedy =
              "WebVTT, SubRip, Podcasting 2.0 JSON, HTML, and text with times or speakers can "
              "be",
          .kind = "unknown-transcript"};
}

Result<Transcript> Read(std::string_view content, TranscriptFormat format,
                        std::optional<double> duration_s) {
  CueList cues;
  switch (format) {
    case TranscriptFormat::kVtt:
      ReadVtt(content, cues);
      break;
    case TranscriptFormat::kSrt:
      ReadSrt(content, cues);
      break;
    case TranscriptFormat::kJson:
      if (auto problem = ReadJsonTranscript(content, cues)) return *std::move(problem);
      break;
    case TranscriptFormat::kHtml:
      ReadRichTextTranscript(ReadHtml(content), duration_s, cues);
      // A page of anything else, such as that of an error.
      if (!cues.has_times_or_speakers()) return Unsupported();
      break;
    case TranscriptFormat::kText:
      ReadTextTranscript(content, duration_s, cues);
      break;
  }
  return std::move(cues).Finish(duration_s);
}

}  // namespace

std::optional<TranscriptFormat> DetectTranscript(std::string_view content, std::string_view type) {
  return Detect(content, type, /*meant=*/false);
}

Result<Transcript> ReadTranscript(std::string_view content, std::string_view type,
                                  std::optional<double> duration_s) {
  try {
    content = SkipMark(content);
    std::string repaired;
    if (FindInvalidUtf8(content) != std::string_view::npos) {
      repaired = RepairUtf8(content);
      content = repaired;
    }
    const auto format = Detect(content, type, /*meant=*/true);
    if (!format) return Unsupported();
    return Read(content, *format, duration_s);
  } catch (const std::exception&) {
    return Error{.code = ErrorCode::kTooLarge,
                 .message = "not enough memory to read this transcript",
                 .kind = "out-of-memory"};
  }
}

}  // namespace cuepoint
