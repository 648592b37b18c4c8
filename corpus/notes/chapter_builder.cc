#include "corpus/notes/chapter_builder.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "corpus/notes/notes_adverts.h"
#include "corpus/notes/notes_links.h"
#include "corpus/notes/notes_text.h"
#include "corpus/notes/notes_times.h"
#include "corpus/notes/notes_titles.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

// Longer titles are cut after a sentence, and the rest goes to the chapter's text.
constexpr std::size_t kMaxTitleBytes = 200;
constexpr std::size_t kMaxLabelBytes = 12;
constexpr std::size_t kProseTitleBytes = 80;
constexpr std::ptrdiff_t kMinPointSpaces = 3;

// "38:50" of "[@38:50] - ".
std::string_view WithoutMarks(std::string_view time) {
  while (!time.empty() && !IsAlnum(time.front())) time.remove_prefix(1);
  while (!time.empty() && !IsAlnum(time.back())) time.remove_suffix(1);
  return time;
}

bool IsAddress(std::string_view text) {
  return (text.starts_with("https://") || text.starts_with("http://")) &&
         std::none_of(text.begin(), text.end(), IsSpace);
}

// `title`, which is a part of its line, without the addresses that it ends in; those alone stay.
std::string_view WithoutAddress(std::string_view title) {
  for (std::size_t space = title.find_last_of(" \n");
       space != std::string_view::npos && IsAddress(title.substr(space + 1));
       space = title.find_last_of(" \n")) {
    std::string_view words = TrimTitle(title.substr(0, space));
    while (words.ends_with(':')) words = TrimTitle(words.substr(0, words.size() - 1));
    if (words.empty() || IsAddress(words)) break;
    title = words;
  }
  return title;
}

// Whether a title becomes a question or a list below the line: "Q:", but not a label of a list of
// its own, "Drawbacks:" with two items or more below.
bool IsLabelOfNext(std::string_view title, std::string_view rest,
                   const std::vector<NotesLine>& lines, std::size_t line) {
  if (title.size() > kMaxLabelBytes || !Trim(rest).ends_with(':')) return false;
  const auto is_item = [&lines](std::size_t i) {
    return i < lines.size() && lines[i].block->kind == BlockKind::kListItem &&
           !FindTimeAtStart(lines[i]);
  };
  return !is_item(line + 1) || !is_item(line + 2);
}

// Whether a chapter that is called no more than "Sponsors" is about them: two points or more below
// it say something, without a name of any.
bool IsTalkOfSponsors(const Chapter& chapter) {
  if (!EqualsNoCase(chapter.title, "sponsors")) return false;
  std::size_t points = 0;
  for (std::string_view rest = chapter.text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view point = rest.substr(0, end);
    if (std::count(point.begin(), point.end(), ' ') < kMinPointSpaces) return false;
    if (IsAdvertSentence(point) || FindUrl(point) != std::string_view::npos) return false;
    ++points;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return points >= 2;
}

}  // namespace

bool ChapterBuilder::Start(const std::vector<NotesLine>& lines, const ChapterLine& at,
                           std::string_view heading) {
  Close();
  const NotesLine& line = lines[at.line];
  chapters_.emplace_back().start_s = at.start_s;
  first_link_ = links_.size();
  is_open_ = true;
  in_list_ = line.block->kind == BlockKind::kListItem;
  const std::string_view rest =
      at.begin > 0 ? line.text.substr(0, at.begin) : line.text.substr(at.end);
  const std::string_view title = TrimTitle(rest);
  const bool takes_heading = !heading.empty() && (title.empty() || title.size() > kProseTitleBytes);
  if (takes_heading) {
    chapter().title = heading;
    AddText(title, line);
  } else {
    SetTitle(title, line);
    title_missing_ =
        chapter().title.empty() || IsLabelOfNext(chapter().title, rest, lines, at.line);
  }
  if (WithoutAddress(title).size() < title.size()) {
    AddNamedLinks(line);
  } else {
    AddLinks(line);
  }
  return takes_heading;
}

void ChapterBuilder::AddLine(const NotesLine& line) {
  const auto time = FindTimeAtStart(line);
  // The chapter's own time once more, as in a nested list.
  if (time && time->start_s == chapter().start_s) {
    return AddSameTime(TrimTitle(line.text.substr(time->end)), line);
  }
  if (time && line.block->kind != BlockKind::kPreformatted) {
    // A time that fits no chapter: said, without the marks that set it off.
    std::string text(WithoutMarks(line.text.substr(time->begin, time->end - time->begin)));
    text += ' ';
    text += TrimTitle(line.text.substr(time->end));
    AddText(Trim(text), line);
  } else if (!IsOnlyLinks(line)) {
    AddText(line.text, line);
  }
  AddLinks(line);
}

void ChapterBuilder::AddSameTime(std::string_view title, const NotesLine& line) {
  if (!title.empty() && IsAdvertTitle(chapter().title) != IsAdvertTitle(title)) {
    // A sponsor is thanked in front of the topic, or behind it.
    if (IsAdvertTitle(title)) return sponsor_notes_.Add(title, line);
    sponsor_notes_.Add(chapter().title, line);
    sponsor_notes_.Add(chapter().text, line);
    chapter().text.clear();
    links_.resize(first_link_);
    SetTitle(title, line);
  } else {
    AddText(title, line);
  }
  AddLinks(line);
}

void ChapterBuilder::AddText(std::string_view text, const NotesLine& line) {
  if (text.empty()) return;
  std::string& all = chapter().text;
  if (!all.empty()) all += line.first && line.block->kind != BlockKind::kListItem ? "\n\n" : "\n";
  all += text;
}

void ChapterBuilder::AddLinks(const NotesLine& line) {
  for (Link& link : ContentLinks(line)) {
    link.start_s = chapter().start_s;
    links_.push_back(std::move(link));
  }
}

void ChapterBuilder::AddNamedLinks(const NotesLine& line) {
  const std::size_t first = links_.size();
  AddLinks(line);
  for (std::size_t i = first; i < links_.size(); ++i) {
    if (IsAddress(links_[i].title)) links_[i].title = chapter().title;
  }
}

void ChapterBuilder::SetTitle(std::string_view title, const NotesLine& line) {
  SplitTitle cut = CutTitle(WithoutAddress(title), kMaxTitleBytes);
  chapter().title = std::move(cut.title);
  AddText(cut.rest, line);
}

void ChapterBuilder::TakeTitle(const NotesLine& line) {
  const std::string_view title = TrimTitle(line.text);
  if (!chapter().title.empty() && IsAddress(title)) {
    title_missing_ = false;
    return AddNamedLinks(line);
  }
  SplitTitle cut = CutTitle(title, kMaxTitleBytes);
  if (!chapter().title.empty() && !cut.title.empty()) chapter().title += ": ";
  chapter().title += cut.title;
  title_missing_ = chapter().title.empty();
  AddText(cut.rest, line);
  AddLinks(line);
}

void ChapterBuilder::FinishTitle() {
  if (title_missing_ && chapter().title.empty()) chapter().title = kNoTitle;
  title_missing_ = false;
}

void ChapterBuilder::Close() {
  FinishTitle();
  is_open_ = false;
}

void ChapterBuilder::Finish() {
  FinishTitle();
  std::vector<double> adverts;
  for (Chapter& each : chapters_) {
    each.sponsor = IsAdvertTitle(each.title) && !IsTalkOfSponsors(each);
    if (each.sponsor) adverts.push_back(each.start_s);
  }
  std::erase_if(links_, [&](const Link& link) {
    return link.start_s && std::binary_search(adverts.begin(), adverts.end(), *link.start_s);
  });
}

}  // namespace cuepoint
