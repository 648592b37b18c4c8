#include <algorithm>
#include <string>

#include <nlohmann/json.hpp>

#include "corpus/markdown/front_matter_formats.h"

namespace cuepoint {
namespace {

std::size_t LineAt(std::string_view text, std::size_t offset, std::size_t first_line) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  return first_line + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
}

bool Convert(const nlohmann::ordered_json& json, int depth, FrontMatterBudget& budget,
             FrontMatterValue& value) {
  if (!budget.Take(depth)) return false;
  if (json.is_array()) {
    value.kind = FrontMatterValue::Kind::kList;
    for (const auto& item : json) {
      if (!Convert(item, depth + 1, budget, value.items.emplace_back())) return false;
    }
  } else if (json.is_object()) {
    value.kind = FrontMatterValue::Kind::kMap;
    for (const auto& [key, field] : json.items()) {
      value.keys.push_back(key);
      if (!Convert(field, depth + 1, budget, value.items.emplace_back())) return false;
    }
  } else if (json.is_string()) {
    value.kind = FrontMatterValue::Kind::kScalar;
    value.text = json.get_ref<const std::string&>();
  } else if (!json.is_null()) {
    value.kind = FrontMatterValue::Kind::kScalar;
    value.text = json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  }
  return true;
}

// nlohmann's parser keeps a stack of its own, but destroying a deep value recurses, and an ordered
// object takes quadratic time to fill: both are bounded before anything is built.
bool WithinBounds(std::string_view text) {
  FrontMatterBudget budget;
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
      continue;
    }
    if (c == '"') in_string = true;
    if (c == '}' || c == ']') --depth;
    if (c == '{' || c == '[') ++depth;
    if ((c == '{' || c == '[' || c == ',') && !budget.Take(depth)) return false;
  }
  return true;
}

}  // namespace

Result<FrontMatterValue> ReadJsonObject(std::string_view text, std::size_t first_line) {
  if (!WithinBounds(text)) return FrontMatterTooLarge(first_line);
  try {
    const auto json = nlohmann::ordered_json::parse(text);
    FrontMatterBudget budget;
    FrontMatterValue value;
    if (!Convert(json, 0, budget, value)) return FrontMatterTooLarge(first_line);
    return value;
  } catch (const nlohmann::json::parse_error& error) {
    return FrontMatterSyntax("JSON", "unexpected text",
                             LineAt(text, error.byte > 0 ? error.byte - 1 : 0, first_line));
  } catch (const std::exception& exception) {
    return FrontMatterSyntax("JSON", exception.what(), first_line);
  }
}

}  // namespace cuepoint
