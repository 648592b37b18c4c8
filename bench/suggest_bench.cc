// How soon and how fast is a title suggested while it is being typed?
//
//   suggest_bench INDEX [--titles FILE]
//
// Types the first 4, 8 and 12 characters of every title in the index and prints the reciprocal rank
// of that title among ten suggestions, and how long they took, as one line of JSON. With --titles
// it writes the titles as JSON lines ({"id", "title"}) instead, for suggest_peers.mjs and
// suggest_peers.py, which do and print the same; suggest_peers.sh runs them all side by side.
//
// "mrr" counts the places that people, chapters, tags and words take; "mrr_among_titles" leaves
// them out. A title that two episodes share is found when either is.
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "bench/side_by_side.h"
#include "query/engine.h"
#include "query/episode_list.h"

namespace cuepoint::bench {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kSuggestions = 10;
constexpr std::size_t kTyped[] = {4, 8, 12};
/// Timed passes over the titles; the median of a title's times counts.
constexpr int kPasses = 3;
/// Of the titles that are typed to their end, how many must be among the ten.
constexpr double kFoundWhenWhole = 0.95;

struct Title {
  std::string id;
  std::string text;
};

/// The first `count` characters (code points) of UTF-8 text.
std::string FirstCharacters(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  for (; end < text.size(); ++end) {
    const bool begins = (static_cast<unsigned char>(text[end]) & 0xC0) != 0x80;
    if (begins && count-- == 0) break;
  }
  return std::string(text.substr(0, end));
}

std::string ToLine(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// The places of a title among suggestions, from 1; 0 where it is not there.
struct Place {
  std::size_t among_all = 0;
  std::size_t among_titles = 0;
};

Place PlaceOf(const std::string& title, const std::vector<Suggestion>& suggestions) {
  std::size_t titles = 0;
  for (std::size_t i = 0; i < suggestions.size(); ++i) {
    if (suggestions[i].kind != SuggestionKind::kEpisode) continue;
    ++titles;
    if (suggestions[i].episode && suggestions[i].episode->title == title) return {i + 1, titles};
  }
  return {};
}

double Reciprocal(std::size_t place) { return place == 0 ? 0 : 1 / static_cast<double>(place); }

/// What is wrong with an answer; nothing if it may be timed.
std::optional<std::string> Fault(const Result<SuggestResponse>& response) {
  if (!response) return ToString(response.error());
  if (response->suggestions.size() > kSuggestions) return "more suggestions than asked for";
  for (const Suggestion& suggestion : response->suggestions) {
    if (suggestion.text.empty()) return "a suggestion without a text";
    if (suggestion.kind == SuggestionKind::kEpisode && !suggestion.episode) {
      return "a title without its episode";
    }
  }
  return std::nullopt;
}

class SuggestBench {
 public:
  SuggestBench(const Engine& engine, const std::vector<Title>& titles)
      : engine_(engine), titles_(titles) {}

  /// What is wrong with the answers to whole titles, if anything is.
  std::optional<std::string> Check() const {
    double whole = 0;
    for (const Title& title : titles_) {
      if (title.text.size() > SuggestLimits::kQueryBytes) {
        whole += 1;
        continue;
      }
      const auto response = engine_.Suggest({.query = title.text, .limit = kSuggestions});
      if (auto fault = Fault(response)) return *fault + ": " + title.text;
      whole += PlaceOf(title.text, response->suggestions).among_all != 0;
    }
    if (whole < kFoundWhenWhole * static_cast<double>(titles_.size())) {
      return "only " + std::to_string(static_cast<int>(whole)) + " of " +
             std::to_string(titles_.size()) + " whole titles are suggested";
    }
    return std::nullopt;
  }

  /// {"mrr", "mrr_among_titles", "p50_us", "p99_us"} after that many characters, or what is wrong.
  Result<Json> At(std::size_t characters) const {
    double all = 0;
    double among_titles = 0;
    std::vector<std::string> typed;
    for (const Title& title : titles_) {
      typed.push_back(FirstCharacters(title.text, characters));
      const auto response = engine_.Suggest({.query = typed.back(), .limit = kSuggestions});
      if (auto fault = Fault(response)) {
        return Error{.code = ErrorCode::kInternal, .message = *fault, .source = typed.back()};
      }
      const Place place = PlaceOf(title.text, response->suggestions);
      all += Reciprocal(place.among_all);
      among_titles += Reciprocal(place.among_titles);
    }
    const auto count = static_cast<double>(titles_.size());
    const std::vector<double> times_us = Time(typed);
    return Json{{"mrr", all / count},
                {"mrr_among_titles", among_titles / count},
                {"p50_us", PercentileOf(times_us, 50)},
                {"p99_us", PercentileOf(times_us, 99)}};
  }

 private:
  std::vector<double> Time(const std::vector<std::string>& typed) const {
    std::vector<std::vector<double>> passes(typed.size());
    for (int pass = 0; pass < kPasses; ++pass) {
      for (std::size_t i = 0; i < typed.size(); ++i) {
        const SuggestRequest request{.query = typed[i], .limit = kSuggestions};
        const auto begin = std::chrono::steady_clock::now();
        const auto response = engine_.Suggest(request);
        benchmark::DoNotOptimize(response);
        const std::chrono::duration<double, std::micro> took =
            std::chrono::steady_clock::now() - begin;
        passes[i].push_back(took.count());
      }
    }
    std::vector<double> times_us;
    for (const auto& times : passes) times_us.push_back(PercentileOf(times, 50));
    return times_us;
  }

  const Engine& engine_;
  const std::vector<Title>& titles_;
};

int Complain(const std::string& what) {
  std::fprintf(stderr, "suggest_bench: %s\n", what.c_str());
  return 1;
}

int WriteTitles(const std::vector<Title>& titles, const std::string& path) {
  std::ofstream file(path, std::ios::binary);
  for (const Title& title : titles) file << ToLine({{"id", title.id}, {"title", title.text}});
  file.close();
  return file ? 0 : Complain("cannot write " + path);
}

int Run(const std::string& index, const std::string& titles_path) {
  std::vector<Title> titles;
  const Result<void> read = ForEachEpisode(index, [&titles](Episode&& episode) {
    if (!episode.title.empty()) titles.push_back({episode.id, episode.title});
    return true;
  });
  if (!read) return Complain(ToString(read.error()));
  if (titles.empty()) return Complain(index + " has no titles");
  if (!titles_path.empty()) return WriteTitles(titles, titles_path);

  const Result<Engine> engine = Engine::Open(index);
  if (!engine) return Complain(ToString(engine.error()));
  if (const Result<void> prepared = engine->Prepare(); !prepared) {
    return Complain(ToString(prepared.error()));
  }
  const SuggestBench bench(*engine, titles);
  if (const auto fault = bench.Check()) return Complain(*fault);
  Json at = Json::object();
  for (const std::size_t characters : kTyped) {
    const Result<Json> figures = bench.At(characters);
    if (!figures) return Complain(ToString(figures.error()));
    at[std::to_string(characters)] = *figures;
  }
  std::fputs(ToLine({{"engine", "cuepoint"}, {"titles", titles.size()}, {"at", at}}).c_str(),
             stdout);
  return 0;
}

}  // namespace
}  // namespace cuepoint::bench

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool writes = arguments.size() == 3 && arguments[1] == "--titles";
  if (arguments.size() != 1 && !writes) {
    std::fputs("suggest_bench INDEX [--titles FILE]\n", stderr);
    return 2;
  }
  return cuepoint::bench::Run(arguments[0], writes ? arguments[2] : "");
}
