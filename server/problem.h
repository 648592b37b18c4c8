// Errors for clients: problem details (RFC 9457, application/problem+json).
//
//   {"type": "urn:cuepoint:problem:bad-query", "title": "The query cannot be understood",
//    "status": 400, "detail": "missing closing parenthesis", "code": "bad-query", "offset": 12}
//
// `code` and `type` are stable and say the same; everything else is for people. A failure on the
// server's side is told without particulars, which may hold paths: those go to the log.
#ifndef CUEPOINT_SERVER_PROBLEM_H_
#define CUEPOINT_SERVER_PROBLEM_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "corpus/result.h"
#include "server/http_message.h"

namespace cuepoint {

/// What is the same for every problem of one code.
struct ProblemKind {
  std::string_view code;  ///< "bad-query"; never changes its meaning.
  int status = 500;
  std::string_view title;
};

/// All that this server tells, each code once.
std::span<const ProblemKind> ProblemKinds();

struct Problem {
  int status = 500;
  std::string code;                            ///< "bad-query".
  std::string title;                           ///< The same for every problem of that code.
  std::string detail;                          ///< What was wrong this time; may be empty.
  std::string parameter = {};                  ///< The query parameter at fault, if one is.
  std::optional<std::size_t> offset = {};      ///< Byte offset in that parameter's value.
  std::string remedy = {};                     ///< What the client can do about it.
  std::optional<unsigned> retry_after_s = {};  ///< Sent as Retry-After.
  std::string failure = {};                    ///< For the log only.
};

/// The problem that an error of this project is to a client. Client mistakes (400, 404) carry
/// message, offset and remedy; failures (500, 503) only their kind, and the rest in `failure`. An
/// error whose `kind` is the code of a problem is that one.
Problem ProblemOf(const Error& error);

/// The problem of a status that the protocol itself gives: 400, 401, 404, 405, 408, 413, 414, 415,
/// 416, 417, 429, 431, 500 or 503.
Problem ProtocolProblem(int status, std::string detail = {});

/// As an answer, never cached. Invalid UTF-8 becomes U+FFFD.
HttpReply ToReply(const Problem& problem);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_PROBLEM_H_
