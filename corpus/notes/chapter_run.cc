#include "corpus/notes/chapter_run.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "corpus/heaviest_ascending.h"
#include "corpus/notes/notes_text.h"
#include "corpus/text.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

// What stands in front of a time.
enum class Lead { kLineStart, kSpace, kGlued };
constexpr std::size_t kLeads = 3;

// One way to read a time out of a run of digits and colons.
struct Candidate {
  std::size_t begin = 0;
  std::size_t end = 0;
  double start_s = 0;
  int score = 0;
  Lead lead = Lead::kGlued;
};

// A maximal run of digits and colons, with its candidates [first, last) of the list.
struct Run {
  std::size_t first = 0;
  std::size_t last = 0;
};

// Scores: a plain time counts 100, and what makes it less natural is subtracted. Only their order
// matters: each unlikely feature alone must lose against the plain reading, and none may make a
// chapter worth less than leaving it out, since a time that fits between its neighbours by chance
// is rare. Chosen on hand-made lists; the tests hold the cases that each is for.
constexpr int kPlain = 100;
constexpr int kCutsDigits = -15;         // "HTTP/3|34:05"
constexpr int kCutsToOneDigit = -25;     // "HTTP/33|4:05"
constexpr int kThreeDigitFront = -20;    // "334:05"
constexpr int kDigitFollows = -25;       // "00:34|3 ways"
constexpr int kCutsTime = -60;           // "01:|05:12"
constexpr int kTimeOfDay = -80;          // "9:30 am"
constexpr int kBeyondDuration = -70;     // Durations are rounded, and advertisements come and go.
constexpr int kUnusualLead = -40;        // Glued where the others stand after a space, or so.
constexpr double kDurationSlack_s = 60;  // "1h 5min" may be anything up to 1:05:59.

std::size_t CountDigits(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && IsDigit(text[end])) ++end;
  return end - at;
}

int Value(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

// Whether only list markers and brackets stand between `at` and the start of its line.
Lead LeadAt(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 &&
         std::string_view(" \t*-([@").find(text[begin - 1]) != std::string_view::npos) {
    --begin;
  }
  if (begin == 0 || text[begin - 1] == '\n') return Lead::kLineStart;
  return IsSpace(text[at - 1]) ? Lead::kSpace : Lead::kGlued;
}

bool IsTimeOfDay(std::string_view after) {
  after = after.substr(0, 4);
  if (after.starts_with(' ')) after.remove_prefix(1);
  if (!StartsWithNoCase(after, "am") && !StartsWithNoCase(after, "pm")) return false;
  return after.size() == 2 || !IsAlpha(after[2]);
}

// The candidates of one run, for a time of `groups` (2: minutes and seconds; 3: with hours) whose
// first group ends at `colon`.
class RunReader {
 public:
  RunReader(std::string_view text, std::optional<double> duration_s,
            std::vector<Candidate>& candidates)
      : text_(text), duration_s_(duration_s), candidates_(candidates) {}

  // Reads the run at `begin` (a digit); returns its end.
  std::size_t Read(std::size_t begin) {
    std::array<std::size_t, 4> group_begin{};
    std::array<std::size_t, 4> group_size{};
    std::size_t groups = 0;
    std::size_t at = begin;
    while (true) {
      const std::size_t digits = CountDigits(text_, at);
      if (groups < group_begin.size()) {
        group_begin[groups] = at;
        group_size[groups] = digits;
      }
      ++groups;
      at += digits;
      if (at + 1 >= text_.size() || text_[at] != ':' || !IsDigit(text_[at + 1])) break;
      ++at;
    }
    // More colons than a time has: an address or the like.
    if (groups == 2) {
      AddAll(group_begin[0], group_size[0], 1, group_begin[1], group_size[1], 0);
    } else if (groups == 3) {
      if (group_size[1] == 2) {
        AddAll(group_begin[0], group_size[0], 2, group_begin[2], group_size[2], 0);
      }
      AddAll(group_begin[1], group_size[1], 1, group_begin[2], group_size[2], kCutsTime);
    }
    return at;
  }

 private:
  // Every suffix of the first group, up to three digits.
  void AddAll(std::size_t front, std::size_t front_size, int colons, std::size_t seconds,
              std::size_t seconds_size, int score) {
    if (seconds_size < 2) return;
    for (std::size_t length = 1; length <= std::min<std::size_t>(front_size, 3); ++length) {
      Add(front + front_size - length, length, length<front_size, colons, seconds, seconds_size> 2,
          score);
    }
  }

  void Add(std::size_t begin, std::size_t length, bool cut, int colons, std::size_t seconds,
           bool digit_follows, int score) {
    if (length == 3 && text_[begin] == '0') return;  // Nobody writes "010:10".
    const int front = Value(text_.substr(begin, length));
    const int second = Value(text_.substr(seconds, 2));
    double start_s = front * 60.0 + second;
    if (colons == 2) {
      const int minutes = Value(text_.substr(seconds - 3, 2));
      if (minutes > 59) return;
      start_s = front * 3600.0 + minutes * 60.0 + second;
    }
    if (second > 59 || start_s >= kTimeLimit_s) return;
    std::size_t end = seconds + 2;
    // A fraction is written with three digits; "05:12.5 reasons" is not one.
    if (!digit_follows && end < text_.size() && text_[end] == '.' &&
        CountDigits(text_, end + 1) == 3) {
      start_s += Value(text_.substr(end + 1, 3)) / 1000.0;
      end += 4;
    }
    score += kPlain;
    if (cut) score += length == 1 ? kCutsToOneDigit : kCutsDigits;
    if (length == 3) score += kThreeDigitFront;
    if (digit_follows) score += kDigitFollows;
    if (IsTimeOfDay(text_.substr(end))) score += kTimeOfDay;
    if (duration_s_ && start_s > *duration_s_ + kDurationSlack_s) score += kBeyondDuration;
    if (score <= 0) return;
    candidates_.push_back({begin, end, start_s, score, LeadAt(text_, begin)});
  }

  std::string_view text_;
  std::optional<double> duration_s_;
  std::vector<Candidate>& candidates_;
};

// Takes points from candidates that stand in the text unlike most others do, and drops times inside
// lines where the list has a line for each chapter.
void PreferUsualLead(const std::vector<Run>& runs, std::vector<Candidate>& candidates) {
  std::array<std::size_t, kLeads> counts{};
  const auto less_natural = [](const Candidate& a, const Candidate& b) {
    return a.score < b.score;
  };
  for (const Run& run : runs) {
    const auto first = candidates.begin() + static_cast<std::ptrdiff_t>(run.first);
    const auto last = candidates.begin() + static_cast<std::ptrdiff_t>(run.last);
    ++counts[static_cast<std::size_t>(std::max_element(first, last, less_natural)->lead)];
  }
  const std::size_t lines = counts[static_cast<std::size_t>(Lead::kLineStart)];
  const bool line_by_line = lines >= 2 && 2 * lines >= runs.size();
  const auto usual =
      static_cast<Lead>(std::max_element(counts.begin(), counts.end()) - counts.begin());
  for (Candidate& candidate : candidates) {
    if (candidate.lead == Lead::kLineStart) continue;
    if (line_by_line) {
      candidate.score = 0;
    } else if (candidate.lead != usual) {
      candidate.score += kUnusualLead;
    }
  }
}

// The heaviest sequence of ascending times with at most one candidate of each run.
std::vector<Candidate> Choose(const std::vector<Run>& runs,
                              const std::vector<Candidate>& candidates) {
  std::vector<TimeReading> readings;
  readings.reserve(candidates.size());
  for (std::size_t run = 0; run < runs.size(); ++run) {
    for (std::size_t i = runs[run].first; i < runs[run].last; ++i) {
      readings.push_back({candidates[i].start_s, candidates[i].score, run});
    }
  }
  std::vector<Candidate> chosen;
  for (const std::size_t i : HeaviestAscending(readings)) chosen.push_back(candidates[i]);
  return chosen;
}

}  // namespace

ChapterRun ReadChapterRun(std::string_view text, std::optional<double> duration_s) {
  std::vector<Candidate> candidates;
  std::vector<Run> runs;
  RunReader reader(text, duration_s, candidates);
  for (std::size_t at = 0; at < text.size();) {
    if (!IsDigit(text[at])) {
      ++at;
      continue;
    }
    const std::size_t first = candidates.size();
    at = reader.Read(at);
    if (candidates.size() > first) runs.push_back({first, candidates.size()});
  }
  PreferUsualLead(runs, candidates);
  const std::vector<Candidate> chosen = Choose(runs, candidates);

  ChapterRun result;
  result.before = text.substr(0, chosen.empty() ? text.size() : chosen.front().begin);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const std::size_t end = i + 1 < chosen.size() ? chosen[i + 1].begin : text.size();
    const std::string_view content = text.substr(chosen[i].end, end - chosen[i].end);
    const std::size_t title_end = std::min(content.find('\n'), content.size());
    Chapter chapter;
    chapter.start_s = chosen[i].start_s;
    chapter.title = TrimSeparators(content.substr(0, title_end));
    chapter.text = TrimSeparators(content.substr(title_end));
    result.chapters.push_back(std::move(chapter));
    result.begins.push_back(chosen[i].begin);
  }
  return result;
}

std::size_t FindChapterListStart(std::string_view text) {
  for (std::size_t at = text.find("0:00"); at != std::string_view::npos;
       at = text.find("0:00", at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && at - begin < 4 && (text[begin - 1] == '0' || text[begin - 1] == ':')) {
      --begin;
    }
    // A digit that is not zero in front makes it another time, or the end of a title.
    const bool cut = begin > 0 && IsDigit(text[begin - 1]);
    const bool goes_on = at + 4 < text.size() && IsDigit(text[at + 4]);
    if (!cut && !goes_on && IsDigit(text[begin])) return begin;
  }
  return std::string_view::npos;
}

bool StartsWithTime(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && (IsSpace(text[at]) || text[at] == '(' || text[at] == '[')) ++at;
  const std::size_t digits = CountDigits(text, at);
  return digits >= 1 && digits <= 3 && at + digits < text.size() && text[at + digits] == ':' &&
         CountDigits(text, at + digits + 1) >= 2;
}

}  // namespace cuepoint
