#include "corpus/notes/notes.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "corpus/notes/notes_adverts.h"
#include "corpus/notes/notes_bios.h"
#include "corpus/notes/notes_chapters.h"
#include "corpus/notes/notes_introductions.h"
#include "corpus/notes/notes_lines.h"
#include "corpus/notes/notes_links.h"
#include "corpus/notes/notes_outline.h"
#include "corpus/notes/notes_people.h"
#include "corpus/notes/notes_sections.h"
#include "corpus/notes/notes_text_builder.h"
#include "corpus/notes/notes_times.h"
#include "corpus/notes/notes_titles.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

// Longer titles are cut after a sentence, and the rest goes to the chapter's text.
constexpr std::size_t kMaxTitleBytes = 200;
constexpr std::size_t kMaxContactBytes = 80;
constexpr std::size_t kMaxLabelBytes = 12;
constexpr std::size_t kMaxPeople = 240;
constexpr std::size_t kProseTitleBytes = 80;

class Reader {
 public:
  Reader(const RichText& notes, std::string_view title, std::optional<double> duration_s)
      : title_(title),
        lines_(SplitLines(notes, duration_s)),
        roles_(FindOutline(lines_)),
        description_(result_.description),
        sponsor_notes_(result_.sponsor_notes) {
    chapter_lines_ = ChooseChapters(lines_, roles_, duration_s, result_.warnings);
  }

  Notes Read() {
    std::size_t next = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (next < chapter_lines_.size() && chapter_lines_[next].line == i) {
        StartChapter(i, chapter_lines_[next++]);
        continue;
      }
      const bool timed_next = next < chapter_lines_.size() && chapter_lines_[next].line == i + 1;
      if (roles_[i].heading) {
        ReadHeading(i, timed_next, next < chapter_lines_.size());
      } else {
        ReadLine(i, next < chapter_lines_.size());
      }
    }
    FinishTitle();
    FinishChapters();
    FinishPeople();
    return std::move(result_);
  }

 private:
  bool in_chapter() const { return in_chapter_ && !result_.chapters.empty(); }
  Chapter& chapter() { return result_.chapters.back(); }

  void StartChapter(std::size_t i, const ChapterLine& at) {
    FinishTitle();
    const NotesLine& line = lines_[i];
    Chapter& added = result_.chapters.emplace_back();
    added.start_s = at.start_s;
    in_chapter_ = true;
    chapter_in_list_ = line.block->kind == BlockKind::kListItem;
    const std::string_view rest =
        at.begin > 0 ? line.text.substr(0, at.begin) : line.text.substr(at.end);
    const std::string_view title = TrimTitle(rest);
    if (!heading_.empty() && (title.empty() || title.size() > kProseTitleBytes)) {
      added.title = heading_;
      AddChapterText(title, line);
      title_missing_ = false;
    } else {
      AddHeadingToDescription();
      SplitTitle cut = CutTitle(title, kMaxTitleBytes);
      added.title = std::move(cut.title);
      AddChapterText(cut.rest, line);
      // "Q:" is a label of what stands below.
      title_missing_ = added.title.empty() ||
                       (added.title.size() <= kMaxLabelBytes && Trim(rest).ends_with(':'));
    }
    heading_.clear();
    AddLinks(line, at.start_s);
  }

  void ReadHeading(std::size_t i, bool timed_next, bool more_chapters) {
    const NotesLine& line = lines_[i];
    const SectionKind section = roles_[i].section;
    AddHeadingToDescription();
    if (section == SectionKind::kContent) {
      if (title_missing_) {
        TakeTitle(line);
        return;
      }
      const bool prose_next = timed_next && lines_[i + 1].block->kind == BlockKind::kParagraph;
      if (prose_next) {
        heading_ = line.text;
        heading_line_ = &line;
        return;
      }
      if (in_chapter() && more_chapters && !timed_next) {
        AddChapterText(line.text, line);
        AddLinks(line, chapter().start_s);
        return;
      }
    }
    FinishTitle();
    in_chapter_ = false;
    if (section == SectionKind::kContent) {
      description_.Add(line.text, line);
      AddLinks(line, std::nullopt);
    } else if (IsHidden(section)) {
      sponsor_notes_.Add(line.text, line);
    } else if (section == SectionKind::kTranscript) {
      description_.Add(line.text, line);
    }
  }

  void ReadLine(std::size_t i, bool more_chapters) {
    const NotesLine& line = lines_[i];
    const SectionKind section = roles_[i].section;
    if (IsHidden(section) && !in_chapter()) return ReadHidden(line, section);
    if ((section == SectionKind::kGuests || section == SectionKind::kHosts) && !in_chapter()) {
      std::vector<Person> people =
          ReadPeopleLine(line, section == SectionKind::kGuests ? "guest" : "host");
      if (!people.empty() && MayAddPeople()) return AddPeople(std::move(people));
    }
    std::vector<Person> labelled = ReadLabelledPeople(line);
    if (!labelled.empty() && !in_chapter() && MayAddPeople()) {
      return AddPeople(std::move(labelled));
    }
    // A paragraph below a list of chapters is about the episode.
    if (in_chapter() && !title_missing_ && !more_chapters && chapter_in_list_ && line.first &&
        line.block->kind == BlockKind::kParagraph) {
      in_chapter_ = false;
    }
    if (line.block->kind != BlockKind::kPreformatted && line.block->kind != BlockKind::kTableRow) {
      if (IsBoilerplate(line.text) || IsContactItem(line)) {
        boilerplate_block_ = line.block;
        return sponsor_notes_.Add(line.text, line);
      }
      if (ReadAdverts(line)) return;
    }
    if (title_missing_ && line.block->kind != BlockKind::kPreformatted) return TakeTitle(line);
    if (in_chapter()) {
      const auto time = FindTimeAtStart(line);
      // The chapter's own time once more, as in a nested list.
      const bool same = time && time->start_s == chapter().start_s;
      if (same) {
        AddChapterText(TrimTitle(line.text.substr(time->end)), line);
      } else if (!IsOnlyLinks(line)) {
        AddChapterText(line.text, line);
      }
      AddLinks(line, chapter().start_s);
    } else {
      if (section != SectionKind::kLinks && line.block->kind == BlockKind::kParagraph) {
        prose_.push_back(line);
      }
      if (section != SectionKind::kLinks || !IsOnlyLinks(line)) description_.Add(line.text, line);
      AddLinks(line, std::nullopt);
    }
  }

  // "Mastodon: @tea", in a list below an invitation to get in touch.
  bool IsContactItem(const NotesLine& line) const {
    return boilerplate_block_ != nullptr && line.block == boilerplate_block_ + 1 &&
           line.block->kind == BlockKind::kListItem && line.text.size() <= kMaxContactBytes &&
           (!line.links.empty() || line.text.find('@') != std::string_view::npos) &&
           !FindTimeAtStart(line);
  }

  void ReadHidden(const NotesLine& line, SectionKind section) {
    sponsor_notes_.Add(line.text, line);
    if (section == SectionKind::kCredits) {
      std::vector<Person> labelled = ReadLabelledPeople(line);
      if (MayAddPeople()) AddPeople(std::move(labelled));
    }
  }

  // Keeps the advertising sentences of a line apart; true where there were any.
  bool ReadAdverts(const NotesLine& line) {
    const AdvertSplit split = SplitAdverts(line.text);
    if (split.adverts.empty()) return false;
    // A paragraph that opens so is all about the sponsor, unless it is all that there is.
    const bool all = split.kept.empty() || (split.opens && !result_.description.empty());
    sponsor_notes_.Add(all ? line.text : std::string_view(split.adverts), line);
    if (all) return true;
    // Links cannot be told apart any more; those of a sponsor are kept rather than lost.
    if (in_chapter()) {
      AddChapterText(split.kept, line);
      AddLinks(line, chapter().start_s);
    } else {
      description_.Add(split.kept, line);
      AddLinks(line, std::nullopt);
      if (line.block->kind == BlockKind::kParagraph) prose_.push_back(line);
    }
    return true;
  }

  static bool IsHidden(SectionKind section) {
    return section == SectionKind::kSponsor || section == SectionKind::kBoilerplate ||
           section == SectionKind::kCredits;
  }

  // The first line under a time that stands alone.
  void TakeTitle(const NotesLine& line) {
    SplitTitle cut = CutTitle(TrimTitle(line.text), kMaxTitleBytes);
    if (!chapter().title.empty() && !cut.title.empty()) chapter().title += ": ";
    chapter().title += cut.title;
    title_missing_ = chapter().title.empty();
    AddChapterText(cut.rest, line);
    AddLinks(line, chapter().start_s);
  }

  void FinishTitle() {
    if (title_missing_ && chapter().title.empty()) chapter().title = kNoTitle;
    title_missing_ = false;
  }

  void AddHeadingToDescription() {
    if (!heading_.empty()) description_.Add(heading_, *heading_line_);
    heading_.clear();
  }

  void AddChapterText(std::string_view text, const NotesLine& line) {
    if (text.empty()) return;
    std::string& all = chapter().text;
    if (!all.empty()) all += line.first && line.block->kind != BlockKind::kListItem ? "\n\n" : "\n";
    all += text;
  }

  void AddLinks(const NotesLine& line, std::optional<double> start_s) {
    for (Link& link : ContentLinks(line)) {
      link.start_s = start_s;
      result_.links.push_back(std::move(link));
    }
  }

  // Beyond, they are text.
  bool MayAddPeople() const { return result_.people.size() < kMaxPeople; }

  void AddPeople(std::vector<Person> people) {
    for (Person& person : people) AddPerson(std::move(person), result_.people);
  }

  void FinishChapters() {
    std::vector<double> adverts;
    for (Chapter& each : result_.chapters) {
      each.sponsor = IsAdvertTitle(each.title);
      if (each.sponsor) adverts.push_back(each.start_s);
    }
    std::erase_if(result_.links, [&](const Link& link) {
      return link.start_s && std::binary_search(adverts.begin(), adverts.end(), *link.start_s);
    });
  }

  void FinishPeople() {
    AddIntroduced(ReadIntroductions(prose_), result_.people);
    FindBios(prose_, result_.people);
  }

  std::string_view title_;
  std::vector<NotesLine> prose_;  // Outside chapters, where people are introduced.
  std::vector<NotesLine> lines_;
  std::vector<LineRole> roles_;
  std::vector<ChapterLine> chapter_lines_;
  Notes result_;
  NotesTextBuilder description_;
  NotesTextBuilder sponsor_notes_;
  bool in_chapter_ = false;
  bool title_missing_ = false;
  bool chapter_in_list_ = false;
  const TextBlock* boilerplate_block_ = nullptr;  // The last one.
  std::string heading_;                           // May name the chapter below it.
  const NotesLine* heading_line_ = nullptr;
};

}  // namespace

Notes ReadNotes(const RichText& notes, std::string_view title, std::optional<double> duration_s) {
  return Reader(notes, title, duration_s).Read();
}

}  // namespace cuepoint
