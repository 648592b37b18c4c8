#include <algorithm>
#include <cstddef>
#include <sstream>
#include <string>

#include <toml++/toml.h>

#include "corpus/markdown/front_matter_formats.h"

namespace cuepoint {
namespace {

class Converter {
 public:
  explicit Converter(std::size_t first_line) : first_line_(first_line) {}

  bool Convert(const toml::node& node, int depth, FrontMatterValue& value) {
    value.line = first_line_ + node.source().begin.line - 1;
    if (!budget_.Take(depth)) {
      failed_line_ = value.line;
      return false;
    }
    if (const toml::array* array = node.as_array()) {
      value.kind = FrontMatterValue::Kind::kList;
      for (const toml::node& item : *array) {
        if (!Convert(item, depth + 1, value.items.emplace_back())) return false;
      }
      return true;
    }
    if (const toml::table* table = node.as_table()) {
      value.kind = FrontMatterValue::Kind::kMap;
      for (const auto& [key, field] : *table) {
        value.keys.emplace_back(key.str());
        if (!Convert(field, depth + 1, value.items.emplace_back())) return false;
      }
      return true;
    }
    value.kind = FrontMatterValue::Kind::kScalar;
    if (const auto* text = node.as_string()) {
      value.text = text->get();
    } else {
      // Numbers, dates and booleans print as they are written: dates in ISO 8601.
      std::ostringstream printed;
      node.visit([&printed](const auto& scalar) {
        if constexpr (toml::is_value<decltype(scalar)>) printed << scalar;
      });
      value.text = printed.str();
    }
    return true;
  }

  std::size_t failed_line() const { return failed_line_; }

 private:
  std::size_t first_line_;
  std::size_t failed_line_ = 0;
  FrontMatterBudget budget_;
};

// tomlplusplus bounds brackets within each other but not dotted keys, and recurses over both. A
// statement with this many dots outside of texts is refused.
constexpr std::size_t kDotLimit = 1000;

// The offset behind the text in quotes that starts at `i`.
std::size_t TextEnd(std::string_view toml, std::size_t i) {
  const char quote = toml[i];
  const std::string three(3, quote);
  const bool block = toml.substr(i).starts_with(three);
  for (i += block ? 3 : 1; i < toml.size(); ++i) {
    if (quote == '"' && toml[i] == '\\') {
      ++i;
    } else if (block ? toml.substr(i).starts_with(three) : toml[i] == quote) {
      i += block ? 3 : 1;
      // A text may end in quotes of its own.
      while (block && i < toml.size() && toml[i] == quote) ++i;
      return i;
    }
  }
  return toml.size();
}

// The offset of a statement with too many dots; npos when there is none.
std::size_t FindDottedStatement(std::string_view toml) {
  std::size_t dots = 0;
  int depth = 0;
  for (std::size_t i = 0; i < toml.size();) {
    const char c = toml[i];
    if (c == '"' || c == '\'') {
      i = TextEnd(toml, i);
      continue;
    }
    if (c == '#') {
      i = std::min(toml.find('\n', i), toml.size());
      continue;
    }
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') --depth;
    if (c == '\n' && depth <= 0) dots = 0;
    if (c == '.' && ++dots > kDotLimit) return i;
    ++i;
  }
  return std::string_view::npos;
}

}  // namespace

Result<FrontMatterValue> ReadToml(std::string_view text, std::size_t first_line) {
  if (const std::size_t dots = FindDottedStatement(text); dots != std::string_view::npos) {
    return FrontMatterTooLarge(
        first_line + static_cast<std::size_t>(std::count(text.begin(), text.begin() + dots, '\n')));
  }
  try {
    const toml::table table = toml::parse(text);
    Converter converter(first_line);
    FrontMatterValue value;
    if (!converter.Convert(table, 0, value)) return FrontMatterTooLarge(converter.failed_line());
    return value;
  } catch (const toml::parse_error& error) {
    return FrontMatterSyntax("TOML", error.description(),
                             first_line + error.source().begin.line - 1);
  } catch (const std::exception& exception) {
    return FrontMatterSyntax("TOML", exception.what(), first_line);
  }
}

}  // namespace cuepoint
