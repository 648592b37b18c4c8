#include "query/response_json.h"

#include <algorithm>
#include <optional>

#include "corpus/native/json_writer.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

/// More digits of a score than its arithmetic is good for only make answers longer.
constexpr int kScoreDigits = 6;
/// Enough for most answers to be written without growing; measured on ten hits of three moments.
constexpr std::size_t kHitBytes = 2048;

void WriteScore(JsonWriter& json, std::string_view key, double value) {
  json.Key(key);
  json.Rounded(value, kScoreDigits);
}

void WriteSeconds(JsonWriter& json, std::string_view key, std::optional<double> value) {
  json.Key(key);
  value ? json.Number(*value) : json.Null();
}

}  // namespace

void WriteEpisode(JsonWriter& json, const EpisodeSummary& episode) {
  json.Key("episode");
  json.BeginObject();
  json.Text("id", episode.id);
  json.Text("show", episode.show);
  json.Key("number");
  episode.number ? json.Integer(*episode.number) : json.Null();
  json.Text("title", episode.title);
  json.Text("url", episode.url);
  json.Text("published", episode.published);
  WriteSeconds(json, "duration_s", episode.duration_s);
  json.Key("people");
  json.BeginArray();
  for (const Person& person : episode.people) {
    json.BeginObject();
    json.Text("name", person.name);
    json.Text("role", person.role);
    json.Text("url", person.url);
    json.EndObject();
  }
  json.EndArray();
  json.Text("show_title", episode.show_title);
  json.EndObject();
}

namespace {

void WriteMoment(JsonWriter& json, const Moment& moment) {
  WriteSeconds(json, "start_s", moment.start_s);
  WriteSeconds(json, "end_s", moment.end_s);
  json.Text("time", FormatTime(moment.start_s));
  json.Text("title", moment.title);
  json.Text("url", moment.url);
  WriteScore(json, "score", moment.score);
  json.Text("snippet", moment.snippet);
}

void WriteMatched(JsonWriter& json, const Hit& hit) {
  json.Key("matched");
  json.BeginArray();
  for (const std::string& evidence : hit.matched) json.String(evidence);
  json.EndArray();
}

void WriteExplain(JsonWriter& json, const Hit& hit) {
  if (hit.explain.empty()) return;
  json.Key("explain");
  json.BeginArray();
  for (const ScoreComponent& component : hit.explain) {
    json.BeginObject();
    json.Text("name", component.name);
    WriteScore(json, "value", component.value);
    for (const auto& [name, value] : component.facts) WriteScore(json, name, value);
    json.EndObject();
  }
  json.EndArray();
}

void WriteHit(JsonWriter& json, const Hit& hit, Group group) {
  json.BeginObject();
  if (group == Group::kMoments && !hit.moments.empty()) {
    WriteMoment(json, hit.moments.front());
    WriteMatched(json, hit);
    WriteEpisode(json, hit.episode);
  } else {
    WriteEpisode(json, hit.episode);
    WriteScore(json, "score", hit.score);
    WriteMatched(json, hit);
    json.Text("snippet", hit.snippet);
    json.Key("moments");
    json.BeginArray();
    for (const Moment& moment : hit.moments) {
      json.BeginObject();
      WriteMoment(json, moment);
      json.EndObject();
    }
    json.EndArray();
  }
  WriteExplain(json, hit);
  json.EndObject();
}

void WriteCounts(JsonWriter& json, const SearchResponse& response) {
  json.Key("total");
  json.Unsigned(response.total);
  WriteScore(json, "took_ms", response.took_ms);
}

void WriteHits(JsonWriter& json, const SearchResponse& response) {
  json.Key("hits");
  json.BeginArray();
  for (const Hit& hit : response.hits) WriteHit(json, hit, response.group);
  json.EndArray();
}

void WriteNotes(JsonWriter& json, const SearchResponse& response) {
  if (response.notes.empty()) return;
  json.Key("notes");
  json.BeginArray();
  for (const QueryNote& note : response.notes) {
    json.BeginObject();
    json.Text("code", note.code);
    json.Text("message", note.message);
    if (note.offset) {
      json.Key("offset");
      json.Unsigned(*note.offset);
    }
    json.EndObject();
  }
  json.EndArray();
}

void WriteStages(JsonWriter& json, const SearchResponse& response) {
  if (response.stages.empty()) return;
  json.Key("stages_ms");
  json.BeginObject();
  for (const StageTime& stage : response.stages) WriteScore(json, stage.name, stage.took_ms);
  json.EndObject();
}

/// {"person": [{"value": "Max Inden", "count": 3}], …}, and of those with more values than are
/// listed, how many more.
void WriteFacets(JsonWriter& json, const SearchResponse& response) {
  if (response.facets.empty()) return;
  json.Key("facets");
  json.BeginObject();
  for (const FacetCounts& facet : response.facets) {
    json.Key(Name(facet.facet));
    json.BeginArray();
    for (const FacetValue& value : facet.values) {
      json.BeginObject();
      json.Text("value", value.value);
      json.Key("count");
      json.Unsigned(value.count);
      if (!value.title.empty()) json.Text("title", value.title);
      json.EndObject();
    }
    json.EndArray();
  }
  json.EndObject();
  if (std::all_of(response.facets.begin(), response.facets.end(),
                  [](const FacetCounts& facet) { return facet.more == 0; })) {
    return;
  }
  json.Key("facets_more");
  json.BeginObject();
  for (const FacetCounts& facet : response.facets) {
    if (facet.more == 0) continue;
    json.Key(Name(facet.facet));
    json.Unsigned(facet.more);
  }
  json.EndObject();
}

/// How the query was read, stage by stage.
void WriteReading(JsonWriter& json, const SearchResponse& response) {
  if (response.parsed_query.empty()) return;
  json.Text("parsed_query", response.parsed_query);
  json.Key("explain");
  json.BeginObject();
  json.Text("parsed", response.parsed_query);
  json.Text("plan", response.plan);
  json.Key("words");
  json.BeginArray();
  for (const WordInfo& word : response.words) {
    json.BeginObject();
    json.Key("forms");
    json.BeginArray();
    for (const std::string& form : word.forms) json.String(form);
    json.EndArray();
    json.Key("episodes");
    json.Integer(static_cast<std::int64_t>(word.episodes));
    json.Key("titles");
    json.Integer(static_cast<std::int64_t>(word.titles));
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
}

}  // namespace

std::string ResponseToJson(const SearchResponse& response) {
  JsonWriter json;
  json.Reserve((response.hits.size() + 1) * kHitBytes);
  json.BeginObject();
  json.Text("query", response.query);
  json.Text("mode", Name(response.mode));
  WriteCounts(json, response);
  json.Key("suggestion");
  response.suggestion ? json.String(*response.suggestion) : json.Null();
  json.Key("corrected");
  json.Bool(response.corrected);
  WriteNotes(json, response);
  WriteReading(json, response);
  WriteStages(json, response);
  WriteHits(json, response);
  if (!response.cursor.empty()) json.Text("cursor", response.cursor);
  WriteFacets(json, response);
  json.EndObject();
  return std::move(json).Take();
}

std::string BatchLineToJson(std::string_view id, const SearchResponse& response) {
  JsonWriter json;
  json.Reserve((response.hits.size() + 1) * kHitBytes);
  json.BeginObject();
  json.Text("_id", id);
  WriteCounts(json, response);
  WriteHits(json, response);
  json.EndObject();
  return std::move(json).Take();
}

}  // namespace cuepoint
