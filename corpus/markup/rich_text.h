// Rich text: what HTML and Markdown notes have in common, as plain values. The readers of both make
// it, and the reader of notes (corpus/notes/notes.h) takes it apart.
#ifndef CUEPOINT_CORPUS_MARKUP_RICH_TEXT_H_
#define CUEPOINT_CORPUS_MARKUP_RICH_TEXT_H_

#include <cstddef>
#include <string>
#include <vector>

namespace cuepoint {

/// A link over the bytes [begin, end) of its block's text. An image's link has its alternative
/// text.
struct TextLink {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string url;  ///< As written, or absolute where a base was given. Never empty.

  bool operator==(const TextLink&) const = default;
};

enum class BlockKind {
  kParagraph,
  kHeading,
  kListItem,  ///< The item's own text; nested lists follow as blocks of their own.
  kQuote,
  kPreformatted,  ///< White space is as in the source.
  kTableRow,      ///< Cells are separated by tabs.
};

/// One block of text without markup. White space is collapsed but for '\n', which stands for a line
/// break that the author made (<br>, two spaces at a line's end).
struct TextBlock {
  BlockKind kind = BlockKind::kParagraph;
  int level = 0;                ///< Heading: 1 to 6. List item: depth from 1. Otherwise 0.
  bool strong = false;          ///< All of its text is emphasised, as headings made by hand are.
  std::string text;             ///< UTF-8, trimmed; never empty.
  std::vector<TextLink> links;  ///< By ascending begin, without overlaps.

  bool operator==(const TextBlock&) const = default;
};

struct RichText {
  std::vector<TextBlock> blocks;

  bool operator==(const RichText&) const = default;
};

/// The text alone, one block a line, a blank line between paragraphs.
std::string PlainText(const RichText& text);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_MARKUP_RICH_TEXT_H_
