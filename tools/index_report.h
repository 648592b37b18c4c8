// What a run of indexing did, for people and as JSON.
#ifndef CUEPOINT_TOOLS_INDEX_REPORT_H_
#define CUEPOINT_TOOLS_INDEX_REPORT_H_

#include <string>
#include <vector>

#include "indexer/index_run.h"
#include "tools/terminal.h"

namespace cuepoint {

/// A table of counts, what was skipped and warned of by kind, and a line on bytes and time; no
/// newline at the end.
std::string IndexReportText(const IndexReport& report, const Style& style);

/// The same facts and every problem, as an indented JSON object.
std::string IndexReportJson(const IndexReport& report, const std::string& path);

/// The problems themselves, one a line: what was skipped first, then warnings, each cut after the
/// first few with a count of the rest.
std::vector<std::string> IndexProblemLines(const IndexReport& report, const Style& style);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_INDEX_REPORT_H_
