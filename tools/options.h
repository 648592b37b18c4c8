// Flags that several commands share, and where the index is by default.
#ifndef CUEPOINT_TOOLS_OPTIONS_H_
#define CUEPOINT_TOOLS_OPTIONS_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "corpus/result.h"
#include "query/evaluation.h"
#include "query/search.h"

namespace cuepoint {

/// Looks up a variable of the environment; nullopt when it is not set.
using EnvironmentFn = std::function<std::optional<std::string>(const std::string& name)>;
std::optional<std::string> ProcessEnvironment(const std::string& name);

/// The index to use: `flag` (--db) when given, else $CUEPOINT_DB, else "cuepoint" in the user's
/// data directory ($XDG_DATA_HOME when absolute, else ~/.local/share; XDG Base Directory
/// Specification 0.8). Empty variables count as not set. Error: kInvalidArgument when nothing says
/// where.
Result<std::string> ResolveDatabase(const std::string& flag, const EnvironmentFn& environment);
/// The same with this process's environment.
Result<std::string> ResolveDatabase(const std::string& flag);

/// --mode, --group and --as-typed.
struct RankingOptions {
  Mode mode = Mode::kHybrid;
  Group group = Group::kEpisodes;
  bool as_typed = false;  ///< Misspelt words are not corrected.
};
void AddRankingOptions(CLI::App& app, RankingOptions& options);

/// --show, --person, --tag, --after, --before, --year, --has-transcript; each may be repeated where
/// that makes sense.
void AddFilterOptions(CLI::App& app, SearchFilter& filter);

/// --facets NAMES.
void AddFacetsOption(CLI::App& app, std::vector<Facet>& facets);

/// --recency DAYS.
void AddRecencyOption(CLI::App& app, std::optional<double>& days);

/// --sort.
void AddSortOption(CLI::App& app, Sort& sort);

/// --key id|number.
void AddKeyOption(CLI::App& app, Key& key);

/// --query-encoder NAME.
void AddQueryEncoderOption(CLI::App& app, std::string& encoder);

/// --jobs N; 0 means one per core.
void AddJobsOption(CLI::App& app, unsigned& jobs);
/// `jobs`, or the number of cores for 0; at least 1.
unsigned ResolveJobs(unsigned jobs);

/// How a command shows its answer.
enum class Format { kText, kJson };
/// --format text|json, under another name where "format" would mislead.
void AddFormatOption(CLI::App& app, Format& format, const std::string& flag = "--format");

/// A flag whose value is one of `names`. `assign` takes the name and returns false for any other.
CLI::Option* AddChoice(CLI::App& app, const std::string& flag,
                       const std::vector<std::string>& names,
                       std::function<bool(const std::string&)> assign,
                       const std::string& description);

/// The same for a flag whose names stand for values.
template <class T>
CLI::Option* AddChoice(CLI::App& app, const std::string& flag,
                       const std::vector<std::pair<std::string, T>>& choices, T& value,
                       const std::string& description) {
  std::vector<std::string> names;
  for (const auto& [name, unused] : choices) names.push_back(name);
  const auto assign = [choices, &value](const std::string& given) {
    for (const auto& [name, meaning] : choices) {
      if (name != given) continue;
      value = meaning;
      return true;
    }
    return false;
  };
  return AddChoice(app, flag, names, assign, description);
}

/// The one of `names` that `word` was probably meant to be: at most two edits (Damerau-Levenshtein,
/// adjacent transpositions count one) away, or the only one that `word` begins. Empty when none.
std::string Closest(std::string_view word, const std::vector<std::string>& names);

/// Operands joined by spaces: the query as typed.
std::string JoinWords(const std::vector<std::string>& words);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_OPTIONS_H_
