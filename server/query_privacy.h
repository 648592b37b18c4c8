// How much of what people search for is written down.
//
//   none  nothing
//   hash  HMAC-SHA-256 of the query under a key, 16 hexadecimal digits: equal queries can be
//         counted without being read
//   full  the query
//
// What a hash does not do: whoever has the key can try out guesses, and queries are easily guessed;
// and it shows which requests of a client asked the same thing, and how often. The key is therefore
// random and known to nobody unless one is given, and hashes of different runs do not compare then.
#ifndef CUEPOINT_SERVER_QUERY_PRIVACY_H_
#define CUEPOINT_SERVER_QUERY_PRIVACY_H_

#include <string>
#include <string_view>

#include "corpus/result.h"

namespace cuepoint {

enum class QueryLogging { kNone, kHash, kFull };

/// What a log may say of one query; at most one of them is not empty.
struct LoggedQuery {
  std::string text = {};
  std::string hash = {};
};

/// Immutable, thread-safe.
class QueryPrivacy {
 public:
  /// `key` is for kHash; empty for a random one. Error: kUnavailable where the system gives no
  /// random bytes.
  static Result<QueryPrivacy> Create(QueryLogging logging, std::string key = {});

  /// Queries that differ in case (of ASCII) and white space only have one hash.
  LoggedQuery Of(std::string_view query) const;

 private:
  QueryPrivacy(QueryLogging logging, std::string key) : logging_(logging), key_(std::move(key)) {}

  QueryLogging logging_;
  std::string key_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_QUERY_PRIVACY_H_
