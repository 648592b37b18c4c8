// What a request asks for: the path and the parameters of its target, decoded.
//
//   Target target = ParseTarget("/v1/search?q=zero+copy&show=netstack.fm");
#ifndef CUEPOINT_SERVER_TARGET_H_
#define CUEPOINT_SERVER_TARGET_H_

#include <string>
#include <string_view>
#include <vector>

namespace cuepoint {

/// One name=value of a query string, decoded, in valid UTF-8.
struct QueryParam {
  std::string name;
  std::string value;
};

/// A request target (RFC 9112, section 3.2) taken apart.
struct Target {
  std::string_view path;  ///< As sent, percent-encoded; a view into what was parsed.
  std::vector<QueryParam> params;
};

/// Takes apart "/path?name=value&…"; of an absolute form ("http://host/path") the path on. Any
/// bytes are accepted. Pure.
Target ParseTarget(std::string_view target);

/// Undoes percent-encoding, and "+" for a space in query strings. A "%" that two hexadecimal digits
/// do not follow stays as it is (WHATWG URL, percent-decode); ill-formed UTF-8 becomes U+FFFD.
std::string DecodePercent(std::string_view text, bool plus_is_space);

/// Whether a parameter is one of those that trackers append (utm_…), which mean nothing here.
bool IsTracking(std::string_view name);

/// The parameters in a form that is the same for all targets that ask for the same: without
/// trackers and empty values, sorted by name; those of one name stay in their order. Of any bytes;
/// two that ask for something different never give the same.
std::string NormalizedParams(const std::vector<QueryParam>& params);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_TARGET_H_
