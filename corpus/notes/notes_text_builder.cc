#include "corpus/notes/notes_text_builder.h"

namespace cuepoint {

void NotesTextBuilder::Add(std::string_view line, const NotesLine& from) {
  if (line.empty()) return;
  if (!text_.empty()) {
    const BlockKind kind = from.block->kind;
    const bool list = block_ != nullptr && block_->kind == kind &&
                      (kind == BlockKind::kListItem || kind == BlockKind::kTableRow);
    text_ += from.first && !list && from.block != block_ ? "\n\n" : "\n";
  }
  text_ += line;
  block_ = from.block;
}

}  // namespace cuepoint
