#include <sstream>
#include <string>

#include <toml++/toml.h>

#include "corpus/front_matter_formats.h"

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

}  // namespace

Result<FrontMatterValue> ReadToml(std::string_view text, std::size_t first_line) {
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
