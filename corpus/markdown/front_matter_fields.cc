#include "corpus/markdown/front_matter_fields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <utility>

#include "corpus/date.h"
#include "corpus/date_time.h"
#include "corpus/markdown/front_matter_addresses.h"
#include "corpus/markdown/front_matter_lists.h"
#include "corpus/markdown/front_matter_people.h"
#include "corpus/markup/html_text.h"
#include "corpus/markup/markdown_text.h"
#include "corpus/markup/rich_text.h"
#include "corpus/text.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

std::string NormalName(std::string_view name) {
  std::string normal;
  for (const char c : name) {
    if (IsAlnum(c) || static_cast<unsigned char>(c) >= 0x80) normal += ToLower(c);
  }
  return normal;
}

bool IsTrue(std::string_view text) {
  return EqualsNoCase(text, "true") || EqualsNoCase(text, "yes");
}
bool IsFalse(std::string_view text) {
  return EqualsNoCase(text, "false") || EqualsNoCase(text, "no");
}

Error Warning(std::string_view what, const FrontMatterValue& value, std::string kind) {
  Error warning{ErrorCode::kType, "no " + std::string(what) + ": \"" +
                                      std::string(TruncateUtf8(value.text, 60)) + "\""};
  if (value.line > 0) warning.line = value.line;
  warning.kind = std::move(kind);
  return warning;
}

// "12", "#12", "E12", "Ep. 12", "Episode 12".
std::optional<std::int64_t> ReadNumber(std::string_view text) {
  text = Trim(text);
  for (const std::string_view prefix : {"episode", "season", "ep.", "ep", "no.", "e", "s", "#"}) {
    if (!StartsWithNoCase(text, prefix)) continue;
    text = Trim(text.substr(prefix.size()));
    break;
  }
  if (text.starts_with('#')) text.remove_prefix(1);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0) return std::nullopt;
  // TOML and JSON may have "12.0" for it.
  const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (!rest.empty() && rest != ".0") return std::nullopt;
  return number;
}

// "S2E5", "s02e05".
bool ReadSeasonAndNumber(std::string_view text, Episode& episode) {
  const std::string lower = ToLowerAscii(Trim(text));
  const std::size_t e = lower.find('e');
  if (lower.empty() || lower[0] != 's' || e == std::string::npos || e < 2) return false;
  const auto season = ReadNumber(std::string_view(lower).substr(1, e - 1));
  const auto number = ReadNumber(std::string_view(lower).substr(e + 1));
  if (!season || !number) return false;
  episode.season = season;
  episode.number = number;
  return true;
}

void ReadNumbers(const FrontMatterFields& fields, Episode& episode, std::vector<Error>& warnings) {
  if (const FrontMatterValue* season = fields.Find({"season", "seasonnumber"});
      season != nullptr && season->is_scalar()) {
    episode.season = ReadNumber(season->text);
  }
  const FrontMatterValue* number = fields.Find(
      {"number", "episodenumber", "episode", "episodeno", "epnumber", "episodenum", "ep", "no"});
  if (number == nullptr || !number->is_scalar()) return;
  episode.number = ReadNumber(number->text);
  if (!episode.number && !ReadSeasonAndNumber(number->text, episode)) {
    warnings.push_back(Warning("number of an episode", *number, "bad-number"));
  }
}

void ReadPublished(const FrontMatterFields& fields, Episode& episode,
                   std::vector<Error>& warnings) {
  const FrontMatterValue* unread = nullptr;
  for (const std::string_view name :
       {"date", "pubdate", "published", "publishdate", "publisheddate", "publishedat",
        "publishedon", "publicationdate", "releasedate", "releasedat", "released", "datetime",
        "airdate", "datepublished", "pubdatetime"}) {
    const FrontMatterValue* value = fields.Find({name});
    // "published: true" is a flag.
    if (value == nullptr || !value->is_scalar() || IsTrue(value->text)) continue;
    if (std::optional<std::string> date = ReadFrontMatterDate(value->text)) {
      episode.published = *std::move(date);
      return;
    }
    if (unread == nullptr) unread = value;
  }
  if (unread != nullptr) warnings.push_back(Warning("date", *unread, "bad-date"));
}

void ReadDuration(const FrontMatterFields& fields, Episode& episode, std::vector<Error>& warnings) {
  const FrontMatterValue* audio = fields.Find({"audio", "enclosure", "file", "media"});
  const FrontMatterValue* value =
      fields.Find({"duration", "durations", "runtime", "audioduration", "itunesduration",
                   "durationseconds", "durationsec", "time"});
  std::optional<FrontMatterFields> nested;
  if (value == nullptr && audio != nullptr && audio->is_map()) {
    nested.emplace(*audio);
    value = nested->Find({"duration", "runtime"});
  }
  if (value != nullptr && value->is_scalar()) {
    episode.duration_s = ParseDuration(Trim(value->text));
    if (!episode.duration_s) warnings.push_back(Warning("duration", *value, "bad-duration"));
    return;
  }
  // A bare number is as likely the size of the file.
  const std::string_view length = fields.Text({"length"});
  if (length.find_first_not_of("0123456789.") != std::string_view::npos) {
    episode.duration_s = ParseDuration(length);
  }
}

bool EndsWithNoCase(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() &&
         EqualsNoCase(text.substr(text.size() - suffix.size()), suffix);
}

// "All about tea" of "All about `tea`".
std::string WithoutCodeMarks(std::string text) {
  if (std::count(text.begin(), text.end(), '`') % 2 == 0) std::erase(text, '`');
  return text;
}

void ReadTexts(const FrontMatterFields& fields, DocumentEpisode& document_episode) {
  Episode& episode = document_episode.episode;
  episode.title =
      WithoutCodeMarks(HtmlToLine(fields.Text({"title", "episodetitle", "name", "headline"})));
  const std::string_view description =
      fields.Text({"description", "summary", "excerpt", "abstract", "subtitle", "teaser"});
  if (!description.empty()) episode.description = PlainText(ReadMarkdown(description));
  episode.language = fields.Text({"language", "lang", "locale"});
  std::replace(episode.language.begin(), episode.language.end(), '_', '-');
  document_episode.guid = fields.Text({"guid", "id", "uuid", "slug"});
  if (const FrontMatterValue* show = fields.Find({"show", "podcast", "series"})) {
    if (show->is_scalar() && !IsTrue(show->text) && !IsFalse(show->text)) {
      episode.show.title = Trim(show->text);
    } else if (show->is_map()) {
      const FrontMatterFields nested(*show);
      episode.show.title = nested.Text({"title", "name"});
      episode.show.id = nested.Text({"id", "slug"});
      episode.show.url = nested.Text({"url", "link", "website"});
      episode.show.language = nested.Text({"language", "lang"});
    }
    if (episode.show.id.empty()) episode.show.id = Slug(episode.show.title);
  }
}

}  // namespace

FrontMatterFields::FrontMatterFields(const FrontMatterValue& map) {
  if (!map.is_map()) return;
  for (std::size_t i = 0; i < map.keys.size(); ++i) {
    fields_[NormalName(map.keys[i])] = &map.items[i];
  }
}

const FrontMatterValue* FrontMatterFields::Find(
    std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names) {
    const auto found = fields_.find(std::string(name));
    if (found == fields_.end()) continue;
    const FrontMatterValue& value = *found->second;
    if (value.kind == FrontMatterValue::Kind::kNull) continue;
    if (value.is_scalar() && Trim(value.text).empty()) continue;
    return &value;
  }
  return nullptr;
}

std::string_view FrontMatterFields::Text(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names) {
    const FrontMatterValue* value = Find({name});
    if (value != nullptr && value->is_scalar()) return Trim(value->text);
  }
  return {};
}

std::optional<std::string> ReadFrontMatterDate(std::string_view text) {
  text = Trim(text);
  const bool digits =
      !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return IsDigit(c); });
  if (digits && text.size() == 8) {
    const std::string iso = std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4, 2)) +
                            "-" + std::string(text.substr(6));
    if (IsIsoDate(iso)) return iso;
  }
  if (digits && text.size() >= 9) {
    std::int64_t since = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), since);
    constexpr std::int64_t kMilliseconds = 100'000'000'000;
    if (error != std::errc() || since >= kMilliseconds * 1000) return std::nullopt;
    if (since >= kMilliseconds) since /= 1000;
    const std::chrono::sys_seconds time{std::chrono::seconds(since)};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    std::array<char, 48> iso;
    const int size = std::snprintf(
        iso.data(), iso.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
        static_cast<int>(clock.seconds().count()));
    return std::string(iso.data(), static_cast<std::size_t>(size));
  }
  if (std::optional<std::string> date = ParseDateTime(text)) return date;
  if (IsIsoDate(text)) return std::string(text);
  if (text.size() >= 10 && text[4] == '/' && text[7] == '/') {
    std::string dashed(text);
    dashed[4] = dashed[7] = '-';
    return ParseDateTime(dashed);
  }
  return std::nullopt;
}

bool IsDraft(const FrontMatterValue& front_matter) {
  const FrontMatterFields fields(front_matter);
  return IsTrue(fields.Text({"draft", "isdraft"})) ||
         IsFalse(fields.Text({"published", "publish"}));
}

std::optional<std::string> TranscribedEpisode(const FrontMatterValue& front_matter) {
  const FrontMatterFields fields(front_matter);
  const std::string_view episode = fields.Text({"episode", "transcriptof", "transcriptfor"});
  const bool file = EndsWithNoCase(episode, ".md") || EndsWithNoCase(episode, ".mdx") ||
                    EndsWithNoCase(episode, ".markdown");
  // An episode has a recording, or at least a date, of its own.
  const bool own = fields.Find({"date", "pubdate", "file", "audio", "audiourl", "mp3"}) != nullptr;
  if (!file || own) return std::nullopt;
  return std::string(episode);
}

void ApplyFrontMatter(const FrontMatterValue& front_matter, DocumentEpisode& episode,
                      std::vector<Error>& warnings) {
  const FrontMatterFields fields(front_matter);
  ReadTexts(fields, episode);
  ReadNumbers(fields, episode.episode, warnings);
  ReadPublished(fields, episode.episode, warnings);
  ReadDuration(fields, episode.episode, warnings);
  ReadAddresses(fields, episode.episode);
  ReadTags(fields, episode.episode);
  ReadFrontMatterPeople(fields, episode.episode.people);
  ReadAttachments(fields, episode.attachments);
  ReadFrontMatterChapters(fields, episode.episode.chapters, warnings);
}

}  // namespace cuepoint
