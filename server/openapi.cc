#include "server/openapi.h"

#include <algorithm>
#include <cassert>
#include <exception>
#include <set>
#include <span>

#include <nlohmann/json.hpp>

#include "server/embedded_file.h"
#include "server/operations.h"
#include "server/param_doc.h"
#include "server/problem.h"

namespace cuepoint {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kBase = "openapi/base.json";

Json RefTo(std::string_view section, std::string_view name) {
  return {{"$ref", "#/components/" + std::string(section) + '/' + std::string(name)}};
}

Json ChoicesOf(const ParamDoc& doc) {
  Json choices = Json::array();
  for (const std::string_view choice : doc.choices) {
    if (!choice.empty()) choices.push_back(choice);
  }
  return choices;
}

// A value of the query string, as a document writes one of that type.
Json ValueOf(const ParamDoc& doc, std::string_view text) {
  switch (doc.type) {
    case ParamDoc::Type::kInteger:
      return std::stoll(std::string(text));
    case ParamDoc::Type::kBoolean:
      return text == "true";
    default:
      return text;
  }
}

Json SchemaOf(const ParamDoc& doc) {
  switch (doc.type) {
    case ParamDoc::Type::kText:
      return {{"type", "string"}, {"maxLength", doc.most}};
    case ParamDoc::Type::kInteger:
      return {{"type", "integer"}, {"minimum", doc.least}, {"maximum", doc.most}};
    case ParamDoc::Type::kBoolean:
      return {{"type", "boolean"}};
    case ParamDoc::Type::kDate:
      return {{"type", "string"}, {"pattern", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}};
    case ParamDoc::Type::kChoice:
    case ParamDoc::Type::kChoices:
      return {{"type", "string"}, {"enum", ChoicesOf(doc)}};
  }
  return Json::object();
}

Json ParameterOf(const ParamDoc& doc) {
  Json schema = SchemaOf(doc);
  if (!doc.when_absent.empty()) schema["default"] = ValueOf(doc, doc.when_absent);
  const bool is_list = doc.repeatable || doc.type == ParamDoc::Type::kChoices;
  if (is_list) schema = {{"type", "array"}, {"items", std::move(schema)}};
  if (doc.repeatable) schema["maxItems"] = ParamLimits::kValues;
  Json parameter = {
      {"name", doc.name}, {"in", "query"}, {"required", false}, {"description", doc.description}};
  if (is_list) {
    parameter["style"] = "form";
    parameter["explode"] = doc.repeatable;
  }
  parameter["schema"] = std::move(schema);
  if (!doc.example.empty() && !is_list) parameter["example"] = ValueOf(doc, doc.example);
  return parameter;
}

// "404: not-found, unknown-path"; which codes a status may come with.
std::string CodesOf(int status) {
  std::string codes;
  for (const ProblemKind& kind : ProblemKinds()) {
    if (kind.status == status) codes += (codes.empty() ? "" : ", ") + std::string(kind.code);
  }
  return codes;
}

std::string ResponseName(int status) { return "Problem" + std::to_string(status); }

// Each status that problems have, once, as a response that operations refer to.
Json ProblemResponses() {
  std::set<int> statuses;
  for (const ProblemKind& kind : ProblemKinds()) statuses.insert(kind.status);
  Json responses;
  const auto add = [&responses](const std::string& name, std::string description, bool retry) {
    Json response = {{"description", std::move(description)}};
    if (retry) response["headers"] = {{"Retry-After", RefTo("headers", "RetryAfter")}};
    response["content"] = {{"application/problem+json", {{"schema", RefTo("schemas", "Problem")}}}};
    responses[name] = std::move(response);
  };
  for (const int status : statuses) {
    add(ResponseName(status), "A problem with one of the codes " + CodesOf(status) + '.',
        status == 429 || status == 503);
  }
  add("Problem", "Any other problem.", false);
  return responses;
}

Json AnswerOf(const Operation& operation) {
  Json answer = {{"description", operation.summary}};
  Json headers = Json::object();
  if (operation.has_etag) headers["ETag"] = RefTo("headers", "ETag");
  if (operation.is_cached) headers["Server-Timing"] = RefTo("headers", "ServerTiming");
  if (!headers.empty()) answer["headers"] = std::move(headers);
  const Json schema =
      operation.schema.empty() ? Json{{"type", "string"}} : RefTo("schemas", operation.schema);
  answer["content"] = {{operation.type, {{"schema", schema}}}};
  return answer;
}

Json OperationJson(const Operation& operation) {
  Json parameters = Json::array();
  if (!operation.path_param.empty()) {
    parameters.push_back(RefTo("parameters", operation.path_param));
  }
  if (operation.params != nullptr) {
    for (const ParamDoc& doc : operation.params()) parameters.push_back(ParameterOf(doc));
  }
  Json responses = {{"200", AnswerOf(operation)}};
  if (operation.has_etag) {
    parameters.push_back(RefTo("parameters", "IfNoneMatch"));
    responses["304"] = {{"description", "Nothing is new since the answer with that ETag."}};
  }
  for (const int status : operation.problems) {
    if (status != 0) {
      responses[std::to_string(status)] = RefTo("responses", ResponseName(status));
    }
  }
  responses["default"] = RefTo("responses", "Problem");

  Json json = {
      {"operationId", operation.id}, {"tags", {operation.tag}}, {"summary", operation.summary}};
  if (!parameters.empty()) json["parameters"] = std::move(parameters);
  if (!operation.body_schema.empty()) {
    json["requestBody"] = {
        {"required", true},
        {"content",
         {{"application/json", {{"schema", RefTo("schemas", operation.body_schema)}}},
          {"application/x-ndjson", {{"schema", RefTo("schemas", "BatchQuery")}}}}}};
    json["security"] = {Json::object(), {{"key", Json::array()}}};
  }
  json["responses"] = std::move(responses);
  return json;
}

}  // namespace

Result<std::string> OpenApiDocument(std::string_view server_url) {
  const EmbeddedFile* const base = FindEmbeddedFile(kBase);
  assert(base != nullptr);
  try {
    const Json parts = Json::parse(base->bytes);
    // In the order in which people read it.
    Json document = {{"openapi", parts.at("openapi")}, {"info", parts.at("info")}};
    document["info"]["version"] = CUEPOINT_VERSION;
    document["servers"] = {{{"url", server_url}}};
    document["tags"] = parts.at("tags");
    for (const Operation& operation : Operations()) {
      document["paths"][std::string(operation.path)][std::string(operation.method)] =
          OperationJson(operation);
    }
    document["components"] = parts.at("components");
    document["components"]["responses"] = ProblemResponses();
    Json codes = Json::array();
    for (const ProblemKind& kind : ProblemKinds()) codes.push_back(kind.code);
    document["components"]["schemas"]["Problem"]["properties"]["code"]["enum"] = std::move(codes);
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
  } catch (const std::exception& failure) {
    return Error{.code = ErrorCode::kInternal,
                 .message = std::string("the OpenAPI document cannot be made: ") + failure.what()};
  }
}

}  // namespace cuepoint
