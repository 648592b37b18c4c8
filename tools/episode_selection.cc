#include "tools/episode_selection.h"

#include <charconv>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "query/engine.h"
#include "query/episode_list.h"

namespace cuepoint {
namespace {

constexpr std::size_t kIdsShown = 5;

std::optional<std::int64_t> ParseNumber(const std::string& name) {
  std::int64_t number = 0;
  const char* end = name.data() + name.size();
  const auto [at, error] = std::from_chars(name.data(), end, number);
  if (error != std::errc() || at != end) return std::nullopt;
  return number;
}

Error Ambiguous(std::int64_t number, const std::vector<Episode>& episodes) {
  std::string ids;
  for (std::size_t i = 0; i < episodes.size() && i < kIdsShown; ++i) {
    ids += (i == 0 ? "" : ", ") + episodes[i].id;
  }
  if (episodes.size() > kIdsShown) ids += ", ...";
  return {.code = ErrorCode::kInvalidArgument,
          .message = std::to_string(episodes.size()) + " episodes have the number " +
                     std::to_string(number),
          .remedy = "name one by its id: " + ids};
}

}  // namespace

Result<EpisodeSelection> SelectEpisodes(const std::string& dir,
                                        const std::vector<std::string>& names) {
  const Result<Engine> engine = Engine::Open(dir);
  if (!engine) return engine.error();
  std::vector<std::optional<Episode>> found(names.size());
  std::map<std::int64_t, std::vector<Episode>> by_number;  // Of the numbers that are asked for.
  for (std::size_t i = 0; i < names.size(); ++i) {
    Result<Episode> episode = engine->GetEpisode(names[i]);
    if (episode) {
      found[i] = *std::move(episode);
    } else if (episode.error().code != ErrorCode::kNotFound) {
      return episode.error();
    } else if (const auto number = ParseNumber(names[i])) {
      by_number[*number];
    }
  }
  if (!by_number.empty()) {
    // Numbers have no terms in the index; all of them are found in one pass.
    const Result<void> read = ForEachEpisode(dir, [&by_number](Episode&& episode) {
      const auto at = episode.number ? by_number.find(*episode.number) : by_number.end();
      if (at != by_number.end()) at->second.push_back(std::move(episode));
      return true;
    });
    if (!read) return read.error();
  }
  EpisodeSelection selection;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!found[i]) {
      const auto number = ParseNumber(names[i]);
      const auto at = number ? by_number.find(*number) : by_number.end();
      if (at != by_number.end() && at->second.size() > 1) return Ambiguous(*number, at->second);
      if (at != by_number.end() && !at->second.empty()) found[i] = at->second.front();
    }
    if (found[i]) {
      selection.episodes.push_back(*std::move(found[i]));
    } else {
      selection.missing.push_back(names[i]);
    }
  }
  return selection;
}

}  // namespace cuepoint
