#include "corpus/native/native_json.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <new>
#include <optional>
#include <stdexcept>
#include <utility>

#include <nlohmann/json.hpp>

#include "corpus/date.h"
#include "corpus/native/episode_sax.h"
#include "corpus/native/json_writer.h"
#include "corpus/native/tracking_iterator.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

template <class Iterator>
bool RunParser(Iterator begin, Iterator end, EpisodeSax& handler) {
  return nlohmann::json::sax_parse(begin, end, &handler, nlohmann::json::input_format_t::json,
                                   /*strict=*/true, /*ignore_comments=*/false);
}

// Offset of the last byte that the parser looked at before the handler stopped it.
std::size_t FindStop(std::string_view json) {
  const char* furthest = json.data();
  EpisodeSax handler;
  RunParser(TrackingIterator(json.data(), &furthest),
            TrackingIterator(json.data() + json.size(), &furthest), handler);
  const auto read = static_cast<std::size_t>(furthest - json.data());
  return read == 0 ? 0 : read - 1;
}

template <class T>
void SortByStart(std::vector<T>& timed) {
  const auto earlier = [](const T& a, const T& b) { return a.start_s < b.start_s; };
  if (!std::is_sorted(timed.begin(), timed.end(), earlier)) {
    std::stable_sort(timed.begin(), timed.end(), earlier);
  }
}

// A cue without an end lasts until the next one; an end before the start is the start.
void FillCueEnds(std::vector<Cue>& cues) {
  for (std::size_t i = 0; i < cues.size(); ++i) {
    Cue& cue = cues[i];
    if (std::isnan(cue.end_s)) cue.end_s = i + 1 < cues.size() ? cues[i + 1].start_s : cue.start_s;
    cue.end_s = std::max(cue.end_s, cue.start_s);
  }
}

std::optional<Error> CheckValues(const Episode& episode) {
  if (Trim(episode.title).empty()) {
    return Error{.code = ErrorCode::kType,
                 .message = "title is missing or empty",
                 .remedy = "every episode needs a title"};
  }
  if (!episode.published.empty() && !IsIsoDate(episode.published)) {
    return Error{.code = ErrorCode::kType,
                 .message = "published is not a date: \"" +
                            RepairUtf8(TruncateUtf8(episode.published, 40)) + "\"",
                 .remedy = "write it as 2025-12-09 or 2025-12-09T08:00:00Z"};
  }
  return std::nullopt;
}

Result<Episode> Parse(std::string_view json, std::string_view source, std::size_t line) {
  EpisodeSax handler;
  const auto fail = [&](Error error, std::size_t offset) {
    error.source = source;
    error.offset = offset;
    const auto end = json.begin() + static_cast<std::ptrdiff_t>(std::min(offset, json.size()));
    error.line = line + static_cast<std::size_t>(std::count(json.begin(), end, '\n'));
    return error;
  };
  if (!RunParser(json.data(), json.data() + json.size(), handler)) {
    if (!handler.problem()) return fail({.message = "the JSON parser stopped without a reason"}, 0);
    const std::optional<std::size_t> offset = handler.problem()->offset;
    return fail(*handler.problem(), offset ? *offset : FindStop(json));
  }
  Episode episode = std::move(handler.episode());
  if (auto error = CheckValues(episode)) return fail(*std::move(error), 0);
  SortByStart(episode.chapters);
  SortByStart(episode.transcript);
  FillCueEnds(episode.transcript);
  return episode;
}

void PutFlag(JsonWriter& json, std::string_view name, bool value) {
  if (!value) return;
  json.Key(name);
  json.Bool(true);
}

void PutSeconds(JsonWriter& json, std::string_view name, double seconds) {
  json.Key(name);
  json.Number(seconds);
}

void PutInteger(JsonWriter& json, std::string_view name, const std::optional<std::int64_t>& value) {
  if (!value) return;
  json.Key(name);
  json.Integer(*value);
}

void PutMembers(JsonWriter& json, const Show& show) {
  json.TextIfAny("id", show.id);
  json.TextIfAny("title", show.title);
  json.TextIfAny("url", show.url);
  json.TextIfAny("language", show.language);
  json.TextIfAny("deep_link", show.deep_link);
}

void PutMembers(JsonWriter& json, const Chapter& chapter) {
  PutSeconds(json, "start_s", chapter.start_s);
  json.TextIfAny("title", chapter.title);
  json.TextIfAny("url", chapter.url);
  json.TextIfAny("text", chapter.text);
  PutFlag(json, "sponsor", chapter.sponsor);
}

void PutMembers(JsonWriter& json, const Person& person) {
  json.TextIfAny("name", person.name);
  json.TextIfAny("role", person.role);
  json.TextIfAny("bio", person.bio);
  json.TextIfAny("url", person.url);
  PutFlag(json, "inferred", person.inferred);
}

void PutMembers(JsonWriter& json, const Link& link) {
  json.TextIfAny("url", link.url);
  json.TextIfAny("title", link.title);
  if (link.start_s) PutSeconds(json, "start_s", *link.start_s);
}

void PutMembers(JsonWriter& json, const Cue& cue) {
  PutSeconds(json, "start_s", cue.start_s);
  PutSeconds(json, "end_s", cue.end_s);
  json.TextIfAny("speaker", cue.speaker);
  json.TextIfAny("text", cue.text);
}

template <class T>
void PutObject(JsonWriter& json, const T& value) {
  json.BeginObject();
  PutMembers(json, value);
  json.EndObject();
}

template <class T>
void PutList(JsonWriter& json, std::string_view name, const std::vector<T>& values) {
  if (values.empty()) return;
  json.Key(name);
  json.BeginArray();
  for (const T& value : values) PutObject(json, value);
  json.EndArray();
}

}  // namespace

Result<Episode> ParseEpisodeJson(std::string_view json, std::string_view source, std::size_t line) {
  try {
    return Parse(json, source, line);
  } catch (const std::bad_alloc&) {
    return Error{.code = ErrorCode::kTooLarge,
                 .message = "not enough memory for this episode",
                 .source = std::string(source),
                 .line = line};
  } catch (const std::exception& failure) {
    return Error{.code = ErrorCode::kInternal,
                 .message = RepairUtf8(failure.what()),
                 .source = std::string(source),
                 .line = line};
  }
}

std::string EpisodeToJson(const Episode& episode) {
  JsonWriter json;
  json.BeginObject();
  json.TextIfAny("id", episode.id);
  if (episode.show != Show()) {
    json.Key("show");
    PutObject(json, episode.show);
  }
  PutInteger(json, "number", episode.number);
  PutInteger(json, "season", episode.season);
  json.TextIfAny("title", episode.title);
  json.TextIfAny("url", episode.url);
  json.TextIfAny("audio_url", episode.audio_url);
  json.TextIfAny("published", episode.published);
  if (episode.duration_s) PutSeconds(json, "duration_s", *episode.duration_s);
  json.TextIfAny("language", episode.language);
  if (!episode.tags.empty()) {
    json.Key("tags");
    json.BeginArray();
    for (const std::string& tag : episode.tags) json.String(tag);
    json.EndArray();
  }
  json.TextIfAny("description", episode.description);
  json.TextIfAny("sponsor_notes", episode.sponsor_notes);
  PutList(json, "chapters", episode.chapters);
  PutList(json, "people", episode.people);
  PutList(json, "links", episode.links);
  PutList(json, "transcript", episode.transcript);
  json.EndObject();
  return std::move(json).Take();
}

std::string DeriveEpisodeId(const Episode& episode, std::string_view guid,
                            std::string_view source_name) {
  std::string prefix = Slug(episode.show.id.empty() ? episode.show.title : episode.show.id);
  std::string name;
  if (!Trim(guid).empty()) {
    name = DistinctSlug(Trim(guid));
  } else if (episode.number) {
    // Without a show the number alone would clash with that of every other nameless show.
    if (prefix.empty()) prefix = Slug(source_name);
    if (episode.season) name = "s" + std::to_string(*episode.season) + "e";
    name += std::to_string(*episode.number);
  } else if (!source_name.empty()) {
    name = Slug(source_name);
  }
  if (name.empty()) name = DistinctSlug(episode.title);
  if (prefix.empty()) prefix = "episode";
  return prefix + "-" + name;
}

}  // namespace cuepoint
