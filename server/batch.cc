#include "server/batch.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "corpus/text.h"
#include "query/response_json.h"
#include "server/problem.h"
#include "server/request_params.h"

namespace cuepoint {
namespace {

using Clock = std::chrono::steady_clock;
using nlohmann::json;

constexpr std::string_view kLines = "application/x-ndjson";
constexpr std::array<std::string_view, 4> kLineTypes = {kLines, "application/ndjson",
                                                        "application/jsonl", "application/x-jsonl"};
constexpr std::string_view kJson = "application/json";
// Parameters of one query, which a batch has none of.
constexpr std::array<std::string_view, 4> kOfOneQuery = {"q", "cursor", "facets", "explain"};
// The object, its "queries" or a list of values, and a query in it.
constexpr int kDepth = 3;

Error BadBody(std::string message, std::optional<std::size_t> offset = {}) {
  return {.code = ErrorCode::kInvalidArgument,
          .message = std::move(message),
          .offset = offset,
          .remedy = R"(send {"queries": [{"_id": "q1", "text": "quic"}]})",
          .kind = "bad-body"};
}

// The type without its parameters, in lower case.
std::string MediaType(std::string_view content_type) {
  return ToLowerAscii(Trim(content_type.substr(0, content_type.find(';'))));
}

Result<json> ParseJson(std::string_view body) {
  bool too_deep = false;
  try {
    json parsed = json::parse(body, [&too_deep](int depth, json::parse_event_t event, json&) {
      const bool opens =
          event == json::parse_event_t::object_start || event == json::parse_event_t::array_start;
      too_deep |= opens && depth >= kDepth;
      return !opens || depth < kDepth;
    });
    if (too_deep) return BadBody("the body is nested too deep");
    return parsed;
  } catch (const json::parse_error& error) {
    return BadBody("the body is not valid JSON", error.byte > 0 ? error.byte - 1 : 0);
  } catch (const json::exception&) {
    return BadBody("the body cannot be read as JSON");
  }
}

Result<BatchQuery> QueryOf(const json& value, std::size_t index) {
  const std::string place = "queries[" + std::to_string(index) + "]";
  if (!value.is_object()) return BadBody(place + " is no object");
  const auto id = value.find("_id");
  const auto text = value.find("text");
  if (id == value.end() || !(id->is_string() || id->is_number_integer())) {
    return BadBody(place + " has no \"_id\" that is a string");
  }
  if (text == value.end() || !text->is_string()) {
    return BadBody(place + " has no \"text\" that is a string");
  }
  return BatchQuery{id->is_string() ? id->get<std::string>() : id->dump(),
                    text->get<std::string>()};
}

// A member as the parameters that a query string would have.
Result<void> AddParams(const std::string& name, const json& value,
                       std::vector<QueryParam>& params) {
  if (value.is_array()) {
    for (const json& one : value) {
      if (one.is_array()) return BadBody("\"" + name + "\" is a list of lists");
      if (Result<void> added = AddParams(name, one, params); !added) return added;
    }
    return {};
  }
  if (value.is_string()) {
    params.push_back({name, value.get<std::string>()});
  } else if (value.is_boolean() || value.is_number_integer()) {
    params.push_back({name, value.dump()});
  } else if (!value.is_null()) {
    return BadBody("\"" + name + "\" is neither a text, a whole number, true, false nor a list");
  }
  return {};
}

Result<std::vector<BatchQuery>> QueriesOfJson(std::string_view body,
                                              std::vector<QueryParam>& params) {
  const Result<json> parsed = ParseJson(body);
  if (!parsed) return parsed.error();
  if (!parsed->is_object()) return BadBody("the body is no JSON object");
  std::vector<BatchQuery> queries;
  bool has_queries = false;
  for (const auto& [name, value] : parsed->items()) {
    if (name != "queries") {
      if (Result<void> added = AddParams(name, value, params); !added) return added.error();
      continue;
    }
    if (!value.is_array()) break;
    has_queries = true;
    for (const json& one : value) {
      Result<BatchQuery> query = QueryOf(one, queries.size());
      if (!query) return query.error();
      queries.push_back(*std::move(query));
    }
  }
  if (!has_queries) return BadBody("the body has no list of \"queries\"");
  return queries;
}

Result<std::vector<BatchQuery>> QueriesOfLines(std::string_view body) {
  // The reader would take anything else for tabs between identifiers and texts.
  if (!Trim(body).empty() && !Trim(body).starts_with('{')) {
    return BadBody("line 1: not a JSON object");
  }
  Result<std::vector<BatchQuery>> queries = ParseQueries(body, {});
  if (queries) return queries;
  const Error& error = queries.error();
  return BadBody((error.line ? "line " + std::to_string(*error.line) + ": " : std::string()) +
                 error.message);
}

std::string ErrorLine(std::string_view id, const Problem& problem) {
  const std::string name = json(id).dump(-1, ' ', false, json::error_handler_t::replace);
  return "{\"_id\":" + name + ",\"error\":" + ToReply(problem).body + "}";
}

// Counts batches under way as long as it lives.
class Turn {
 public:
  explicit Turn(std::atomic<unsigned>& running) : running_(running), others_(running_++) {}
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() { --running_; }

  unsigned others() const { return others_; }

 private:
  std::atomic<unsigned>& running_;
  const unsigned others_;
};

}  // namespace

Result<BatchRequest> ParseBatch(std::string_view content_type, std::string_view body,
                                std::vector<QueryParam> params, const BatchLimits& limits) {
  const std::string type = MediaType(content_type);
  const bool lines = std::find(kLineTypes.begin(), kLineTypes.end(), type) != kLineTypes.end();
  if (!lines && type != kJson) {
    return Error{.code = ErrorCode::kUnsupported,
                 .message = "a batch is application/json or application/x-ndjson",
                 .remedy = "say so in Content-Type",
                 .kind = "unsupported-media-type"};
  }
  BatchRequest batch;
  Result<std::vector<BatchQuery>> queries =
      lines ? QueriesOfLines(body) : QueriesOfJson(body, params);
  if (!queries) return queries.error();
  batch.queries = *std::move(queries);
  if (batch.queries.size() > limits.queries) {
    return Error{.code = ErrorCode::kTooLarge,
                 .message = std::to_string(batch.queries.size()) +
                            " queries are more than the allowed " + std::to_string(limits.queries),
                 .remedy = "send several batches",
                 .kind = "body-too-large"};
  }
  for (const QueryParam& param : params) {
    if (std::find(kOfOneQuery.begin(), kOfOneQuery.end(), param.name) == kOfOneQuery.end())
      continue;
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = "a batch takes no \"" + param.name + "\"",
                 .source = param.name};
  }
  params.push_back({"q", "*"});  // A search must ask something; each query takes its place.
  Result<SearchRequest> settings = ParseSearchRequest(params);
  if (!settings) return settings.error();
  batch.settings = *std::move(settings);
  return batch;
}

std::span<const ParamDoc> BatchParams() {
  static const std::vector<ParamDoc> kDocs = [] {
    std::vector<ParamDoc> docs;
    for (const ParamDoc& doc : SearchParams()) {
      if (std::find(kOfOneQuery.begin(), kOfOneQuery.end(), doc.name) == kOfOneQuery.end()) {
        docs.push_back(doc);
      }
    }
    return docs;
  }();
  return kDocs;
}

HttpReply BatchRunner::Answer(const SearchBackend& backend, const HttpRequest& request,
                              const std::vector<QueryParam>& params) {
  if (!request.authorized) {
    HttpReply reply =
        ToReply(ProtocolProblem(401, "send it as Authorization: Bearer KEY, to get batches"));
    reply.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"cuepoint\"");
    return reply;
  }
  const Turn turn(running_);
  if (turn.others() >= limits_.at_once) {
    return ToReply(ProtocolProblem(503, "other batches are being answered"));
  }
  const Result<BatchRequest> batch =
      ParseBatch(request.content_type, request.body, params, limits_);
  if (batch) return Run(backend, *batch);
  Problem problem = ProblemOf(batch.error());
  problem.parameter = batch.error().source;
  return ToReply(problem);
}

HttpReply BatchRunner::Run(const SearchBackend& backend, const BatchRequest& batch) const {
  HttpReply reply;
  reply.headers = {{"Content-Type", std::string(kLines)},
                   {"Cache-Control", std::string(kNeverStore)}};
  reply.cost = static_cast<unsigned>(std::max<std::size_t>(batch.queries.size(), 1));
  std::size_t hits = 0;
  const Clock::time_point deadline = Clock::now() + limits_.time;
  SearchRequest search = batch.settings;
  for (const BatchQuery& query : batch.queries) {
    search.query = query.text;
    if (reply.body.size() >= limits_.answer_bytes) {
      reply.body += ErrorLine(query.id, ProblemOf({.code = ErrorCode::kTooLarge,
                                                   .message = "the batch's answer is too long",
                                                   .remedy = "send several, or a lower limit"}));
    } else if (Clock::now() >= deadline) {
      reply.body += ErrorLine(
          query.id, ProtocolProblem(503, "the batch's time was over before this query's turn"));
    } else if (const Result<SearchResponse> response = backend.Search(search)) {
      reply.body += BatchLineToJson(query.id, *response);
      hits += response->hits.size();
    } else {
      Problem problem = ProblemOf(response.error());
      if (reply.failure.empty()) reply.failure = problem.failure;
      reply.body += ErrorLine(query.id, problem);
    }
    reply.body += '\n';
  }
  reply.hits = hits;
  return reply;
}

}  // namespace cuepoint
