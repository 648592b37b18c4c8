#include "tools/search_facts.h"

#include <algorithm>
#include <cmath>

#include "query/plan_node.h"
#include "tools/text_format.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

constexpr std::size_t kShownValues = 12;
constexpr std::size_t kFacetColumns = 16;  // "has_transcript" and two.

std::string Padded(std::string text, std::size_t columns) {
  const std::size_t width = DisplayWidth(text);
  if (width < columns) text.append(columns - width, ' ');
  return text;
}

/// Whole numbers without decimals.
std::string FormatFact(double value) {
  return value == std::round(value) && std::abs(value) < 1e9 ? FormatFixed(value, 0)
                                                             : FormatFixed(value, 4);
}

}  // namespace

std::string FacetText(const SearchResponse& response, const Terminal& terminal) {
  const Style style(terminal.color);
  std::string text;
  for (const FacetCounts& facet : response.facets) {
    std::string values;
    const std::size_t shown = std::min(facet.values.size(), kShownValues);
    for (std::size_t i = 0; i < shown; ++i) {
      const FacetValue& value = facet.values[i];
      values += (i == 0 ? "" : " \u00B7 ") +
                SafeText(value.title.empty() ? value.value : value.title) + " " +
                FormatCount(value.count);
    }
    const std::size_t more = facet.values.size() - shown + facet.more;
    if (more > 0) values += " \u00B7 " + FormatCount(more) + " more";
    if (values.empty()) values = "none";
    std::vector<std::string> lines = WrapText(values, terminal.width, kFacetColumns);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i == 0) {
        text += style.Quiet(Padded(std::string(Name(facet.facet)), kFacetColumns)) +
                lines[i].substr(kFacetColumns) + "\n";
      } else {
        text += lines[i] + "\n";
      }
    }
  }
  return text;
}

std::vector<std::string> ExplanationTable(const Hit& hit) {
  std::size_t columns = 0;
  for (const ScoreComponent& part : hit.explain) {
    columns = std::max(columns, DisplayWidth(SafeText(part.name)));
  }
  std::vector<std::string> lines;
  for (const ScoreComponent& part : hit.explain) {
    std::string line = FormatFixed(part.value, 4) + " " + Padded(SafeText(part.name), columns);
    for (const auto& [name, value] : part.facts) {
      line += (&name == &part.facts.front().first ? ": " : ", ") + SafeText(name) + " " +
              FormatFact(value);
    }
    while (line.ends_with(' ')) line.pop_back();
    lines.push_back(line);
  }
  return lines;
}

std::string WordsLine(const SearchResponse& response) {
  const auto counted = [](std::size_t count, const std::string& what) {
    return FormatCount(count) + " " + what + (count == 1 ? "" : "s");
  };
  std::string line;
  for (const WordInfo& word : response.words) {
    line += (line.empty() ? "" : ", ") + SafeText(WordName(word.forms)) + " in " +
            counted(word.episodes, "episode") + " (" + counted(word.titles, "title") + ")";
  }
  return line;
}

std::string StagesLine(const SearchResponse& response) {
  std::string line;
  for (const StageTime& stage : response.stages) {
    line += (line.empty() ? "" : ", ") + std::string(stage.name) + " in " +
            FormatMilliseconds(stage.took_ms);
  }
  return line;
}

}  // namespace cuepoint
