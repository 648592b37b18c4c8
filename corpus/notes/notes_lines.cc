#include "corpus/notes/notes_lines.h"

#include <algorithm>

#include "corpus/notes/chapter_run.h"
#include "corpus/notes/notes_text.h"
#include "corpus/notes/notes_times.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

// How a list writes its times: what stands in front of each, and behind.
struct Layout {
  char before = 0;
  char after = 0;

  bool operator==(const Layout&) const = default;
};

Layout LayoutAt(std::string_view text, std::size_t begin) {
  Layout layout;
  if (begin > 0 && std::string_view("([@").find(text[begin - 1]) != std::string_view::npos) {
    layout.before = text[begin - 1];
  }
  std::size_t end = begin;
  while (end < text.size() && (IsDigit(text[end]) || text[end] == ':')) ++end;
  while (end < text.size() && IsSpace(text[end])) ++end;
  if (end < text.size()) {
    const char c = text[end];
    if (c == ')' || c == ']' || c == '-' || c == '|' || c == '\xE2') layout.after = c;
  }
  return layout;
}

// Whether at least `wanted` places look like a time: a colon between digits.
bool HasTimes(std::string_view text, std::size_t wanted) {
  for (std::size_t at = text.find(':'); wanted > 0 && at != std::string_view::npos;
       at = text.find(':', at + 1)) {
    if (at == 0 || at + 2 >= text.size() || !IsDigit(text[at - 1]) || !IsDigit(text[at + 1]) ||
        !IsDigit(text[at + 2])) {
      continue;
    }
    --wanted;
    if (at + 3 < text.size() && text[at + 3] == ':') ++at;  // Minutes and seconds of one time.
    while (at + 1 < text.size() && (IsDigit(text[at + 1]) || text[at + 1] == ':')) ++at;
  }
  return wanted == 0;
}

class Splitter {
 public:
  Splitter(std::optional<double> duration_s, std::vector<NotesLine>& lines)
      : duration_s_(duration_s), lines_(lines) {}

  void Split(const TextBlock& block) {
    const std::size_t first = lines_.size();
    const std::string_view text = block.text;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      SplitRun(block, begin, end);
      begin = end + 1;
    }
    if (lines_.size() == first) return;
    lines_[first].first = true;
    lines_[first].alone = lines_.size() == first + 1;
  }

 private:
  // A line that may hold several times.
  void SplitRun(const TextBlock& block, std::size_t begin, std::size_t end) {
    const std::string_view text = std::string_view(block.text).substr(begin, end - begin);
    if (!HasTimes(text, 2)) return Add(block, begin, end);
    std::size_t list = 0;
    if (!FindTimeAtStart(MakeLine(block, begin, end))) {
      list = FindChapterListStart(text);
      if (list == std::string_view::npos) return Add(block, begin, end);
      while (list > 0 && std::string_view("([@").find(text[list - 1]) != std::string_view::npos) {
        --list;
      }
    }
    const std::vector<std::size_t> starts = RunStarts(text.substr(list));
    if (starts.empty()) return Add(block, begin, end);
    if (list > 0) Add(block, begin, begin + list);
    for (std::size_t i = 0; i < starts.size(); ++i) {
      const std::size_t from = i == 0 ? 0 : starts[i];
      const std::size_t to = i + 1 < starts.size() ? starts[i + 1] : text.size() - list;
      Add(block, begin + list + from, begin + list + to);
    }
  }

  // Where each time of a list on one line starts; nothing where it is no such list.
  std::vector<std::size_t> RunStarts(std::string_view text) const {
    const ChapterRun run = ReadChapterRun(text, duration_s_);
    if (run.chapters.size() < 2) return {};
    const Layout layout = LayoutAt(text, run.begins.front());
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < run.begins.size(); ++i) {
      const std::size_t begin = run.begins[i];
      if (LayoutAt(text, begin) != layout) continue;
      // "12:00 - 15:30 - Title" is one line with a range.
      if (i > 0 && run.chapters[i - 1].title.empty()) continue;
      starts.push_back(layout.before == 0 ? begin : begin - 1);
      // "[@": both belong to the time.
      if (starts.back() > 0 && text[starts.back()] == '@' && text[starts.back() - 1] == '[') {
        --starts.back();
      }
    }
    // Two times with nothing but spaces around them may well be prose.
    const bool plain = layout == Layout{};
    if (starts.size() < 2) return {};
    if (plain && starts.size() < 3 && run.chapters.front().start_s > 0) return {};
    return starts;
  }

  NotesLine MakeLine(const TextBlock& block, std::size_t begin, std::size_t end) const {
    const std::string_view text = block.text;
    while (begin < end && IsSpace(text[begin])) ++begin;
    while (begin < end && IsSpace(text[end - 1])) --end;
    NotesLine line;
    line.block = &block;
    line.begin = begin;
    line.text = text.substr(begin, end - begin);
    const auto starts_before = [](const TextLink& link, std::size_t offset) {
      return link.begin < offset;
    };
    const auto first =
        std::lower_bound(block.links.begin(), block.links.end(), begin, starts_before);
    const auto last = std::lower_bound(first, block.links.end(), end, starts_before);
    line.links = {first, last};
    return line;
  }

  void Add(const TextBlock& block, std::size_t begin, std::size_t end) {
    NotesLine line = MakeLine(block, begin, end);
    if (!line.text.empty()) lines_.push_back(line);
  }

  std::optional<double> duration_s_;
  std::vector<NotesLine>& lines_;
};

std::size_t OrnamentAtFront(std::string_view text) {
  for (const std::string_view mark :
       {"\xC2\xA0", "\xE2\x86\x92", "\xE2\x96\xB6", "\xEF\xB8\x8F", "\xE2\x80\x8B", "\xE2\x80\x8D",
        "\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x96\xBA", ">", "~"}) {
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

}  // namespace

std::vector<NotesLine> SplitLines(const RichText& notes, std::optional<double> duration_s) {
  std::vector<NotesLine> lines;
  lines.reserve(notes.blocks.size());
  Splitter splitter(duration_s, lines);
  for (const TextBlock& block : notes.blocks) splitter.Split(block);
  return lines;
}

std::string_view TrimTitle(std::string_view text) {
  text = TrimSeparators(text);
  while (const std::size_t length = OrnamentAtFront(text)) {
    text = TrimSeparators(text.substr(length));
  }
  while (text.ends_with("\xC2\xA0") || text.ends_with("\xE2\x80\x8B")) {
    text = TrimSeparators(text.substr(0, text.size() - (text.ends_with("\xC2\xA0") ? 2 : 3)));
  }
  if (text.ends_with('@')) text = TrimSeparators(text.substr(0, text.size() - 1));
  return text;
}

}  // namespace cuepoint
