// Holds JSON against a schema, as far as our own documents use JSON Schema.
#ifndef CUEPOINT_TESTS_SUPPORT_JSON_SCHEMA_H_
#define CUEPOINT_TESTS_SUPPORT_JSON_SCHEMA_H_

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace cuepoint::testing {

/// What is wrong with `value`, each with its JSON pointer; empty when it meets `schema`. `root` is
/// the document that references ("#/…") lead into. Knows $ref, type, enum, minimum, maximum,
/// required, properties, additionalProperties, items and anyOf; other keywords are passed over.
/// Stricter than the standard: a member that neither properties nor additionalProperties names is
/// an error, as is a reference into nowhere.
std::vector<std::string> SchemaErrors(const nlohmann::ordered_json& root,
                                      const nlohmann::ordered_json& schema,
                                      const nlohmann::ordered_json& value);

}  // namespace cuepoint::testing

#endif  // CUEPOINT_TESTS_SUPPORT_JSON_SCHEMA_H_
