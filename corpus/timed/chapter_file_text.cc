#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "corpus/text.h"
#include "corpus/text_lines.h"
#include "corpus/timed/chapter_file_readers.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

constexpr std::size_t kHeadBytes = 64u << 10;
constexpr std::string_view kFfmetadata = ";FFMETADATA";
// People say about 15 bytes of English a second; titles of chapters that are a minute long are 1.
constexpr double kMostBytesPerSecond = 4;

struct TimeLine {
  double start_s = 0;
  std::string_view title;
};

// "TIME TITLE", the time perhaps in brackets, a dash or colon perhaps between.
std::optional<TimeLine> ReadTimeLine(std::string_view line) {
  line = Trim(line);
  const bool bracket = line.starts_with('[') || line.starts_with('(');
  const char close = line.starts_with('[') ? ']' : ')';
  if (bracket) line.remove_prefix(1);
  const std::size_t length = std::min(line.find_first_not_of("0123456789:.,"), line.size());
  std::string_view time = line.substr(0, length);
  while (!time.empty() && !IsDigit(time.back())) time.remove_suffix(1);
  const auto start_s = ParseTimestamp(time);
  if (!start_s) return std::nullopt;
  std::string_view title = line.substr(time.size());
  if (bracket) {
    if (!title.starts_with(close)) return std::nullopt;
    title.remove_prefix(1);
  }
  if (!title.empty() && !IsSpace(title[0]) && title[0] != '-' && title[0] != ':') {
    return std::nullopt;
  }
  title = Trim(title);
  for (const std::string_view dash : {"- ", ": ", "\u2013 ", "\u2014 "}) {
    if (title.starts_with(dash)) title = Trim(title.substr(dash.size()));
  }
  return TimeLine{*start_s, title};
}

// Takes "<address>" from the end of a title, MP4Chaps' way to give a link.
std::string_view TakeAddress(std::string_view& title) {
  if (!title.ends_with('>')) return {};
  const std::size_t open = title.rfind('<');
  if (open == std::string_view::npos) return {};
  const std::string_view url = Trim(title.substr(open + 1, title.size() - open - 2));
  if (url.find("://") == std::string_view::npos) return {};
  title = Trim(title.substr(0, open));
  return url;
}

bool IsTimeList(std::string_view content) {
  TextLines lines(content);
  std::size_t count = 0;
  std::size_t title_bytes = 0;  // Of all titles but the last.
  double first_s = 0;
  TimeLine last;
  while (const auto line = lines.Next()) {
    if (Trim(*line).empty()) continue;
    const auto time = ReadTimeLine(*line);
    if (!time || time->title.empty()) return false;
    if (time->title.starts_with("-->") || (count > 0 && time->start_s <= last.start_s))
      return false;
    if (count++ == 0) first_s = time->start_s;
    title_bytes += last.title.size();
    last = *time;
  }
  return count >= 2 &&
         static_cast<double>(title_bytes) <= kMostBytesPerSecond * (last.start_s - first_s);
}

void ReadTimeList(std::string_view content, ChapterList& chapters) {
  TextLines lines(content);
  while (const auto line = lines.Next()) {
    const auto time = ReadTimeLine(*line);
    if (!time) {
      if (!Trim(*line).empty()) {
        chapters.problems().Add("stray-text", "a line without a time was left out", lines.line());
      }
      continue;
    }
    std::string_view title = time->title;
    const std::string_view url = TakeAddress(title);
    chapters.Add(time->start_s, title, url, lines.line());
    if (chapters.full()) return;
  }
}

struct Label {
  double start_s = 0;
  std::string_view title;
};

std::optional<Label> ReadLabel(std::string_view line) {
  const std::size_t first = line.find('\t');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = line.find('\t', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto is_seconds = [](std::string_view text) {
    return text.find(':') == std::string_view::npos && ParsePlayTime(text).has_value();
  };
  if (!is_seconds(line.substr(0, first)) ||
      !is_seconds(line.substr(first + 1, second - first - 1))) {
    return std::nullopt;
  }
  return Label{*ParsePlayTime(line.substr(0, first)), Trim(line.substr(second + 1))};
}

void ReadLabels(std::string_view content, ChapterList& chapters) {
  TextLines lines(content);
  while (const auto line = lines.Next()) {
    // Lines that start with a backslash give the frequencies of the label above.
    if (Trim(*line).empty() || line->starts_with('\\')) continue;
    const auto label = ReadLabel(*line);
    chapters.Add(label ? std::optional(label->start_s) : std::nullopt,
                 label ? label->title : Trim(*line), {}, lines.line());
    if (chapters.full()) return;
  }
}

// The key and value of "CHAPTER01NAME=Title": its number, "NAME", "Title".
struct OggLine {
  unsigned number = 0;
  std::string_view field;
  std::string_view value;
};

std::optional<OggLine> ReadOggLine(std::string_view line) {
  line = Trim(line);
  constexpr std::string_view kKey = "CHAPTER";
  const std::size_t equals = line.find('=');
  if (!StartsWithNoCase(line, kKey) || equals == std::string_view::npos) return std::nullopt;
  const std::string_view key = line.substr(kKey.size(), equals - kKey.size());
  OggLine ogg;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), ogg.number);
  if (error != std::errc()) return std::nullopt;
  ogg.field = key.substr(static_cast<std::size_t>(end - key.data()));
  ogg.value = Trim(line.substr(equals + 1));
  return ogg;
}

void ReadOgg(std::string_view content, ChapterList& chapters) {
  struct Parts {
    std::optional<double> start_s;
    std::string_view title;
    std::string_view url;
    std::size_t line = 0;
  };
  std::map<unsigned, Parts> by_number;
  TextLines lines(content);
  while (const auto line = lines.Next()) {
    const auto ogg = ReadOggLine(*line);
    if (!ogg) continue;
    Parts& parts = by_number[ogg->number];
    if (parts.line == 0) parts.line = lines.line();
    if (ogg->field.empty()) parts.start_s = ParsePlayTime(ogg->value);
    if (EqualsNoCase(ogg->field, "NAME")) parts.title = ogg->value;
    if (EqualsNoCase(ogg->field, "URL")) parts.url = ogg->value;
    if (by_number.size() > ChapterList::kMaxChapters) break;
  }
  for (const auto& [number, parts] : by_number) {
    chapters.Add(parts.start_s, parts.title, parts.url, parts.line);
  }
}

// "\=" and the like are ffmetadata's escapes.
std::string Unescape(std::string_view value) {
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\' && i + 1 < value.size()) ++i;
    text += value[i];
  }
  return text;
}

std::optional<double> ParseNumber(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

class FfmetadataReader {
 public:
  explicit FfmetadataReader(ChapterList& chapters) : chapters_(chapters) {}

  void AddLine(std::string_view line, std::size_t number) {
    if (line.starts_with('[')) {
      Finish();
      open_ = EqualsNoCase(line, "[CHAPTER]");
      line_ = number;
      return;
    }
    const std::size_t equals = line.find('=');
    if (!open_ || equals == std::string_view::npos) return;
    const std::string_view key = line.substr(0, equals);
    const std::string_view value = line.substr(equals + 1);
    if (EqualsNoCase(key, "TIMEBASE")) {
      const std::size_t slash = value.find('/');
      const auto above = ParseNumber(value.substr(0, slash));
      const auto below = slash == std::string_view::npos ? std::optional(1.0)
                                                         : ParseNumber(value.substr(slash + 1));
      base_s_ = above && below && *below != 0 ? *above / *below : kNanosecond;
    } else if (EqualsNoCase(key, "START")) {
      start_ = ParseNumber(value);
    } else if (EqualsNoCase(key, "title")) {
      title_ = Unescape(value);
    }
  }

  void Finish() {
    if (open_) {
      chapters_.Add(start_ ? std::optional(*start_ * base_s_) : std::nullopt, title_, {}, line_);
    }
    open_ = false;
    start_.reset();
    title_.clear();
    base_s_ = kNanosecond;
  }

 private:
  static constexpr double kNanosecond = 1e-9;  // ffmpeg's unit where none is given.

  ChapterList& chapters_;
  bool open_ = false;
  std::size_t line_ = 0;
  double base_s_ = kNanosecond;
  std::optional<double> start_;
  std::string title_;
};

void ReadFfmetadata(std::string_view content, ChapterList& chapters) {
  FfmetadataReader reader(chapters);
  TextLines lines(content);
  while (const auto line = lines.Next()) {
    reader.AddLine(Trim(*line), lines.line());
    if (chapters.full()) return;
  }
  reader.Finish();
}

}  // namespace

std::optional<ChapterText> DetectChapterText(std::string_view content) {
  std::string_view head = content.substr(0, kHeadBytes);
  // A line that is cut in the middle would look like something else.
  if (head.size() < content.size()) head = head.substr(0, head.rfind('\n') + 1);
  const std::string_view start = Trim(head);
  if (start.starts_with(kFfmetadata)) return ChapterText::kFfmetadata;
  const std::string_view first_line = start.substr(0, start.find_first_of("\r\n"));
  const auto ogg = ReadOggLine(first_line);
  if (ogg && ogg->field.empty()) return ChapterText::kOgg;
  if (ReadLabel(first_line)) return ChapterText::kAudacity;
  if (IsTimeList(head)) return ChapterText::kTimes;
  return std::nullopt;
}

void ReadTextChapters(std::string_view content, ChapterText format, ChapterList& chapters) {
  switch (format) {
    case ChapterText::kTimes:
      return ReadTimeList(content, chapters);
    case ChapterText::kOgg:
      return ReadOgg(content, chapters);
    case ChapterText::kAudacity:
      return ReadLabels(content, chapters);
    case ChapterText::kFfmetadata:
      return ReadFfmetadata(content, chapters);
  }
}

}  // namespace cuepoint
