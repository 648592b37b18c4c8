#include "corpus/page/page_reader.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "corpus/date.h"
#include "corpus/notes/chapter_run.h"
#include "corpus/notes/guest_names.h"
#include "corpus/notes/notes_text.h"
#include "corpus/page/page_cues.h"
#include "corpus/page/page_inference.h"
#include "corpus/page/page_notes.h"
#include "corpus/text.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxDateLineBytes = 80;  // "Wednesday, September 10th, 2025 • 1 hour 26 min".
constexpr std::size_t kMaxTitleBytes = 500;
constexpr std::size_t kMinListedChapters = 2;  // For a page that is one episode without a date.

struct DateLine {
  std::string published;
  std::optional<double> duration_s;
};

// "Dec 16, 2025 • 1h", in either order, or a date alone.
std::optional<DateLine> ReadDateLine(std::string_view line) {
  line = Trim(line);
  if (line.size() > kMaxDateLineBytes) return std::nullopt;
  if (auto date = ParseDate(line)) return DateLine{*std::move(date), std::nullopt};
  constexpr std::array<std::string_view, 5> kJoints = {"\xE2\x80\xA2", "\xC2\xB7", "|",
                                                       "\xE2\x80\x94", " - "};
  for (const std::string_view joint : kJoints) {
    const std::size_t at = line.find(joint);
    if (at == std::string_view::npos) continue;
    const std::string_view left = line.substr(0, at);
    const std::string_view right = line.substr(at + joint.size());
    for (const auto& [date_part, duration_part] :
         {std::pair(left, right), std::pair(right, left)}) {
      auto date = ParseDate(date_part);
      const auto duration_s = ParseDuration(duration_part);
      if (date && duration_s) return DateLine{*std::move(date), duration_s};
    }
  }
  return std::nullopt;
}

struct PageLine {
  std::string_view text;
  std::size_t number = 1;
};

std::vector<PageLine> SplitLines(std::string_view page) {
  std::vector<PageLine> lines;
  for (std::size_t number = 1; !page.empty(); ++number) {
    const std::size_t end = std::min(page.find('\n'), page.size());
    lines.push_back({Trim(page.substr(0, end)), number});
    page.remove_prefix(std::min(end + 1, page.size()));
  }
  return lines;
}

// Line ends as "\n", no-break spaces as spaces, and valid UTF-8.
std::string Normalise(std::string_view page, std::vector<Error>& warnings) {
  std::string text;
  if (const std::size_t invalid = FindInvalidUtf8(page); invalid != std::string_view::npos) {
    warnings.push_back({.code = ErrorCode::kParse,
                        .message = "bytes that are not UTF-8 were replaced, the first at byte " +
                                   std::to_string(invalid),
                        .offset = invalid,
                        .remedy = "convert the page to UTF-8"});
    text = RepairUtf8(page);
  } else {
    text = page;
  }
  constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  std::string normal;
  normal.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = std::string_view(text).substr(i);
    if (rest.starts_with(kNoBreakSpace)) {
      normal += ' ';
      ++i;
    } else if (rest.starts_with(kMark)) {
      i += kMark.size() - 1;
    } else if (text[i] == '\r') {
      if (!rest.starts_with("\r\n")) normal += '\n';
    } else {
      normal += text[i];
    }
  }
  return normal;
}

// Front matter and markup have readers of their own; taken for plain text they would give titles
// such as "---".
bool IsMarkup(std::string_view text) {
  text = Trim(text);
  return text.starts_with("---\n") || text.starts_with('<');
}

bool HasWord(std::string_view line) {
  return std::any_of(line.begin(), line.end(),
                     [](char c) { return IsAlnum(c) || static_cast<unsigned char>(c) >= 0x80; });
}

// Reads lines [first, last) as title and notes of one episode.
std::optional<PageEpisode> ReadEpisode(const std::vector<PageLine>& lines, std::size_t first,
                                       std::size_t last, const DateLine& date,
                                       std::string_view show_name) {
  PageEpisode result;
  Episode& episode = result.episode;
  std::string notes;
  for (std::size_t i = first; i < last; ++i) {
    const std::string_view line = lines[i].text;
    if (IsChromeLine(line) || (line.empty() && notes.empty())) continue;
    if (last == lines.size() && !episode.title.empty() && IsFootLine(line)) break;
    if (episode.title.empty()) {
      if (!HasWord(line)) continue;  // A rule, a bullet.
      episode.title = TruncateUtf8(line, kMaxTitleBytes);
      result.line = lines[i].number;
    } else {
      notes += line;
      notes += '\n';
    }
  }
  if (episode.title.empty()) return std::nullopt;
  episode.published = date.published;
  episode.duration_s = date.duration_s;
  PageNotes read = ReadPageNotes(notes, episode.title, episode.duration_s, show_name);
  episode.number = read.number;
  if (!episode.number) {
    std::string_view title = episode.title;
    episode.number = TakeEpisodeNumber(title);
  }
  episode.people = InferGuests(episode.title, read.description);
  episode.description = std::move(read.description);
  episode.chapters = std::move(read.chapters);
  episode.links = std::move(read.links);
  episode.url = std::move(read.url);
  result.show_name = std::move(read.show_name);
  return result;
}

// Lines that start an episode. Dates without a duration count only where no line has both: a date
// may well stand alone within notes.
std::vector<std::pair<std::size_t, DateLine>> FindDateLines(const std::vector<PageLine>& lines) {
  std::vector<std::pair<std::size_t, DateLine>> dates;
  bool durations = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (auto date = ReadDateLine(lines[i].text)) {
      durations = durations || date->duration_s;
      dates.emplace_back(i, *std::move(date));
    }
  }
  if (durations) std::erase_if(dates, [](const auto& date) { return !date.second.duration_s; });
  return dates;
}

std::string_view FirstTextLine(const std::vector<PageLine>& lines, std::size_t last) {
  for (std::size_t i = 0; i < last; ++i) {
    if (!lines[i].text.empty() && !IsChromeLine(lines[i].text)) return lines[i].text;
  }
  return {};
}

}  // namespace

PageContent ReadPage(std::string_view page) {
  PageContent content;
  const std::string text = Normalise(page, content.warnings);
  if (IsMarkup(text)) return content;
  const std::vector<PageLine> lines = SplitLines(text);
  const auto dates = FindDateLines(lines);
  std::vector<PageEpisode> episodes;
  if (dates.empty()) {
    auto episode = ReadEpisode(lines, 0, lines.size(), DateLine(), {});
    if (episode && episode->episode.chapters.size() >= kMinListedChapters) {
      content.episodes.push_back(std::move(episode->episode));
    }
    return content;
  }
  const std::string_view show_name =
      TruncateUtf8(FirstTextLine(lines, dates.front().first), kMaxTitleBytes);
  for (std::size_t i = 0; i < dates.size(); ++i) {
    const std::size_t first = dates[i].first;
    const std::size_t last = i + 1 < dates.size() ? dates[i + 1].first : lines.size();
    if (auto episode = ReadEpisode(lines, first + 1, last, dates[i].second, show_name)) {
      episodes.push_back(*std::move(episode));
    } else {
      content.warnings.push_back({.code = ErrorCode::kParse,
                                  .message = "a date without an episode behind it was ignored",
                                  .line = lines[first].number});
    }
  }
  InferAcrossEpisodes(show_name, episodes, content.warnings);
  for (PageEpisode& episode : episodes) content.episodes.push_back(std::move(episode.episode));
  return content;
}

}  // namespace cuepoint
