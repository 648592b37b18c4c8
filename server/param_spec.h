// A table of parameters: what is said of each, and what it does to a request. For the .cc files
// that hold such tables.
#ifndef CUEPOINT_SERVER_PARAM_SPEC_H_
#define CUEPOINT_SERVER_PARAM_SPEC_H_

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "corpus/result.h"
#include "server/param_doc.h"
#include "server/target.h"

namespace cuepoint {

/// `apply` gets a parameter of that name with a value that is not empty.
template <class Request>
struct ParamSpec {
  ParamDoc doc;
  Result<void> (*apply)(const QueryParam& param, const ParamDoc& doc, Request& request);
};

/// The descriptions alone.
template <class Request, std::size_t kSpecs>
constexpr std::array<ParamDoc, kSpecs> DocsOf(const std::array<ParamSpec<Request>, kSpecs>& specs) {
  std::array<ParamDoc, kSpecs> docs;
  for (std::size_t i = 0; i < kSpecs; ++i) docs[i] = specs[i].doc;
  return docs;
}

/// Stores a parsed value, or gives its error back.
template <class T, class Field>
Result<void> Store(Result<T> parsed, Field& field) {
  if (!parsed) return std::move(parsed).error();
  field = static_cast<Field>(*std::move(parsed));
  return {};
}

template <class T, class Field>
Result<void> Add(Result<T> parsed, std::vector<Field>& fields) {
  if (!parsed) return std::move(parsed).error();
  fields.push_back(static_cast<Field>(*std::move(parsed)));
  return {};
}

/// Does what the parameters ask for, each by its row; `docs` is DocsOf(specs). Errors: those of
/// CheckParams and of the rows.
template <class Request, std::size_t kSpecs>
Result<void> Apply(const std::vector<QueryParam>& params,
                   const std::array<ParamSpec<Request>, kSpecs>& specs,
                   const std::array<ParamDoc, kSpecs>& docs, Request& request) {
  if (Result<void> checked = CheckParams(params, docs); !checked) return checked;
  for (const QueryParam& param : params) {
    if (param.value.empty() || IsTracking(param.name)) continue;
    const ParamSpec<Request>& spec = specs[FindParam(docs, param.name)];
    if (Result<void> applied = spec.apply(param, spec.doc, request); !applied) return applied;
  }
  return {};
}

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_PARAM_SPEC_H_
