#include "tests/support/json_schema.h"

#include <algorithm>

namespace cuepoint::testing {
namespace {

using Json = nlohmann::ordered_json;

class Checker {
 public:
  Checker(const Json& root, std::vector<std::string>& errors) : root_(root), errors_(errors) {}

  void Check(const Json& schema, const Json& value, const std::string& at) {
    if (schema.contains("$ref")) return CheckRef(schema["$ref"], value, at);
    if (schema.contains("anyOf")) return CheckAny(schema["anyOf"], value, at);
    if (schema.contains("type") && !HasType(schema["type"], value)) {
      return Fail(at, "is a " + std::string(value.type_name()) + ", not " + schema["type"].dump());
    }
    if (schema.contains("enum") &&
        std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end()) {
      Fail(at, value.dump() + " is none of " + schema["enum"].dump());
    }
    if (value.is_number()) CheckNumber(schema, value, at);
    if (value.is_object()) CheckObject(schema, value, at);
    if (value.is_array() && schema.contains("items")) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        Check(schema["items"], value[i], at + '/' + std::to_string(i));
      }
    }
  }

 private:
  void Fail(const std::string& at, const std::string& what) { errors_.push_back(at + ": " + what); }

  void CheckRef(const std::string& ref, const Json& value, const std::string& at) {
    const Json::json_pointer pointer(ref.substr(1));
    if (!ref.starts_with("#/") || !root_.contains(pointer)) return Fail(at, ref + " is nowhere");
    Check(root_[pointer], value, at);
  }

  // The errors of the closest alternative, should none fit.
  void CheckAny(const Json& alternatives, const Json& value, const std::string& at) {
    std::vector<std::string> fewest;
    for (const Json& alternative : alternatives) {
      std::vector<std::string> errors;
      Checker(root_, errors).Check(alternative, value, at);
      if (errors.empty()) return;
      if (fewest.empty() || errors.size() < fewest.size()) fewest = errors;
    }
    errors_.insert(errors_.end(), fewest.begin(), fewest.end());
  }

  static bool HasType(const Json& types, const Json& value) {
    if (types.is_array()) {
      return std::any_of(types.begin(), types.end(),
                         [&](const Json& type) { return HasType(type, value); });
    }
    const std::string type = types;
    return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
           (type == "string" && value.is_string()) || (type == "boolean" && value.is_boolean()) ||
           (type == "null" && value.is_null()) || (type == "number" && value.is_number()) ||
           (type == "integer" && value.is_number_integer());
  }

  void CheckNumber(const Json& schema, const Json& value, const std::string& at) {
    if (schema.contains("minimum") && value < schema["minimum"]) Fail(at, "is below the minimum");
    if (schema.contains("maximum") && value > schema["maximum"]) Fail(at, "is above the maximum");
  }

  void CheckObject(const Json& schema, const Json& value, const std::string& at) {
    for (const Json& name : schema.value("required", Json::array())) {
      if (!value.contains(name)) Fail(at, "has no " + name.dump());
    }
    const Json properties = schema.value("properties", Json::object());
    for (const auto& [name, member] : value.items()) {
      if (properties.contains(name)) {
        Check(properties[name], member, at + '/' + name);
      } else if (!schema.contains("additionalProperties")) {
        Fail(at, "has a member that is not described: " + name);
      } else if (schema["additionalProperties"].is_object()) {
        Check(schema["additionalProperties"], member, at + '/' + name);
      }
    }
  }

  const Json& root_;
  std::vector<std::string>& errors_;
};

}  // namespace

std::vector<std::string> SchemaErrors(const Json& root, const Json& schema, const Json& value) {
  std::vector<std::string> errors;
  Checker(root, errors).Check(schema, value, "");
  return errors;
}

}  // namespace cuepoint::testing
