// Every operation that the server offers, described for the OpenAPI document.
#ifndef CUEPOINT_SERVER_OPERATIONS_H_
#define CUEPOINT_SERVER_OPERATIONS_H_

#include <array>
#include <span>
#include <string_view>

#include "server/param_doc.h"

namespace cuepoint {

struct Operation {
  std::string_view path;    ///< One of kRoutePatterns.
  std::string_view method;  ///< "get" or "post"; whatever takes GET takes HEAD.
  std::string_view id;
  std::string_view tag;
  std::string_view summary;
  std::string_view type;    ///< Media type of the answer with status 200.
  std::string_view schema;  ///< Its schema's name in base.json; empty for text.
  std::span<const ParamDoc> (*params)() = nullptr;
  std::string_view path_param = {};   ///< Its name in base.json.
  std::string_view body_schema = {};  ///< Of a request's JSON body; empty for none.
  bool has_etag = false;              ///< May answer 304.
  bool is_cached = false;             ///< May answer what was made for an earlier request.
  std::array<int, 6> problems = {};   ///< Statuses of its own problems; the rest is 0.
};

std::span<const Operation> Operations();

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_OPERATIONS_H_
