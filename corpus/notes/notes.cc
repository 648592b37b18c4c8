#include "corpus/notes/notes.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "corpus/notes/chapter_builder.h"
#include "corpus/notes/notes_adverts.h"
#include "corpus/notes/notes_bios.h"
#include "corpus/notes/notes_chapters.h"
#include "corpus/notes/notes_contacts.h"
#include "corpus/notes/notes_introductions.h"
#include "corpus/notes/notes_lines.h"
#include "corpus/notes/notes_links.h"
#include "corpus/notes/notes_outline.h"
#include "corpus/notes/notes_people.h"
#include "corpus/notes/notes_sections.h"
#include "corpus/notes/notes_text_builder.h"
#include "corpus/notes/notes_times.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxContactBytes = 80;
constexpr std::size_t kMaxPeople = 240;
constexpr std::size_t kMaxHiddenLinks = 1000;

class Reader {
 public:
  Reader(const RichText& notes, std::string_view title, std::optional<double> duration_s)
      : title_(title),
        lines_(SplitLines(notes, duration_s)),
        roles_(FindOutline(lines_)),
        contacts_(FindContacts(lines_)),
        description_(result_.description),
        sponsor_notes_(result_.sponsor_notes),
        chapters_(result_.chapters, result_.links, sponsor_notes_) {
    chapter_lines_ = ChooseChapters(lines_, roles_, duration_s, result_.warnings);
  }

  Notes Read() {
    std::size_t next = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (next < chapter_lines_.size() && chapter_lines_[next].line == i) {
        StartChapter(chapter_lines_[next++]);
        continue;
      }
      const bool timed_next = next < chapter_lines_.size() && chapter_lines_[next].line == i + 1;
      if (roles_[i].heading) {
        ReadHeading(i, timed_next, next < chapter_lines_.size());
      } else {
        ReadLine(i, next < chapter_lines_.size());
      }
    }
    chapters_.Finish();
    FinishPeople();
    return std::move(result_);
  }

 private:
  void StartChapter(const ChapterLine& at) {
    // A line in bold between two chapters belongs to what comes next.
    const bool subhead = !heading_.empty() && chapters_.is_open() &&
                         heading_line_->block->kind != BlockKind::kHeading;
    if (!chapters_.Start(lines_, at, heading_)) {
      if (subhead) {
        chapters_.AddText(heading_, *heading_line_);
      } else {
        AddHeadingToDescription();
      }
    }
    heading_.clear();
  }

  void ReadHeading(std::size_t i, bool timed_next, bool more_chapters) {
    const NotesLine& line = lines_[i];
    const SectionKind section = roles_[i].section;
    AddHeadingToDescription();
    if (section == SectionKind::kContent) {
      if (chapters_.title_missing()) return chapters_.TakeTitle(line);
      const bool prose_next = timed_next && lines_[i + 1].block->kind == BlockKind::kParagraph;
      const bool subhead =
          timed_next && chapters_.is_open() && line.block->kind != BlockKind::kHeading;
      if (prose_next || subhead) {
        heading_ = line.text;
        heading_line_ = &line;
        return;
      }
      if (chapters_.is_open() && more_chapters && !timed_next) {
        chapters_.AddText(line.text, line);
        return chapters_.AddLinks(line);
      }
    }
    chapters_.Close();
    if (section == SectionKind::kContent) {
      description_.Add(line.text, line);
      AddLinks(line);
    } else if (IsHidden(section)) {
      sponsor_notes_.Add(line.text, line);
    } else if (section == SectionKind::kTranscript) {
      description_.Add(line.text, line);
    }
  }

  void ReadLine(std::size_t i, bool more_chapters) {
    const NotesLine& line = lines_[i];
    const SectionKind section = roles_[i].section;
    if (IsHidden(section) && !chapters_.is_open()) return ReadHidden(line, section);
    if ((section == SectionKind::kGuests || section == SectionKind::kHosts) &&
        !chapters_.is_open()) {
      std::vector<Person> people =
          ReadPeopleLine(line, section == SectionKind::kGuests ? "guest" : "host");
      if (!people.empty() && MayAddPeople()) return AddPeople(std::move(people));
    }
    std::vector<Person> labelled = ReadLabelledPeople(line);
    if (!labelled.empty() && !chapters_.is_open() && MayAddPeople()) {
      return AddPeople(std::move(labelled));
    }
    // A paragraph below a list of chapters is about the episode.
    if (chapters_.is_open() && !chapters_.title_missing() && !more_chapters &&
        chapters_.in_list() && line.first && line.block->kind == BlockKind::kParagraph) {
      chapters_.Close();
    }
    if (line.block->kind != BlockKind::kPreformatted && line.block->kind != BlockKind::kTableRow) {
      const bool contact = contacts_[i] && section != SectionKind::kGuests && !chapters_.is_open();
      if (contact || IsBoilerplate(line.text) || IsContactItem(line)) {
        boilerplate_block_ = line.block;
        return sponsor_notes_.Add(line.text, line);
      }
      if (ReadAdverts(line)) return;
    }
    if (chapters_.title_missing() && line.block->kind != BlockKind::kPreformatted) {
      return chapters_.TakeTitle(line);
    }
    if (chapters_.is_open()) {
      chapters_.AddLine(line);
    } else {
      if (section != SectionKind::kLinks && line.block->kind == BlockKind::kParagraph) {
        prose_.push_back(line);
      }
      if (section != SectionKind::kLinks || !IsOnlyLinks(line)) description_.Add(line.text, line);
      AddLinks(line);
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
    if (result_.hidden_links.size() < kMaxHiddenLinks) {
      for (Link& link : ContentLinks(line)) result_.hidden_links.push_back(std::move(link));
    }
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
    if (chapters_.is_open()) {
      chapters_.AddText(split.kept, line);
      chapters_.AddLinks(line);
    } else {
      description_.Add(split.kept, line);
      AddLinks(line);
      if (line.block->kind == BlockKind::kParagraph) prose_.push_back(line);
    }
    return true;
  }

  static bool IsHidden(SectionKind section) {
    return section == SectionKind::kSponsor || section == SectionKind::kBoilerplate ||
           section == SectionKind::kCredits;
  }

  void AddHeadingToDescription() {
    if (!heading_.empty()) description_.Add(heading_, *heading_line_);
    heading_.clear();
  }

  void AddLinks(const NotesLine& line) {
    for (Link& link : ContentLinks(line)) result_.links.push_back(std::move(link));
  }

  // Beyond, they are text.
  bool MayAddPeople() const { return result_.people.size() < kMaxPeople; }

  void AddPeople(std::vector<Person> people) {
    for (Person& person : people) AddPerson(std::move(person), result_.people);
  }

  void FinishPeople() {
    AddIntroduced(ReadIntroductions(prose_), result_.people);
    FindBios(prose_, result_.people);
  }

  std::string_view title_;
  std::vector<NotesLine> prose_;  // Outside chapters, where people are introduced.
  std::vector<NotesLine> lines_;
  std::vector<LineRole> roles_;
  std::vector<bool> contacts_;
  std::vector<ChapterLine> chapter_lines_;
  Notes result_;
  NotesTextBuilder description_;
  NotesTextBuilder sponsor_notes_;
  ChapterBuilder chapters_;
  const TextBlock* boilerplate_block_ = nullptr;  // The last one.
  std::string heading_;                           // May name the chapter below it.
  const NotesLine* heading_line_ = nullptr;
};

}  // namespace

Notes ReadNotes(const RichText& notes, std::string_view title, std::optional<double> duration_s) {
  return Reader(notes, title, duration_s).Read();
}

}  // namespace cuepoint
