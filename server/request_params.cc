#include "server/request_params.h"

#include <array>
#include <utility>

#include "corpus/text.h"
#include "server/param_spec.h"

namespace cuepoint {
namespace {

using Type = ParamDoc::Type;

// Every parameter of /v1/suggest, once.
constexpr std::array kSuggestParams = {
    ParamSpec<SuggestRequest>{
        {.name = "q",
         .description = "What has been typed so far.",
         .most = SuggestLimits::kQueryBytes,
         .example = "firef"},
        [](const QueryParam& param, const ParamDoc& doc, SuggestRequest& request) {
          return Store(TextValue(param, doc), request.query);
        }},
    ParamSpec<SuggestRequest>{
        {.name = "limit",
         .type = Type::kInteger,
         .description = "Most completions of the answer.",
         .least = 1,
         .most = SuggestLimits::kLimit,
         .when_absent = "10"},
        [](const QueryParam& param, const ParamDoc& doc, SuggestRequest& request) {
          return Store(IntegerValue(param, doc), request.limit);
        }},
};

// Every parameter of /v1/episodes/{id}/related, once.
constexpr std::array kRelatedParams = {
    ParamSpec<RelatedRequest>{
        {.name = "limit",
         .type = Type::kInteger,
         .description = "Most episodes of the answer.",
         .least = 1,
         .most = RelatedRequest::kMaxLimit,
         .when_absent = "5"},
        [](const QueryParam& param, const ParamDoc& doc, RelatedRequest& request) {
          return Store(IntegerValue(param, doc), request.limit);
        }},
};

constexpr auto kSuggestDocs = DocsOf(kSuggestParams);
constexpr auto kRelatedDocs = DocsOf(kRelatedParams);

}  // namespace

Result<SuggestRequest> ParseSuggestRequest(const std::vector<QueryParam>& params) {
  SuggestRequest request;
  if (const Result<void> applied = Apply(params, kSuggestParams, kSuggestDocs, request); !applied) {
    return applied.error();
  }
  if (Trim(request.query).empty()) return ParamError("q", "there is nothing to complete", "give q");
  return request;
}

Result<RelatedRequest> ParseRelatedRequest(std::string id, const std::vector<QueryParam>& params) {
  RelatedRequest request;
  if (const Result<void> applied = Apply(params, kRelatedParams, kRelatedDocs, request); !applied) {
    return applied.error();
  }
  request.id = std::move(id);
  return request;
}

Result<void> RefuseParams(const std::vector<QueryParam>& params) { return CheckParams(params, {}); }

std::span<const ParamDoc> SuggestParams() { return kSuggestDocs; }
std::span<const ParamDoc> RelatedParams() { return kRelatedDocs; }

}  // namespace cuepoint
