#include "corpus/markup/rich_text.h"

namespace cuepoint {

std::string PlainText(const RichText& text) {
  std::string plain;
  const TextBlock* previous = nullptr;
  for (const TextBlock& block : text.blocks) {
    if (previous != nullptr) {
      const bool list = previous->kind == block.kind &&
                        (block.kind == BlockKind::kListItem || block.kind == BlockKind::kTableRow);
      plain += list ? "\n" : "\n\n";
    }
    plain += block.text;
    previous = &block;
  }
  return plain;
}

}  // namespace cuepoint
