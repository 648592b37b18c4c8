// The OpenAPI 3.1 document of everything that is served: /v1/openapi.json.
//
// Paths come from the table of operations here, parameters from the tables that parsing uses
// (server/request_params.h), problems from server/problem.h, and schemas of answers from
// server/web/openapi/base.json. A test holds the document against the routes and against real
// answers.
#ifndef CUEPOINT_SERVER_OPENAPI_H_
#define CUEPOINT_SERVER_OPENAPI_H_

#include <string>
#include <string_view>

#include "corpus/result.h"

namespace cuepoint {

/// The document as JSON without a newline. `server_url` is where the paths are:
/// "https://host/base", or "/" where that is not known. Errors: kInternal for schemas that are not
/// JSON.
Result<std::string> OpenApiDocument(std::string_view server_url);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_OPENAPI_H_
