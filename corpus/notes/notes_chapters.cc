#include "corpus/notes/notes_chapters.h"

#include <algorithm>
#include <string>
#include <utility>

#include "corpus/heaviest_ascending.h"
#include "corpus/notes/notes_slips.h"
#include "corpus/text.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

// Only the order matters: a link to a time is surest, a list surer than prose, and the time in a
// link's address is taken only where the one that is shown does not fit.
constexpr int kLinked = 120;
constexpr int kInList = 100;
constexpr int kInProse = 80;
constexpr int kBare = 60;
constexpr int kOtherReading = -50;
// Durations are rounded, and advertisements come and go.
constexpr double kDurationSlack_s = 60;
constexpr std::size_t kMaxWarnings = 16;
constexpr std::size_t kMaxQuotedBytes = 60;

int WeightOf(const NotesLine& line, const LineTime& time) {
  if (time.linked) return kLinked;
  if (time.bare) return kBare;
  return line.block->kind == BlockKind::kParagraph ? kInProse : kInList;
}

bool MayEnd(SectionKind section) {
  return section == SectionKind::kContent || section == SectionKind::kNotes;
}

struct Choice {
  std::vector<ChapterLine> lines;
  std::vector<const TimedLine*> left;  // Out of order.
  std::vector<const TimedLine*> beyond;
  int weight = 0;
};

bool IsBeyond(double start_s, std::optional<double> duration_s) {
  return duration_s && *duration_s > 0 && start_s > *duration_s + kDurationSlack_s;
}

Choice Choose(std::span<const NotesLine> lines, const std::vector<TimedLine>& candidates,
              std::optional<double> duration_s) {
  Choice choice;
  std::vector<TimeReading> readings;
  std::vector<std::size_t> of_reading;  // Index of the candidate.
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const LineTime& time = candidates[i].time;
    const int weight = WeightOf(lines[candidates[i].line], time);
    const bool first = !IsBeyond(time.start_s, duration_s);
    const bool other = time.linked_s && !IsBeyond(*time.linked_s, duration_s);
    if (!first && !other) choice.beyond.push_back(&candidates[i]);
    if (first) {
      readings.push_back({time.start_s, weight, i});
      of_reading.push_back(i);
    }
    if (other) {
      readings.push_back({*time.linked_s, weight + kOtherReading, i});
      of_reading.push_back(i);
    }
  }
  std::vector<bool> taken(candidates.size());
  std::vector<double> starts;
  for (const std::size_t i : HeaviestAscending(readings)) {
    const TimedLine& candidate = candidates[of_reading[i]];
    choice.lines.push_back(
        {candidate.line, readings[i].start_s, candidate.time.begin, candidate.time.end});
    choice.weight += readings[i].weight;
    taken[of_reading[i]] = true;
    starts.push_back(readings[i].start_s);
  }
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const double start_s = candidates[i].time.start_s;
    // The same time once more, as in a list repeated or nested, is no mistake.
    if (!taken[i] && !IsBeyond(start_s, duration_s) &&
        !std::binary_search(starts.begin(), starts.end(), start_s)) {
      choice.left.push_back(&candidates[i]);
    }
  }
  return choice;
}

// Whether what was chosen is a list at all.
bool IsList(std::span<const NotesLine> lines, std::span<const LineRole> roles,
            const std::vector<TimedLine>& candidates, const Choice& choice) {
  const std::size_t count = choice.lines.size();
  if (count == 0 || 2 * count < count + choice.left.size()) return false;
  const auto of_line = [&](std::size_t line) {
    return std::find_if(candidates.begin(), candidates.end(),
                        [&](const TimedLine& candidate) { return candidate.line == line; });
  };
  if (count == 1) {
    const TimedLine& only = *of_line(choice.lines.front().line);
    if (only.time.linked) return true;
    if (only.time.at_end || only.time.bare) return false;
    if (roles[only.line].section == SectionKind::kNotes && only.line > 0 &&
        lines[only.line - 1].block->kind == BlockKind::kHeading) {
      return true;
    }
    return only.time.start_s == 0 && lines[only.line].block->kind == BlockKind::kListItem;
  }
  const bool bare = of_line(choice.lines.front().line)->time.bare;
  return !bare || count >= 3;
}

void Warn(std::span<const NotesLine> lines, const std::vector<const TimedLine*>& left,
          std::string_view kind, std::string_view what, std::vector<Error>& warnings) {
  for (std::size_t i = 0; i < std::min(left.size(), kMaxWarnings); ++i) {
    const std::string_view line = lines[left[i]->line].text;
    std::string message = "the time " + FormatTime(left[i]->time.start_s) + " ";
    message += what;
    message += ": \"";
    message += TruncateUtf8(line, kMaxQuotedBytes);
    message += '"';
    if (i + 1 == kMaxWarnings && left.size() > kMaxWarnings) {
      message += " (and " + std::to_string(left.size() - kMaxWarnings) + " more)";
    }
    warnings.push_back(
        {.code = ErrorCode::kParse, .message = std::move(message), .kind = std::string(kind)});
  }
}

void WarnOfSlips(const SlipCount& slips, std::vector<Error>& warnings) {
  if (slips.hours > 0) {
    warnings.push_back({.code = ErrorCode::kParse,
                        .message = std::to_string(slips.hours) +
                                   " times past the first hour lack it and were read with it",
                        .kind = "time-without-hour"});
  }
  if (slips.frames > 0) {
    warnings.push_back({.code = ErrorCode::kParse,
                        .message = std::to_string(slips.frames) +
                                   " times were read as minutes, seconds and frames",
                        .kind = "time-with-frames"});
  }
}

}  // namespace

std::vector<ChapterLine> ChooseChapters(std::span<const NotesLine> lines,
                                        std::span<const LineRole> roles,
                                        std::optional<double> duration_s,
                                        std::vector<Error>& warnings) {
  std::vector<TimedLine> at_start;
  std::vector<TimedLine> at_end;  // With the links to times of the others.
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const SectionKind section = roles[i].section;
    if (section == SectionKind::kTranscript) continue;
    if (const auto time = FindTimeAtStart(lines[i])) {
      at_start.push_back({i, *time});
      if (time->linked) at_end.push_back({i, *time});
    } else if (const auto last = MayEnd(section) ? FindTimeAtEnd(lines[i]) : std::nullopt) {
      at_end.push_back({i, *last});
      if (last->linked) at_start.push_back({i, *last});
    }
  }
  const SlipCount start_slips = MendSlips(lines, duration_s, at_start);
  const SlipCount end_slips = MendSlips(lines, duration_s, at_end);
  Choice starts = Choose(lines, at_start, duration_s);
  Choice ends = Choose(lines, at_end, duration_s);
  const bool starts_list = IsList(lines, roles, at_start, starts);
  const bool ends_list = IsList(lines, roles, at_end, ends);
  if (!starts_list && !ends_list) return {};
  const bool take_ends = ends_list && (!starts_list || ends.weight > starts.weight);
  Choice& choice = take_ends ? ends : starts;
  WarnOfSlips(take_ends ? end_slips : start_slips, warnings);
  Warn(lines, choice.beyond, "time-beyond-end", "is beyond the end of the episode", warnings);
  Warn(lines, choice.left, "time-out-of-order", "does not fit the order of the others", warnings);
  return std::move(choice.lines);
}

}  // namespace cuepoint
