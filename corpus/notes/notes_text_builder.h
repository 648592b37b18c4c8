// The text of show notes, put together again from the lines that belong together.
#ifndef CUEPOINT_CORPUS_NOTES_NOTES_TEXT_BUILDER_H_
#define CUEPOINT_CORPUS_NOTES_NOTES_TEXT_BUILDER_H_

#include <string>
#include <string_view>

#include "corpus/notes/notes_lines.h"

namespace cuepoint {

/// Adds lines to a text, with a blank line between paragraphs and none within a list or a table.
/// The text and the blocks of its lines must outlive it. Not thread-safe.
class NotesTextBuilder {
 public:
  explicit NotesTextBuilder(std::string& text) : text_(text) {}

  /// Adds `line`, which is `from` or a part of it; nothing when it is empty.
  void Add(std::string_view line, const NotesLine& from);

 private:
  std::string& text_;
  const TextBlock* block_ = nullptr;  // Of the last line.
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NOTES_TEXT_BUILDER_H_
