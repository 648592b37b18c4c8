// The formats of front matter, each to the same value. Used by front_matter.cc alone.
#ifndef CUEPOINT_CORPUS_MARKDOWN_FRONT_MATTER_FORMATS_H_
#define CUEPOINT_CORPUS_MARKDOWN_FRONT_MATTER_FORMATS_H_

#include <cstddef>
#include <string_view>

#include "corpus/markdown/front_matter.h"
#include "corpus/result.h"

namespace cuepoint {

/// Reads `text` (without its fences), whose first line is `first_line` of the file. An error's line
/// is the file's. An empty text is a null. All thread-safe.
Result<FrontMatterValue> ReadYaml(std::string_view text, std::size_t first_line);
Result<FrontMatterValue> ReadToml(std::string_view text, std::size_t first_line);
Result<FrontMatterValue> ReadJsonObject(std::string_view text, std::size_t first_line);

/// Reads lines of "key: rest of the line", each with the indented lines or "- items" below it, and
/// leaves out the others. Never fails: a map, possibly without keys.
FrontMatterValue ReadKeyLines(std::string_view text, std::size_t first_line);

/// Counts values and depth against the bounds.
class FrontMatterBudget {
 public:
  /// Whether one more value fits at `depth` (0 for the outermost).
  bool Take(int depth) {
    return depth <= kFrontMatterLimitDepth && ++values_ <= kFrontMatterLimitValues;
  }

 private:
  std::size_t values_ = 0;
};

/// The error for a bound that was exceeded at `line`.
Error FrontMatterTooLarge(std::size_t line);

/// The error for text that does not parse: `what` is the parser's reason.
Error FrontMatterSyntax(std::string_view format, std::string_view what, std::size_t line);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_MARKDOWN_FRONT_MATTER_FORMATS_H_
