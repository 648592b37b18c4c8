#include "tools/options.h"

#include <algorithm>
#include <cstdlib>
#include <thread>
#include <utility>

#include "query/search.h"

namespace cuepoint {
namespace {

constexpr unsigned kMaxJobs = 1024;

std::string JoinChoices(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : "|") + name;
  return text;
}

// Optimal string alignment: Levenshtein's distance with transpositions of neighbours.
std::size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

void AddRepeatable(CLI::App& app, const std::string& flag, const std::string& type,
                   std::vector<std::string>& values, const std::string& description) {
  // Without this CLI11 would take all words up to the next flag, the query among them.
  app.add_option(flag, values, description)->type_name(type)->allow_extra_args(false);
}

}  // namespace

std::optional<std::string> ProcessEnvironment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return std::string(value);
}

Result<std::string> ResolveDatabase(const std::string& flag, const EnvironmentFn& environment) {
  if (!flag.empty()) return flag;
  const auto lookup = [&environment](const char* name) {
    return environment(name).value_or(std::string());
  };
  if (std::string db = lookup("CUEPOINT_DB"); !db.empty()) return db;
  if (const std::string data = lookup("XDG_DATA_HOME"); data.starts_with('/')) {
    return data + "/cuepoint";
  }
  if (const std::string home = lookup("HOME"); !home.empty()) {
    return home + "/.local/share/cuepoint";
  }
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = "no index named and no home directory to look in",
               .remedy = "pass --db DIR or set CUEPOINT_DB"};
}

Result<std::string> ResolveDatabase(const std::string& flag) {
  return ResolveDatabase(flag, ProcessEnvironment);
}

void AddRankingOptions(CLI::App& app, RankingOptions& options) {
  AddChoice(
      app, "--mode", {"hybrid", "lexical", "semantic"},
      [&options](const std::string& name) {
        const std::optional<Mode> mode = ParseMode(name);
        if (mode) options.mode = *mode;
        return mode.has_value();
      },
      "Rank by words and meaning (hybrid, the default), words or meaning");
  AddChoice(
      app, "--group", {"episodes", "moments"},
      [&options](const std::string& name) {
        const std::optional<Group> group = ParseGroup(name);
        if (group) options.group = *group;
        return group.has_value();
      },
      "Answer with episodes and their best moments (default) or with moments");
  app.add_flag("--as-typed", options.as_typed,
               "Leave words that the index does not know as they are");
}

void AddFilterOptions(CLI::App& app, SearchFilter& filter) {
  AddRepeatable(app, "--show", "ID", filter.shows, "Only this show; repeat for several");
  AddRepeatable(app, "--person", "NAME", filter.persons,
                "Only episodes with this person; repeat for several");
  AddRepeatable(app, "--tag", "TAG", filter.tags, "Only this tag; repeat for several");
  app.add_option("--after", filter.after, "Only from this year, month or day on (2025-06-01)")
      ->type_name("DATE");
  app.add_option("--before", filter.before, "Only before this year, month or day")
      ->type_name("DATE");
  app.add_option("--year", filter.years, "Only of this year; repeat for several")
      ->type_name("YEAR")
      ->allow_extra_args(false);
  AddChoice(
      app, "--has-transcript", {"true", "false"},
      [&filter](const std::string& name) {
        filter.has_transcript = name == "true";
        return name == "true" || name == "false";
      },
      "Only episodes with a transcript, or without one");
}

void AddFacetsOption(CLI::App& app, std::vector<Facet>& facets) {
  const auto take = [&facets](const std::string& names) {
    FacetList list = ParseFacets(names);
    if (list.unknown) {
      throw CLI::ValidationError("--facets: there is no facet \"" + *list.unknown +
                                 "\"; there are show, person, tag, year and has_transcript");
    }
    facets = std::move(list.facets);
  };
  app.add_option_function<std::string>(
         "--facets", take, "Also count show, person, tag, year, has_transcript: person,year")
      ->type_name("NAMES");
}

void AddRecencyOption(CLI::App& app, std::optional<double>& days) {
  app.add_option_function<unsigned>(
         "--recency", [&days](unsigned given) { days = given; },
         "Rank new episodes higher: the age in days that takes a quarter off a score, half at most")
      ->type_name("DAYS")
      ->check(CLI::Range(1u, SearchLimits::kRecencyDays));
}

void AddSortOption(CLI::App& app, Sort& sort) {
  AddChoice(
      app, "--sort", {"relevance", "newest", "oldest"},
      [&sort](const std::string& name) {
        const std::optional<Sort> parsed = ParseSort(name);
        if (parsed) sort = *parsed;
        return parsed.has_value();
      },
      "Order of the answer (default: relevance)");
}

void AddKeyOption(CLI::App& app, Key& key) {
  AddChoice(
      app, "--key", {"id", "number"},
      [&key](const std::string& name) {
        const std::optional<Key> parsed = ParseKey(name);
        if (parsed) key = *parsed;
        return parsed.has_value();
      },
      "What names an episode: its id (default) or its number");
}

void AddQueryEncoderOption(CLI::App& app, std::string& encoder) {
  app.add_option("--query-encoder", encoder,
                 "Encode questions by another encoder than the index was built with: static over "
                 "gte-small, or the path of a table trained towards it")
      ->type_name("NAME");
}

void AddJobsOption(CLI::App& app, unsigned& jobs) {
  app.add_option("--jobs", jobs, "Threads (default: one per core)")
      ->type_name("N")
      ->check(CLI::Range(0u, kMaxJobs));
}

unsigned ResolveJobs(unsigned jobs) {
  return jobs != 0 ? jobs : std::max(1u, std::thread::hardware_concurrency());
}

void AddFormatOption(CLI::App& app, Format& format, const std::string& flag) {
  AddChoice(
      app, flag, {"text", "json"},
      [&format](const std::string& name) {
        format = name == "json" ? Format::kJson : Format::kText;
        return name == "json" || name == "text";
      },
      "For people (text, the default) or for programs");
}

CLI::Option* AddChoice(CLI::App& app, const std::string& flag,
                       const std::vector<std::string>& names,
                       std::function<bool(const std::string&)> assign,
                       const std::string& description) {
  const auto take = [flag, names, assign = std::move(assign)](const std::string& name) {
    if (assign(name)) return;
    std::string message = flag + ": \"" + name + "\" is none of " + JoinChoices(names);
    const std::string meant = Closest(name, names);
    if (!meant.empty()) message += "; did you mean \"" + meant + "\"?";
    throw CLI::ValidationError(message);
  };
  return app.add_option_function<std::string>(flag, take, description)
      ->type_name(JoinChoices(names));
}

std::string Closest(std::string_view word, const std::vector<std::string>& names) {
  constexpr std::size_t kLongestTypo = 64;  // Bounds the work; no name of ours is near it.
  if (word.empty() || word.size() > kLongestTypo) return {};
  std::vector<std::string> completions;
  for (const std::string& name : names) {
    if (name.starts_with(word)) completions.push_back(name);
  }
  if (completions.size() == 1) return completions.front();
  std::string best;
  std::size_t best_distance = 3;
  for (const std::string& name : names) {
    // A word that shares no letter with a short name is no misspelling of it.
    const std::size_t distance = EditDistance(word, name);
    if (distance < best_distance && distance < std::min(word.size(), name.size())) {
      best = name;
      best_distance = distance;
    }
  }
  return best;
}

std::string JoinWords(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text.push_back(' ');
    text += word;
  }
  return text;
}

}  // namespace cuepoint
