// The names of everything that is served: what logs and metrics call a request.
#ifndef CUEPOINT_SERVER_ROUTES_H_
#define CUEPOINT_SERVER_ROUTES_H_

#include <algorithm>
#include <array>
#include <string_view>

namespace cuepoint {

/// Every path there is, "{…}" standing for one segment. A handler that serves another one must name
/// it here first.
inline constexpr std::array<std::string_view, 14> kRoutePatterns = {
    "/v1/search",        "/v1/suggest",
    "/v1/episodes/{id}", "/v1/episodes/{id}/related",
    "/v1/batch",         "/v1/openapi.json",
    "/healthz",          "/readyz",
    "/metrics",          "/",
    "/episodes/{id}",    "/opensearch.xml",
    "/cuepoint.js",      "/assets/{file}"};

constexpr bool IsRoutePattern(std::string_view pattern) {
  return std::find(kRoutePatterns.begin(), kRoutePatterns.end(), pattern) != kRoutePatterns.end();
}

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_ROUTES_H_
