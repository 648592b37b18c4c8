// One request as one line of a log, for people or for programs.
#ifndef CUEPOINT_SERVER_ACCESS_FORMAT_H_
#define CUEPOINT_SERVER_ACCESS_FORMAT_H_

#include <string>
#include <string_view>

#include "server/query_privacy.h"
#include "server/server_log.h"

namespace cuepoint {

/// One line of key=value pairs without a newline; control characters, quotation marks and bytes
/// outside ASCII are escaped, so that a request cannot forge lines:
///   client=127.0.0.1 method=GET path="/v1/search" status=200 ms=0.412 bytes=1834 hits=3
///   route="/v1/search" index="netstack" query="htcpcp"                       (all on one line)
/// The last four are there where they say something; "query" is query_hash=… for a hash.
std::string FormatAccess(const AccessRecord& record, const LoggedQuery& query = {});

/// The same as a JSON object of one line, in ASCII; "status", "ms", "bytes" and "hits" are numbers.
std::string FormatAccessJson(const AccessRecord& record, const LoggedQuery& query = {});

/// `text` in quotation marks, with everything that could end a field or a line escaped as \", \\ or
/// \xHH.
std::string QuoteForLog(std::string_view text);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_ACCESS_FORMAT_H_
