// Builds rich text from what a reader of markup meets: text, line breaks, blocks, links. It
// collapses white space, keeps links over the bytes they end up on, and tells blocks that are
// strong throughout.
#ifndef CUEPOINT_CORPUS_MARKUP_HTML_BUILDER_H_
#define CUEPOINT_CORPUS_MARKUP_HTML_BUILDER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/markup/rich_text.h"

namespace cuepoint {

/// Takes events in document order, UTF-8 throughout; Finish ends it. Unbalanced events do no harm.
/// Linear in the text. Not thread-safe.
class RichTextBuilder {
 public:
  RichTextBuilder();

  /// Adds text; white space is collapsed unless the innermost block is preformatted. Unicode's
  /// spaces count as white space, and zero-width characters are dropped at the edges of a line.
  void Text(std::string_view text);

  /// A line break. Two in a row end a paragraph.
  void Break();

  /// The edge of a block that has no kind of its own (<p>, <div>): it ends a paragraph, and breaks
  /// the line within a list item, a heading or a row.
  void Boundary();

  /// Ends the block that is being built.
  void Flush();

  /// Starts a block of a kind within the ones that are open; text goes to the innermost.
  void Open(BlockKind kind, int level);

  /// Ends the innermost open block of that kind, with all inside it; nothing when there is none.
  void Close(BlockKind kind);

  /// Starts a cell of a table's row.
  void Cell();

  /// Starts a link, ending the one before; an empty `url` is no link.
  void BeginLink(std::string url);
  void EndLink();

  /// Names an image. It counts only within a link that has no text.
  void ImageText(std::string_view alternative);

  void BeginStrong() { ++strong_; }
  void EndStrong() { strong_ -= strong_ > 0 ? 1 : 0; }

  /// Forgets all open blocks, the link and the emphasis, and keeps what was read.
  void Reset();

  /// The kind of block that text goes to now.
  BlockKind kind() const { return open_.back().kind; }

  /// Everything built. The builder is as new afterwards.
  RichText Finish();

 private:
  struct OpenBlock {
    BlockKind kind;
    int level;
  };

  void Append(std::string_view text);
  void AppendPreformatted(std::string_view text);
  bool AtLineStart() const { return block_.text.empty() || breaks_ > 0 || tabs_ > 0; }
  void AddLink();
  void NoteEmphasis(std::string_view text);
  void TrimBlock();

  RichText built_;
  TextBlock block_;
  std::vector<OpenBlock> open_;  // Never empty: the first is the document's paragraph.
  // What stands between the text so far and the next: nothing of it is kept at the end of a block.
  bool space_ = false;
  int breaks_ = 0;
  std::size_t tabs_ = 0;
  bool cells_ = false;  // The row has had a cell.
  int strong_ = 0;
  bool strong_text_ = false;  // The block has emphasised text,
  bool plain_text_ = false;   // or text that is not.
  std::string link_url_;
  std::size_t link_begin_ = std::string::npos;  // Npos until the link has text in this block.
  bool link_has_text_ = false;                  // In this block or in one before.
  std::string image_text_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_MARKUP_HTML_BUILDER_H_
