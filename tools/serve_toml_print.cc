// Settings as a file that says the same, with a comment for each key.
#include <sstream>
#include <type_traits>

#include "corpus/text.h"
#include "tools/serve_toml.h"

namespace cuepoint {
namespace {

// A basic string (TOML 1.0): control characters, quotation marks and backslashes escaped.
std::string TomlText(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string quoted = "\"";
  for (const char c : RepairUtf8(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      quoted += "\\u00";
      quoted += kHex[byte >> 4];
      quoted += kHex[byte & 15];
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string TomlList(const std::vector<std::string>& parts) {
  std::string list;
  for (const std::string& part : parts) list += (list.empty() ? "" : ", ") + TomlText(part);
  return "[" + list + "]";
}

std::string TomlNumber(double number) {
  std::ostringstream text;
  text.precision(15);
  text << number;
  return text.str();
}

class Printer {
 public:
  explicit Printer(const ServeSettings& settings) : settings_(settings) {}

  std::string Print() {
    std::string_view group;
    for (const ServeOption& option : ServeOptions()) {
      if (std::holds_alternative<std::vector<IndexConfig> ServeConfig::*>(option.field)) continue;
      if (group != option.group) {
        group = option.group;
        text_ += (text_.empty() ? "" : "\n") + std::string("# ---- ") + std::string(group) + "\n";
      }
      Line(option);
    }
    // Tables come last: what follows their heading belongs to them.
    for (const IndexConfig& index : settings_.config.indexes) Table(index);
    return std::move(text_);
  }

 private:
  void Line(const ServeOption& option) {
    text_ += "\n# " + std::string(option.help);
    if (!option.unset.empty()) text_ += " (default: " + std::string(option.unset) + ")";
    text_ += ".\n";
    const auto origin = settings_.origins.find(option.name);
    if (origin != settings_.origins.end()) text_ += "# From the " + origin->second + ".\n";
    const std::string key = option.key();
    const ServeConfig& config = settings_.config;
    const auto print = [&](auto field) {
      const auto& value = config.*field;
      using Value = std::remove_cvref_t<decltype(value)>;
      if constexpr (std::is_same_v<Value, std::string>) {
        if (option.secret && !value.empty()) {
          text_ += "# " + key + " is set and not shown.\n";
        } else if (value.empty() && option.choices.empty()) {
          text_ += "#" + key + " = \"\"\n";
        } else {
          text_ += key + " = " + TomlText(value) + "\n";
        }
      } else if constexpr (std::is_same_v<Value, bool>) {
        text_ += key + (value ? " = true\n" : " = false\n");
      } else if constexpr (std::is_arithmetic_v<Value>) {
        text_ += key + " = " + TomlNumber(static_cast<double>(value)) + "\n";
      } else if constexpr (std::is_same_v<Value, std::vector<std::string>>) {
        text_ += key + " = " + TomlList(value) + "\n";
      }
    };
    std::visit(print, option.field);
  }

  void Table(const IndexConfig& index) {
    text_ += "\n[[index]]\n";
    for (const IndexKey& known : kIndexKeys) {
      const auto print = [&](auto field) {
        const auto& value = index.*field;
        if (value.empty()) return;
        text_ += std::string(known.key) + " = ";
        if constexpr (std::is_same_v<decltype(field), std::string IndexConfig::*>) {
          text_ += TomlText(value);
        } else {
          text_ += TomlList(value);
        }
        text_ += "\n";
      };
      std::visit(print, known.field);
    }
  }

  const ServeSettings& settings_;
  std::string text_;
};

}  // namespace

std::string SettingsToToml(const ServeSettings& settings) { return Printer(settings).Print(); }

}  // namespace cuepoint
