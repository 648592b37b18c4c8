#include "corpus/markdown/front_matter_lists.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "corpus/markup/html_text.h"
#include "corpus/text.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

bool IsPathOrAddress(std::string_view text) {
  text = Trim(text);
  if (text.empty() || text.size() > 2000 || text.find('\n') != std::string_view::npos) return false;
  if (text.find("://") != std::string_view::npos) return text.find(' ') == std::string_view::npos;
  const std::size_t dot = text.rfind('.');
  const std::size_t slash = text.rfind('/');
  // A path ends in a name with an extension, or starts at a root.
  return (dot != std::string_view::npos && dot + 1 < text.size() && text.size() - dot <= 6 &&
          (slash == std::string_view::npos || dot > slash) && IsAlnum(text.back())) ||
         (text[0] == '/' && text.find(' ') == std::string_view::npos);
}

void AddAttachments(const FrontMatterValue* value, AttachmentKind kind,
                    std::vector<Attachment>& attachments) {
  constexpr std::size_t kLimit = 32;
  if (value == nullptr || attachments.size() >= kLimit) return;
  if (value->is_scalar()) {
    if (IsPathOrAddress(value->text)) {
      attachments.push_back(
          {.kind = kind, .url = std::string(Trim(value->text)), .type = {}, .language = {}});
    }
  } else if (value->is_map()) {
    const FrontMatterFields fields(*value);
    const std::string_view url = fields.Text({"url", "href", "file", "path", "src"});
    if (!IsPathOrAddress(url)) return;
    attachments.push_back({.kind = kind,
                           .url = std::string(url),
                           .type = std::string(fields.Text({"type", "format"})),
                           .language = std::string(fields.Text({"language", "lang"}))});
  } else if (value->is_list() && kind == AttachmentKind::kTranscript) {
    for (const FrontMatterValue& item : value->items) {
      if (!item.is_list()) AddAttachments(&item, kind, attachments);
    }
  }
}

Chapter MakeChapter(double start_s, std::string_view title) {
  Chapter chapter;
  chapter.start_s = start_s;
  chapter.title = HtmlToLine(title);
  return chapter;
}

// "1:02 Title", "1:02 - Title", "[1:02] Title", "Title (1:02)".
std::optional<Chapter> ChapterFromText(std::string_view text) {
  const auto time_in = [](std::string_view word) {
    while (!word.empty() && std::string_view("[(@").find(word.front()) != word.npos) {
      word.remove_prefix(1);
    }
    while (!word.empty() && std::string_view("]):,-").find(word.back()) != word.npos) {
      word.remove_suffix(1);
    }
    return ParseTimestamp(word);
  };
  text = Trim(text);
  const std::size_t first = std::min(text.find(' '), text.size());
  if (const std::optional<double> start_s = time_in(text.substr(0, first))) {
    std::string_view title = Trim(text.substr(first));
    for (const std::string_view dash : {"- ", "\u2013 ", "\u2014 ", ": ", "| "}) {
      if (title.starts_with(dash)) title = Trim(title.substr(dash.size()));
    }
    return MakeChapter(*start_s, title);
  }
  const std::size_t last = text.rfind(' ');
  if (last == std::string_view::npos) return std::nullopt;
  if (const std::optional<double> start_s = time_in(text.substr(last + 1))) {
    std::string_view title = Trim(text.substr(0, last));
    while (title.ends_with('-') || title.ends_with(':'))
      title = Trim(title.substr(0, title.size() - 1));
    return MakeChapter(*start_s, title);
  }
  return std::nullopt;
}

std::optional<Chapter> ChapterFromMap(const FrontMatterValue& map) {
  const FrontMatterFields fields(map);
  const std::string_view start =
      fields.Text({"start", "starttime", "time", "timestamp", "starts", "from", "begin", "at",
                   "startsat", "offset", "seconds"});
  if (!start.empty()) {
    std::optional<double> start_s = ParsePlayTime(start);
    if (!start_s) start_s = ParseDuration(start);
    if (!start_s) return std::nullopt;
    Chapter chapter =
        MakeChapter(*start_s, fields.Text({"title", "name", "label", "text", "topic"}));
    chapter.url = fields.Text({"url", "link", "href"});
    chapter.text = HtmlToLine(fields.Text({"description", "notes"}));
    return chapter;
  }
  // {"1:02": Title}
  if (map.keys.size() != 1 || !map.items[0].is_scalar()) return std::nullopt;
  const std::optional<double> start_s = ParseTimestamp(Trim(map.keys[0]));
  if (!start_s) return std::nullopt;
  return MakeChapter(*start_s, map.items[0].text);
}

bool IsHidden(const FrontMatterValue& map) {
  return map.is_map() && EqualsNoCase(FrontMatterFields(map).Text({"toc"}), "false");
}

}  // namespace

void ReadTags(const FrontMatterFields& fields, Episode& episode) {
  std::unordered_set<std::string> known;
  const auto add = [&](std::string_view tag) {
    tag = Trim(tag);
    if (tag.starts_with('#')) tag.remove_prefix(1);
    if (!tag.empty() && known.insert(ToLowerAscii(tag)).second) episode.tags.emplace_back(tag);
  };
  for (const std::string_view name :
       {"tags", "tag", "keywords", "categories", "category", "topics", "topic"}) {
    const FrontMatterValue* value = fields.Find({name});
    if (value == nullptr) continue;
    if (value->is_list()) {
      for (const FrontMatterValue& item : value->items) {
        if (item.is_scalar()) add(item.text);
        if (item.is_map()) add(FrontMatterFields(item).Text({"name", "title", "slug"}));
      }
      continue;
    }
    std::string_view rest = value->text;
    while (!rest.empty()) {
      const std::size_t comma = std::min(rest.find_first_of(",;\n"), rest.size());
      add(rest.substr(0, comma));
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
}

void ReadAttachments(const FrontMatterFields& fields, std::vector<Attachment>& attachments) {
  for (const std::string_view name : {"chapters", "chaptersurl", "chapterurl", "chaptersfile"}) {
    AddAttachments(fields.Find({name}), AttachmentKind::kChapters, attachments);
  }
  for (const std::string_view name :
       {"transcript", "transcripts", "transcripturl", "transcriptfile", "transcripturls",
        "captions", "subtitles"}) {
    AddAttachments(fields.Find({name}), AttachmentKind::kTranscript, attachments);
  }
}

void ReadFrontMatterChapters(const FrontMatterFields& fields, std::vector<Chapter>& chapters,
                             std::vector<Error>& warnings) {
  const FrontMatterValue* value = fields.Find({"chapters", "timestamps", "timeline"});
  if (value == nullptr) return;
  FrontMatterValue lines;
  if (value->is_scalar()) {
    // A block of text with a chapter on each line.
    std::string_view rest = value->text;
    while (!rest.empty()) {
      const std::size_t newline = std::min(rest.find('\n'), rest.size());
      FrontMatterValue& line = lines.items.emplace_back();
      line.kind = FrontMatterValue::Kind::kScalar;
      line.line = value->line;
      line.text = Trim(rest.substr(0, newline));
      rest.remove_prefix(std::min(newline + 1, rest.size()));
    }
    if (lines.items.size() < 2) return;  // A path.
    value = &lines;
  } else if (value->is_map()) {
    // {"0:00": Start, "1:02": Title}, or the description of a document.
    for (std::size_t i = 0; i < value->keys.size(); ++i) {
      if (!ParseTimestamp(Trim(value->keys[i])) || !value->items[i].is_scalar()) continue;
      FrontMatterValue& line = lines.items.emplace_back(value->items[i]);
      line.text = value->keys[i] + " " + line.text;
    }
    value = &lines;
  }
  for (const FrontMatterValue& item : value->items) {
    if (item.is_scalar() && item.text.empty()) continue;
    std::optional<Chapter> chapter;
    if (item.is_scalar()) chapter = ChapterFromText(item.text);
    if (item.is_map()) chapter = ChapterFromMap(item);
    if (!chapter) {
      Error warning{ErrorCode::kType, "chapter without a time"};
      if (item.line > 0) warning.line = item.line;
      warning.kind = "bad-chapter";
      warnings.push_back(std::move(warning));
    } else if (!IsHidden(item)) {
      chapters.push_back(*std::move(chapter));
    }
  }
  std::stable_sort(chapters.begin(), chapters.end(),
                   [](const Chapter& a, const Chapter& b) { return a.start_s < b.start_s; });
}

}  // namespace cuepoint
