#include "corpus/page/page_notes.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "corpus/notes/chapter_run.h"
#include "corpus/notes/notes_text.h"
#include "corpus/page/page_cues.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxNumberDigits = 6;

// A list of chapters without a heading is believed from this many on, by whether it starts a line.
constexpr std::size_t kMinChaptersInLines = 2;
constexpr std::size_t kMinChaptersInProse = 3;

void AppendParagraph(std::string& text, std::string_view paragraph) {
  paragraph = Trim(paragraph);
  if (paragraph.empty()) return;
  if (!text.empty()) text += '\n';
  text += paragraph;
}

// The title repeated in front of the notes says nothing new.
std::string_view WithoutTitle(std::string_view text, std::string_view title) {
  if (title.empty() || !StartsWithNoCase(text, title)) return text;
  const std::string_view rest = text.substr(title.size());
  if (!rest.empty() && IsAlnum(rest.front())) return text;  // Only the start of a longer word.
  return TrimSeparators(rest.starts_with('.') ? rest.substr(1) : rest);
}

bool IsBoilerplate(const CueAt& cue) {
  return cue.kind == CueKind::kBoilerplate || cue.kind == CueKind::kEpisodePage;
}

// The notes while they are taken apart.
class NotesReader {
 public:
  NotesReader(std::optional<double> duration_s, std::string_view show_name)
      : duration_s_(duration_s), show_name_(show_name) {}

  PageNotes Read(std::string_view notes, std::string_view title) {
    notes = Trim(notes);
    result_.number = TakeEpisodeNumber(notes);
    notes = WithoutTitle(notes, title);
    const std::vector<CueAt> cues = FindCues(notes);
    std::size_t begin = 0;
    const CueAt* current = nullptr;
    for (std::size_t i = 0; i <= cues.size(); ++i) {
      const bool last = i == cues.size();
      std::string_view part = notes.substr(begin, (last ? notes.size() : cues[i].begin) - begin);
      // Only the first of several pieces of boilerplate has content, and so a heading, before it.
      if (!last && IsBoilerplate(cues[i]) && (current == nullptr || !IsBoilerplate(*current))) {
        const std::size_t end = i + 1 < cues.size() ? cues[i + 1].begin : notes.size();
        part = TrimHeading(part, notes.substr(cues[i].begin, end - cues[i].begin), show_name_,
                           found_show_name_);
      }
      ReadPart(current, part);
      if (last) break;
      current = &cues[i];
      begin = cues[i].end;
    }
    MergeLists();
    result_.show_name = found_show_name_;
    return std::move(result_);
  }

 private:
  void ReadPart(const CueAt* cue, std::string_view part) {
    if (cue == nullptr) return ReadProse(part);
    switch (cue->kind) {
      case CueKind::kLinks: {
        std::string rest;
        for (Link& link : ReadLinks(part, rest)) result_.links.push_back(std::move(link));
        return ReadProse(rest);
      }
      case CueKind::kChapters:
        return ReadChapters(part);
      case CueKind::kEpisodePage: {
        const std::size_t at = FindUrl(part);
        if (at != std::string_view::npos && result_.url.empty()) {
          result_.url = part.substr(at, UrlLength(part.substr(at)));
        }
        return ReadBehindLine(part);
      }
      case CueKind::kBoilerplate:
        return ReadBehindLine(part);
    }
  }

  // Boilerplate ends with its line; what stands in the next ones is the episode's again.
  void ReadBehindLine(std::string_view part) {
    ReadProse(part.substr(std::min(part.find('\n'), part.size())));
  }

  void ReadChapters(std::string_view part) {
    ChapterRun run = ReadChapterRun(part, duration_s_);
    ReadProse(TrimSeparators(run.before));
    AddChapters(std::move(run));
  }

  void AddChapters(ChapterRun run) {
    for (Chapter& chapter : run.chapters) result_.chapters.push_back(std::move(chapter));
    ++lists_;
  }

  // Several lists: the times of the later ones fall between those of the first, which keeps what it
  // has where two are equal.
  void MergeLists() {
    if (lists_ < 2) return;
    std::vector<Chapter>& chapters = result_.chapters;
    std::stable_sort(chapters.begin(), chapters.end(),
                     [](const Chapter& a, const Chapter& b) { return a.start_s < b.start_s; });
    chapters.erase(
        std::unique(chapters.begin(), chapters.end(),
                    [](const Chapter& a, const Chapter& b) { return a.start_s == b.start_s; }),
        chapters.end());
  }

  void ReadProse(std::string_view text) {
    text = Trim(text);
    const std::size_t list = FindChapterListStart(text);
    if (list != std::string_view::npos) {
      ChapterRun run = ReadChapterRun(text.substr(list), duration_s_);
      const bool starts_line = list == 0 || text[list - 1] == '\n';
      if (run.chapters.size() >= (starts_line ? kMinChaptersInLines : kMinChaptersInProse)) {
        AppendParagraph(result_.description, TrimSeparators(text.substr(0, list)));
        return AddChapters(std::move(run));
      }
    }
    AppendParagraph(result_.description, text);
    std::string ignored;  // The text itself is the description.
    for (Link& link : ReadLinks(text, ignored)) {
      link.title.clear();  // Around an address in prose stands no title.
      result_.links.push_back(std::move(link));
    }
  }

  std::optional<double> duration_s_;
  std::string_view show_name_;
  std::string_view found_show_name_;
  std::size_t lists_ = 0;  // Of chapters.
  PageNotes result_;
};

}  // namespace

std::optional<std::int64_t> TakeEpisodeNumber(std::string_view& text) {
  std::string_view rest = text;
  bool announced = false;
  for (const std::string_view word : {"episode", "ep.", "ep"}) {
    if (!StartsWithNoCase(rest, word)) continue;
    rest.remove_prefix(word.size());
    announced = true;
    break;
  }
  if (announced && rest.starts_with(' ')) rest = Trim(rest);
  if (rest.starts_with('#')) {
    rest.remove_prefix(1);
    announced = true;
  }
  std::int64_t number = 0;
  std::size_t digits = 0;
  for (; digits < rest.size() && IsDigit(rest[digits]); ++digits) {
    if (digits == kMaxNumberDigits) return std::nullopt;
    number = number * 10 + (rest[digits] - '0');
  }
  rest.remove_prefix(digits);
  // "Episode 17th" and "#17seconds" are words, not numbers of episodes.
  if (!announced || digits == 0 || (!rest.empty() && IsAlnum(rest.front()))) return std::nullopt;
  text = TrimSeparators(rest);
  return number;
}

PageNotes ReadPageNotes(std::string_view notes, std::string_view title,
                        std::optional<double> duration_s, std::string_view show_name) {
  return NotesReader(duration_s, show_name).Read(notes, title);
}

}  // namespace cuepoint
