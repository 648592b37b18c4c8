// Which other websites may read the answers: the server's side of CORS (Fetch Standard, section
// 3.2).
#ifndef CUEPOINT_SERVER_CORS_H_
#define CUEPOINT_SERVER_CORS_H_

#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"
#include "server/http_message.h"

namespace cuepoint {

/// Thread-safe once made.
class Cors {
 public:
  /// Of exact origins ("https://example.org", "http://localhost:3000"), or "*" for all. Error:
  /// kInvalidArgument for what no browser would send as its origin.
  static Result<Cors> Create(std::vector<std::string> allowed_origins);

  /// Whether the request asks beforehand if another may follow, and may be told so.
  bool IsAllowedPreflight(const HttpRequest& request) const;
  /// The answer to that: 204.
  HttpReply AnswerPreflight(const HttpRequest& request) const;

  /// Adds the fields that let an allowed website's scripts read the reply, whatever its status; one
  /// that lets every website already is left alone. With origins to tell apart, every reply says
  /// that it depends on them (Vary), or a cache would give one website another's.
  void Admit(const HttpRequest& request, HttpReply& reply) const;

 private:
  bool Allows(std::string_view origin) const;

  bool every_origin_ = false;
  std::vector<std::string> origins_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_CORS_H_
