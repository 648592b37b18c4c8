// What site generators put into Markdown and no reader sees: Liquid and Hugo directives, kramdown
// attributes, MDX imports and components.
#ifndef CUEPOINT_CORPUS_MARKUP_MARKDOWN_DIRECTIVES_H_
#define CUEPOINT_CORPUS_MARKUP_MARKDOWN_DIRECTIVES_H_

#include <string>
#include <string_view>

namespace cuepoint {

/// `markdown` without "{% … %}", "{{ … }}", "{/* … */}", lines of "{: … }", the imports and exports
/// that an MDX file starts with, and the tags (not the contents) of components such as
/// "<Player … />" that start a line. Code keeps its braces. A directive that never ends is text.
///
/// It also makes a line break hard where a line starts with a time, or the one before ends with
/// one: written one below the other, times are a list to their author, and one paragraph to
/// Markdown. And it escapes a <style>, <script>, <textarea> or comment that starts a line and is
/// nowhere closed (in lower case): no Markdown would be read behind it. Linear. Thread-safe.
std::string DropDirectives(std::string_view markdown);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_MARKUP_MARKDOWN_DIRECTIVES_H_
