// A log's traffic, for people and as JSON.
#ifndef CUEPOINT_TOOLS_TRAFFIC_REPORT_H_
#define CUEPOINT_TOOLS_TRAFFIC_REPORT_H_

#include <cstddef>
#include <string>

#include "tools/terminal.h"
#include "tools/traffic.h"

namespace cuepoint {

/// Tables of routes, days and queries, at most `limit` rows of days and of queries each.
std::string TrafficText(const Traffic& traffic, std::size_t limit, const Style& style);

/// The same facts as an indented JSON object.
std::string TrafficJson(const Traffic& traffic, std::size_t limit);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_TRAFFIC_REPORT_H_
