// The files that pages are made with, as they are sent: /cuepoint.js and /assets/….
//
//   const Assets assets;
//   if (const std::optional<HttpReply> reply = assets.Get(request, "/cuepoint.js")) …
//
// Each has a strong entity tag from its content. Browsers ask again each time (a file keeps its
// address when it changes) and are told 304 in a few bytes.
#ifndef CUEPOINT_SERVER_ASSETS_H_
#define CUEPOINT_SERVER_ASSETS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http_message.h"

namespace cuepoint {

/// Immutable, thread-safe. Cheap to make: all share what the first one compressed.
class Assets {
 public:
  Assets();

  /// The answer for a path, whole or 304, in the best coding that is smaller and taken; nothing for
  /// a path of no file.
  std::optional<HttpReply> Get(const HttpRequest& request, std::string_view path) const;

  /// The paths that Get knows.
  std::vector<std::string_view> Paths() const;

  /// The pattern (server/routes.h) of such a path.
  static std::string_view RouteOf(std::string_view path);

 private:
  struct Asset;
  static const std::vector<Asset>& All();

  const std::vector<Asset>* assets_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_ASSETS_H_
