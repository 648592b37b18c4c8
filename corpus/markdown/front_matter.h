// Front matter: the fields above a Markdown file's text, in YAML ("---"), TOML ("+++") or JSON.
#ifndef CUEPOINT_CORPUS_MARKDOWN_FRONT_MATTER_H_
#define CUEPOINT_CORPUS_MARKDOWN_FRONT_MATTER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corpus/result.h"

namespace cuepoint {

/// One value. Scalars are text, as all three formats spell them: fields say what they mean.
struct FrontMatterValue {
  enum class Kind { kNull, kScalar, kList, kMap };

  Kind kind = Kind::kNull;
  std::string text;                     ///< Of a scalar; UTF-8.
  std::vector<FrontMatterValue> items;  ///< Of a list, or of a map: as many as `keys`.
  std::vector<std::string> keys;        ///< Of a map, in the order of the file.
  std::size_t line = 0;                 ///< 1-based line in the file; 0 when not known.

  bool is_scalar() const { return kind == Kind::kScalar; }
  bool is_list() const { return kind == Kind::kList; }
  bool is_map() const { return kind == Kind::kMap; }
  bool operator==(const FrontMatterValue&) const = default;
};

/// A file's front matter and where its text starts.
struct FrontMatter {
  FrontMatterValue value;       ///< A map; empty when the file has no front matter.
  std::size_t body_offset = 0;  ///< Of the text behind it, in bytes.
  std::size_t body_line = 1;    ///< 1-based line of the same place.
  std::vector<Error> warnings;  ///< Kind "front-matter-repaired".
};

/// Front matter above this is refused: that of real shows has a few hundred bytes.
inline constexpr std::size_t kFrontMatterLimitBytes = 1 << 20;

/// At most so many values, counted after aliases are followed, so that a few nested anchors cannot
/// stand for billions.
inline constexpr std::size_t kFrontMatterLimitValues = 20'000;

/// Lists and maps within each other.
inline constexpr int kFrontMatterLimitDepth = 64;

/// Reads the front matter at the start of `content` (UTF-8, possibly after a byte order mark). YAML
/// that breaks the rules, as `title: One: two` does, is read line by line with a warning. Errors,
/// with their line: a fence without its end, TOML or JSON that does not parse, YAML in which no
/// "key: value" can be found, and a bound that is exceeded. Linear but for what yaml-cpp and
/// tomlplusplus do within the bounds. Thread-safe.
Result<FrontMatter> ReadFrontMatter(std::string_view content);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_MARKDOWN_FRONT_MATTER_H_
