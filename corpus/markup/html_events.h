// From the elements of HTML to the blocks and links of rich text.
#ifndef CUEPOINT_CORPUS_MARKUP_HTML_EVENTS_H_
#define CUEPOINT_CORPUS_MARKUP_HTML_EVENTS_H_

#include <string_view>

#include "corpus/markup/html_builder.h"
#include "corpus/markup/html_lines.h"

namespace cuepoint {

/// Takes the events of libxml2's HTML parser and says to a builder what they mean. Not thread-safe.
class HtmlEvents {
 public:
  /// With `lines`, text goes through it, so that line breaks count; null when they do not.
  /// `base_url` resolves links; empty keeps them relative. All must outlive the object.
  HtmlEvents(RichTextBuilder& builder, LineFeeder* lines, std::string_view base_url)
      : builder_(builder), lines_(lines), base_url_(base_url) {}

  /// `attributes` are names and values in turn, ended by a null; null when there are none.
  void Start(std::string_view name, const unsigned char** attributes);
  void End(std::string_view name);
  void Text(std::string_view text);

  /// Whether there was an element whose contents are not shown.
  bool has_hidden() const { return has_hidden_; }

  /// All open elements are forgotten: the parser starts again within the same text.
  void Restart();

 private:
  RichTextBuilder& builder_;
  LineFeeder* lines_;
  std::string_view base_url_;
  int skipped_ = 0;  // Open elements whose contents are not shown.
  int lists_ = 0;    // Open lists.
  bool has_hidden_ = false;
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_MARKUP_HTML_EVENTS_H_
