// The file of settings: TOML to ServeConfig.
#include "tools/serve_toml.h"

#include <algorithm>
#include <sstream>
#include <type_traits>

#include <toml++/toml.h>

#include "corpus/text.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

std::string_view KindOf(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::string:
      return "a text";
    case toml::node_type::integer:
      return "a whole number";
    case toml::node_type::floating_point:
      return "a number with a fraction";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::table:
      return "a table";
    default:
      return "a date or time";
  }
}

// Reads one file's tables. The first error ends it.
class Reader {
 public:
  Reader(const std::string& source, ServeConfig& config) : source_(source), config_(config) {}

  Result<std::vector<std::string_view>> Read(const toml::table& table) {
    std::vector<std::string> keys;
    for (const ServeOption& option : ServeOptions()) keys.push_back(option.key());
    std::vector<std::string_view> names;
    for (const auto& [key, node] : table) {
      const auto& options = ServeOptions();
      const auto option = std::find_if(
          options.begin(), options.end(),
          [name = key.str()](const auto& candidate) { return candidate.key() == name; });
      if (option == options.end()) return Unknown(key, keys, "");
      if (Result<void> set = Set(*option, node); !set) return set.error();
      names.push_back(option->name);
    }
    return names;
  }

 private:
  Error At(const toml::source_region& region, ErrorCode code, std::string message,
           std::string remedy = {}) const {
    return {.code = code,
            .message = std::move(message),
            .source = source_ + ":" + std::to_string(region.begin.line) + ":" +
                      std::to_string(region.begin.column),
            .remedy = std::move(remedy)};
  }

  Error Unknown(const toml::key& key, const std::vector<std::string>& keys,
                const std::string& where) const {
    std::string plain(key.str());
    std::replace(plain.begin(), plain.end(), '-', '_');
    const std::string meant = Closest(plain, keys);
    return At(key.source(), ErrorCode::kParse,
              "there is no key \"" + SafeText(key.str()) + "\"" + where,
              meant.empty() ? "" : "did you mean \"" + meant + "\"?");
  }

  Error Mistyped(const toml::node& node, const std::string& key, std::string_view wanted) const {
    return At(node.source(), ErrorCode::kType,
              key + " must be " + std::string(wanted) + ", not " + std::string(KindOf(node)));
  }

  Result<std::string> Text(const toml::node& node, const std::string& key) const {
    if (const auto* text = node.as_string()) return text->get();
    return Mistyped(node, key, "a text");
  }

  // A list may be one text where it has one part.
  Result<std::vector<std::string>> List(const toml::node& node, const std::string& key) const {
    if (const auto* text = node.as_string()) return std::vector<std::string>{text->get()};
    const toml::array* const array = node.as_array();
    if (array == nullptr) return Mistyped(node, key, "a list of texts");
    std::vector<std::string> parts;
    for (const toml::node& item : *array) {
      Result<std::string> text = Text(item, key + "'s parts");
      if (!text) return text.error();
      parts.push_back(*std::move(text));
    }
    return parts;
  }

  Result<void> Set(const ServeOption& option, const toml::node& node) {
    return std::visit([&](auto field) { return SetField(option, node, field); }, option.field);
  }

  // By the text that a flag would have, so that bounds and choices are checked in one place.
  Result<void> SetText(const ServeOption& option, const toml::node& node, const std::string& text) {
    Result<void> set = SetFromText(option, text, config_);
    if (set) return {};
    Error error = std::move(set).error();
    return At(node.source(), error.code, option.key() + ": " + error.message, error.remedy);
  }

  template <class Field>
  Result<void> SetField(const ServeOption& option, const toml::node& node, Field field) {
    using Value = std::remove_reference_t<decltype(config_.*field)>;
    const std::string key = option.key();
    if constexpr (std::is_same_v<Value, std::string>) {
      const Result<std::string> text = Text(node, key);
      return text ? SetText(option, node, *text) : Result<void>(text.error());
    } else if constexpr (std::is_same_v<Value, bool>) {
      if (!node.is_boolean()) return Mistyped(node, key, "true or false");
      config_.*field = node.as_boolean()->get();
      return {};
    } else if constexpr (std::is_arithmetic_v<Value>) {
      const bool fits =
          node.is_integer() || (std::is_floating_point_v<Value> && node.is_floating_point());
      if (!fits) {
        return Mistyped(node, key, std::is_integral_v<Value> ? "a whole number" : "a number");
      }
      std::ostringstream text;
      node.visit([&text](const auto& value) {
        if constexpr (toml::is_number<decltype(value)>) text << value.get();
      });
      return SetText(option, node, text.str());
    } else if constexpr (std::is_same_v<Value, std::vector<std::string>>) {
      Result<std::vector<std::string>> list = List(node, key);
      if (!list) return list.error();
      config_.*field = *std::move(list);
      return {};
    } else {
      return SetIndexes(node, config_.*field);
    }
  }

  Result<void> SetIndexes(const toml::node& node, std::vector<IndexConfig>& indexes) const {
    const toml::array* const array = node.as_array();
    if (array == nullptr || !array->is_homogeneous(toml::node_type::table)) {
      return Mistyped(node, "index", "a list of tables, each headed [[index]]");
    }
    for (const toml::node& item : *array) {
      Result<IndexConfig> index = Index(*item.as_table());
      if (!index) return index.error();
      indexes.push_back(*std::move(index));
    }
    return {};
  }

  Result<IndexConfig> Index(const toml::table& table) const {
    std::vector<std::string> keys;
    for (const IndexKey& known : kIndexKeys) keys.emplace_back(known.key);
    IndexConfig index;
    for (const auto& [key, node] : table) {
      const auto known =
          std::find_if(kIndexKeys.begin(), kIndexKeys.end(),
                       [&key = key](const IndexKey& entry) { return entry.key == key.str(); });
      if (known == kIndexKeys.end()) return Unknown(key, keys, " in [[index]]");
      const auto set = [&, &item = node](auto field) -> Result<void> {
        const std::string name(known->key);
        if constexpr (std::is_same_v<decltype(field), std::string IndexConfig::*>) {
          Result<std::string> text = Text(item, name);
          if (!text) return text.error();
          index.*field = *std::move(text);
        } else {
          Result<std::vector<std::string>> list = List(item, name);
          if (!list) return list.error();
          index.*field = *std::move(list);
        }
        return {};
      };
      if (Result<void> done = std::visit(set, known->field); !done) return done.error();
    }
    for (const auto& [key, value] : {std::pair("name", &index.name), std::pair("db", &index.db)}) {
      if (!value->empty()) continue;
      return At(table.source(), ErrorCode::kInvalidArgument,
                std::string("this [[index]] has no ") + key);
    }
    return index;
  }

  const std::string& source_;
  ServeConfig& config_;
};

}  // namespace

Result<std::vector<std::string_view>> SetFromToml(std::string_view toml, const std::string& source,
                                                  ServeConfig& config) {
  try {
    const toml::table table = toml::parse(toml);
    return Reader(source, config).Read(table);
  } catch (const toml::parse_error& error) {
    const toml::source_position& at = error.source().begin;
    return Error{
        .code = ErrorCode::kParse,
        .message = SafeText(error.description()),
        .source = source + ":" + std::to_string(at.line) + ":" + std::to_string(at.column)};
  } catch (const std::exception& exception) {
    return Error{.code = ErrorCode::kParse, .message = exception.what(), .source = source};
  }
}

}  // namespace cuepoint
