#include "corpus/feed/feed_fields.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "corpus/date_time.h"
#include "corpus/markup/html_text.h"
#include "corpus/notes/notes.h"
#include "corpus/text.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxTags = 100;
constexpr std::size_t kMaxTagBytes = 200;
constexpr std::int64_t kMaxNumber = 1'000'000'000;  // Dates as numbers (20251209) still fit.
constexpr std::size_t kTitleBytes = 80;             // Of a title made from notes.

// The start of a text up to the end of its first line or sentence, or of a word.
std::string FirstWords(std::string_view text) {
  text = Trim(text);
  text = Trim(text.substr(0, text.find('\n')));
  if (const std::size_t stop = text.find(". "); stop != std::string_view::npos) {
    text = text.substr(0, stop);
  }
  if (text.size() <= kTitleBytes) return std::string(text);
  std::string_view cut = TruncateUtf8(text, kTitleBytes);
  if (const std::size_t space = cut.rfind(' '); space != std::string_view::npos && space > 0) {
    cut = cut.substr(0, space);
  }
  return std::string(Trim(cut)) + "…";
}

// The file's name in an address, without its extension.
std::string_view FileName(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  while (url.ends_with('/')) url.remove_suffix(1);
  url = url.substr(url.rfind('/') + 1);  // npos + 1 is 0.
  return url.substr(0, url.rfind('.'));
}

}  // namespace

std::optional<std::int64_t> ParseFeedNumber(std::string_view text) {
  text = Trim(text);
  if (text.starts_with('#')) text.remove_prefix(1);
  if (text.ends_with(".0")) text.remove_suffix(2);
  std::int64_t value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (value < 0 || value > kMaxNumber) return std::nullopt;
  return value;
}

void SetNumber(std::optional<std::int64_t>& field, std::string_view text, std::string_view what,
               std::size_t line, ProblemLog& problems) {
  if (field || Trim(text).empty()) return;
  field = ParseFeedNumber(text);
  if (field) return;
  problems.Warn("bad-number", line,
                "the " + std::string(what) + " is no whole number: " + Quoted(text));
}

void SetDuration(Episode& episode, std::string_view text, std::size_t line, ProblemLog& problems) {
  if (episode.duration_s || Trim(text).empty()) return;
  const std::optional<double> duration_s = ParseDuration(Trim(text));
  if (!duration_s) {
    problems.Warn("bad-duration", line, "the duration cannot be read: " + Quoted(text));
  } else if (*duration_s > 0) {
    episode.duration_s = duration_s;
  }
}

void SetPublished(Episode& episode, std::string_view published, std::string_view updated,
                  std::size_t line, ProblemLog& problems) {
  for (const std::string_view text : {published, updated}) {
    if (Trim(text).empty()) continue;
    if (auto date = ParseDateTime(text)) {
      episode.published = *std::move(date);
      return;
    }
    problems.Warn("bad-date", line, "the date cannot be read: " + Quoted(text));
    return;
  }
  problems.Warn("missing-date", line, "an item has no date");
}

void AddTag(Episode& episode, std::string_view tag) {
  const std::string line = HtmlToLine(tag);
  if (line.empty() || line.size() > kMaxTagBytes || episode.tags.size() >= kMaxTags) return;
  const bool known = std::any_of(episode.tags.begin(), episode.tags.end(),
                                 [&line](const auto& other) { return EqualsNoCase(other, line); });
  if (!known) episode.tags.push_back(line);
}

void AddNotes(Episode& episode, std::string_view html, std::string_view base_url, std::size_t line,
              ProblemLog& problems) {
  if (Trim(html).empty()) return;
  Notes notes = ReadNotes(ReadHtml(html, base_url), episode.title, episode.duration_s);
  for (Error& warning : notes.warnings) {
    if (line > 0) warning.line = line;
    warning.offset.reset();
    problems.AddWarning(std::move(warning));
  }
  notes.warnings.clear();
  ApplyNotes(std::move(notes), episode);
}

bool EnsureTitle(Episode& episode, std::string_view alternative, std::size_t line,
                 ProblemLog& problems) {
  if (!episode.title.empty()) return true;
  const std::pair<const char*, std::string> candidates[] = {
      {"itunes:title", std::string(alternative)},
      {"its notes", FirstWords(episode.description)},
      {"its file", std::string(FileName(episode.audio_url))},
      {"its address", std::string(FileName(episode.url))}};
  for (const auto& [source, title] : candidates) {
    if (Trim(title).empty()) continue;
    episode.title = Trim(title);
    problems.Warn(
        "missing-title", line,
        "an item without a title is called after " + std::string(source) + ": " + Quoted(title));
    return true;
  }
  Error error{.code = ErrorCode::kParse,
              .message = "an item has neither title nor notes nor address",
              .kind = "empty-item"};
  if (line > 0) error.line = line;
  problems.AddError(std::move(error));
  return false;
}

}  // namespace cuepoint
