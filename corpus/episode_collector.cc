#include "corpus/episode_collector.h"

#include <filesystem>
#include <utility>

#include "corpus/native/native_json.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

std::string SourceName(const std::string& source) {
  return source == "-" ? std::string() : std::filesystem::path(source).stem().string();
}

}  // namespace

EpisodeCollector::EpisodeCollector(FileReport& report, const EpisodeSink& sink)
    : report_(report), sink_(sink), source_name_(SourceName(report.source)) {}

void EpisodeCollector::Finish() {
  const auto summarise = [&](std::vector<Error>& problems, std::size_t dropped) {
    if (dropped == 0) return;
    problems.push_back(Error{.code = problems.back().code,
                             .message = "and " + std::to_string(dropped) + " more like these",
                             .source = report_.source});
  };
  summarise(report_.errors, dropped_errors_);
  summarise(report_.warnings, dropped_warnings_);
}

void EpisodeCollector::AddError(Error error) {
  error.source = report_.source;
  if (report_.errors.size() < kMaxProblems) {
    report_.errors.push_back(std::move(error));
  } else {
    ++dropped_errors_;
  }
}

void EpisodeCollector::AddWarning(Error warning) {
  warning.source = report_.source;
  if (report_.warnings.size() < kMaxProblems) {
    report_.warnings.push_back(std::move(warning));
  } else {
    ++dropped_warnings_;
  }
}

void EpisodeCollector::EnsureId(Episode& episode, std::string_view guid, std::size_t line,
                                bool one_of_many) {
  const bool given = !episode.id.empty();
  if (!given) {
    const bool by_title = one_of_many && !episode.number;
    episode.id = DeriveEpisodeId(episode, guid,
                                 by_title ? source_name_ + " " + episode.title : source_name_);
  }
  std::uint32_t& seen = ids_[Fnv1a64(episode.id)];
  if (++seen == 1) return;
  Error warning{.code = ErrorCode::kInvalidArgument, .message = {}, .line = line};
  warning.kind = "duplicate-id";
  if (given) {
    warning.message = "the id \"" + std::string(TruncateUtf8(episode.id, 100)) +
                      "\" stands here more than once, and the last episode with it counts";
    warning.remedy = "give each episode its own id";
  } else {
    const std::string first = std::exchange(episode.id, episode.id + "-" + std::to_string(seen));
    ++ids_[Fnv1a64(episode.id)];
    warning.message =
        "a second episode would be called \"" + first + "\", so it is \"" + episode.id + "\"";
    warning.remedy = "give each episode an id or a number of its own";
  }
  AddWarning(std::move(warning));
}

bool EpisodeCollector::Pass(Episode&& episode) {
  ++report_.episodes;
  return sink_({.episode = std::move(episode), .source = report_.source});
}

bool EpisodeCollector::Add(Episode&& episode, std::size_t line, bool one_of_many) {
  EnsureId(episode, {}, line, one_of_many);
  return Pass(std::move(episode));
}

}  // namespace cuepoint
