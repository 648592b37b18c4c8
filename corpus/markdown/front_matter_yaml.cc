#include <optional>
#include <string>

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/yaml.h>

#include "corpus/markdown/front_matter_formats.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

class Converter {
 public:
  explicit Converter(std::size_t first_line) : first_line_(first_line) {}

  // Fills `value` from `node`; false when a bound is exceeded.
  bool Convert(const YAML::Node& node, int depth, FrontMatterValue& value) {
    // The mark of a node that is missing has the line -1.
    if (node.Mark().line >= 0)
      value.line = first_line_ + static_cast<std::size_t>(node.Mark().line);
    if (!budget_.Take(depth)) {
      failed_line_ = value.line;
      return false;
    }
    switch (node.Type()) {
      case YAML::NodeType::Scalar:
        return ConvertScalar(node, value);
      case YAML::NodeType::Sequence:
        value.kind = FrontMatterValue::Kind::kList;
        for (const auto& item : node) {
          if (!Convert(item, depth + 1, value.items.emplace_back())) return false;
        }
        return true;
      case YAML::NodeType::Map:
        value.kind = FrontMatterValue::Kind::kMap;
        for (const auto& field : node) {
          // A list or a map for a key names no field.
          if (!field.first.IsScalar()) continue;
          value.keys.push_back(field.first.Scalar());
          if (!Convert(field.second, depth + 1, value.items.emplace_back())) return false;
        }
        return true;
      case YAML::NodeType::Null:
      case YAML::NodeType::Undefined:
        return true;
    }
    return true;
  }

  std::size_t failed_line() const { return failed_line_; }

 private:
  bool ConvertScalar(const YAML::Node& node, FrontMatterValue& value) {
    // A scalar may be repeated by aliases without end, too.
    text_bytes_ += node.Scalar().size();
    if (text_bytes_ > kFrontMatterLimitBytes) {
      failed_line_ = value.line;
      return false;
    }
    value.kind = FrontMatterValue::Kind::kScalar;
    value.text = node.Scalar();
    return true;
  }

  std::size_t first_line_;
  std::size_t failed_line_ = 0;
  std::size_t text_bytes_ = 0;
  FrontMatterBudget budget_;
};

}  // namespace

Result<FrontMatterValue> ReadYaml(std::string_view text, std::size_t first_line) {
  try {
    const YAML::Node node = YAML::Load(std::string(text));
    Converter converter(first_line);
    FrontMatterValue value;
    if (!converter.Convert(node, 0, value)) return FrontMatterTooLarge(converter.failed_line());
    return value;
  } catch (const YAML::DeepRecursion& exception) {
    return FrontMatterTooLarge(first_line + static_cast<std::size_t>(exception.mark.line));
  } catch (const YAML::Exception& exception) {
    const int line = exception.mark.line;
    return FrontMatterSyntax("YAML", exception.msg,
                             first_line + (line > 0 ? static_cast<std::size_t>(line) : 0));
  } catch (const std::exception& exception) {
    return FrontMatterSyntax("YAML", exception.what(), first_line);
  }
}

}  // namespace cuepoint
