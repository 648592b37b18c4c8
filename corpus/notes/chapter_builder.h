// Chapters put together from the lines of show notes: their titles, and what stands under them.
#ifndef CUEPOINT_CORPUS_NOTES_CHAPTER_BUILDER_H_
#define CUEPOINT_CORPUS_NOTES_CHAPTER_BUILDER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/model.h"
#include "corpus/notes/notes_chapters.h"
#include "corpus/notes/notes_lines.h"
#include "corpus/notes/notes_text_builder.h"

namespace cuepoint {

/// Appends chapters and their links, line by line, to those of an episode. What is given must
/// outlive it. Not thread-safe.
class ChapterBuilder {
 public:
  /// Sponsors that share a time with a topic are left to `sponsor_notes`.
  ChapterBuilder(std::vector<Chapter>& chapters, std::vector<Link>& links,
                 NotesTextBuilder& sponsor_notes)
      : chapters_(chapters), links_(links), sponsor_notes_(sponsor_notes) {}

  /// Starts a chapter with the line `lines[at.line]`, after `heading` where one stands in front.
  /// True where the heading has become its title.
  bool Start(const std::vector<NotesLine>& lines, const ChapterLine& at, std::string_view heading);

  /// Adds a line, and its links, to the chapter that is open.
  void AddLine(const NotesLine& line);

  /// Adds words from `line`, without its links.
  void AddText(std::string_view text, const NotesLine& line);
  void AddLinks(const NotesLine& line);

  /// Takes the first line under a time that stands alone for the title.
  void TakeTitle(const NotesLine& line);

  /// What follows stands under no chapter.
  void Close();

  /// Tells advertisements from the rest; to be called at the end.
  void Finish();

  bool is_open() const { return is_open_; }
  bool title_missing() const { return title_missing_; }
  /// Whether the chapter's time stands in a list item.
  bool in_list() const { return in_list_; }

 private:
  Chapter& chapter() { return chapters_.back(); }
  void FinishTitle();
  void SetTitle(std::string_view title, const NotesLine& line);
  // Adds the links of a line, addresses written out by the name of the chapter.
  void AddNamedLinks(const NotesLine& line);
  void AddSameTime(std::string_view title, const NotesLine& line);

  std::vector<Chapter>& chapters_;
  std::vector<Link>& links_;
  NotesTextBuilder& sponsor_notes_;
  std::size_t first_link_ = 0;  // Of the chapter that was started last.
  bool is_open_ = false;
  bool title_missing_ = false;
  bool in_list_ = false;
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_CHAPTER_BUILDER_H_
