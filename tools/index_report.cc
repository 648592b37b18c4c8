#include "tools/index_report.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include "tools/text_format.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

constexpr std::size_t kProblemsShown = 20;

using Counts = std::vector<std::pair<std::string, std::size_t>>;

/// Rounded as a person compares runs: megabytes (10^6 bytes) of notes a second.
std::string Speed(const IndexReport& report) {
  if (report.seconds <= 0) return {};
  return ", " + FormatFixed(static_cast<double>(report.bytes) / 1e6 / report.seconds, 1) + " MB/s";
}

/// Kinds, the most frequent first.
Counts ByFrequency(const std::map<std::string, std::size_t>& kinds) {
  Counts counts(kinds.begin(), kinds.end());
  std::stable_sort(counts.begin(), counts.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return counts;
}

std::string KindLine(std::string_view heading, const std::map<std::string, std::size_t>& kinds) {
  if (kinds.empty()) return {};
  std::string line(heading);
  for (const auto& [kind, count] : ByFrequency(kinds)) {
    line += (line.size() == heading.size() ? " " : ", ") + kind + " " + FormatCount(count);
  }
  return line + "\n";
}

nlohmann::ordered_json ProblemsJson(const IndexReport& report,
                                    std::vector<Error> FileReport::*member) {
  nlohmann::ordered_json problems = nlohmann::ordered_json::array();
  for (const FileReport& file : report.files) {
    for (const Error& error : file.*member) problems.push_back(ToString(error));
  }
  return problems;
}

}  // namespace

std::string IndexReportText(const IndexReport& report, const Style& style) {
  const Counts counts = {
      {"added", report.added},         {"changed", report.changed},
      {"unchanged", report.unchanged}, {"removed", report.removed},
      {"skipped", report.errors},      {"chapters", report.chapters},
      {"people", report.people},       {"transcripts", report.transcripts},
  };
  std::size_t width = 0;
  for (const auto& [label, count] : counts) width = std::max(width, FormatCount(count).size());
  std::string text;
  for (const auto& [label, count] : counts) {
    const std::string line = "  " + PadLeft(FormatCount(count), width) + "  " + label;
    const bool failed = label == "skipped" && count > 0;
    text += (failed ? style.Failure(line) : count == 0 ? style.Quiet(line) : line) + "\n";
  }
  text += KindLine("skipped, by reason:", report.errors_by_kind);
  text += KindLine("warnings, by kind:", report.warnings_by_kind);
  text += KindLine("read as:", report.readers);
  if (report.unmodified > 0) {
    text +=
        FormatCount(report.unmodified, "address", "addresses") + " not changed since last time\n";
  }
  return text + FormatBytes(static_cast<double>(report.bytes)) + " from " +
         FormatCount(report.files_read, "file") + " in " + FormatFixed(report.seconds, 2) + " s" +
         Speed(report);
}

std::string IndexReportJson(const IndexReport& report, const std::string& path) {
  const nlohmann::ordered_json json = {
      {"path", path},
      {"added", report.added},
      {"changed", report.changed},
      {"unchanged", report.unchanged},
      {"removed", report.removed},
      {"chapters", report.chapters},
      {"people", report.people},
      {"transcripts", report.transcripts},
      {"files", report.files_read},
      {"not_modified", report.unmodified},
      {"bytes", report.bytes},
      {"seconds", report.seconds},
      {"revision", report.revision},
      {"readers", report.readers},
      {"skipped", report.errors},
      {"skipped_by_kind", report.errors_by_kind},
      {"errors", ProblemsJson(report, &FileReport::errors)},
      {"warnings_by_kind", report.warnings_by_kind},
      {"warnings", ProblemsJson(report, &FileReport::warnings)},
  };
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::vector<std::string> IndexProblemLines(const IndexReport& report, const Style& style) {
  std::vector<std::string> lines;
  const auto add = [&](std::vector<Error> FileReport::*member, const std::string& label,
                       std::string_view more) {
    std::size_t count = 0;
    for (const FileReport& file : report.files) {
      for (const Error& error : file.*member) {
        if (++count <= kProblemsShown) lines.push_back(label + SafeText(ToString(error)));
      }
    }
    if (count > kProblemsShown) {
      lines.push_back("… and " + FormatCount(count - kProblemsShown) + std::string(more));
    }
  };
  add(&FileReport::errors, style.Failure("skipped: "), " more");
  add(&FileReport::warnings, "warning: ", " more warnings");
  return lines;
}

}  // namespace cuepoint
