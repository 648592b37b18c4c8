#include "corpus/markdown/markdown_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "corpus/date.h"
#include "corpus/markdown/front_matter.h"
#include "corpus/markdown/front_matter_fields.h"
#include "corpus/markup/markdown_text.h"
#include "corpus/notes/notes.h"
#include "corpus/text.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

std::string_view Stem(std::string_view file_name) {
  if (const std::size_t slash = file_name.rfind('/'); slash != std::string_view::npos) {
    file_name.remove_prefix(slash + 1);
  }
  const std::size_t dot = file_name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? file_name : file_name.substr(0, dot);
}

// Files that stand beside the episodes of a repository.
bool IsHousekeeping(std::string_view stem) {
  for (const std::string_view name :
       {"readme", "license", "licence", "template", "contributing", "changelog", "code_of_conduct",
        "code-of-conduct", "security", "authors", "todo"}) {
    if (EqualsNoCase(stem, name)) return true;
  }
  return false;
}

Document Skipped(std::string message, std::string kind) {
  Document document;
  Error warning{ErrorCode::kUnsupported, std::move(message)};
  warning.line = 1;
  warning.kind = std::move(kind);
  document.warnings.push_back(std::move(warning));
  return document;
}

struct StemDate {
  std::string date;
  std::size_t length = 0;
};

// "2022-03-08-title", "2021_05_03", "20220308-title".
std::optional<StemDate> DateInStem(std::string_view stem) {
  const std::size_t digits =
      static_cast<std::size_t>(std::find_if_not(stem.begin(), stem.end(), IsDigit) - stem.begin());
  std::string date;
  std::size_t length = 0;
  if (digits == 8) {
    length = 8;
    date = std::string(stem.substr(0, 4)) + "-" + std::string(stem.substr(4, 2)) + "-" +
           std::string(stem.substr(6, 2));
  } else if (digits == 4 && stem.size() >= 10) {
    length = 10;
    date = stem.substr(0, 10);
    for (const std::size_t i : {4u, 7u}) {
      if (date[i] != '-' && date[i] != '_' && date[i] != '.') return std::nullopt;
      date[i] = '-';
    }
    if (stem.size() > 10 && IsDigit(stem[10])) return std::nullopt;
  }
  if (date.empty() || !IsIsoDate(date)) return std::nullopt;
  return StemDate{std::move(date), length};
}

// "017-title", "17 - Title", "episode-17", "ep17", "s2e5".
void NumberFromStem(std::string_view stem, Episode& episode) {
  std::string lower = ToLowerAscii(stem);
  std::string_view rest = lower;
  for (const std::string_view word : {"episode", "ep", "e", "show", "#"}) {
    if (!rest.starts_with(word) || rest.size() == word.size()) continue;
    std::string_view after = rest.substr(word.size());
    if (after[0] == '-' || after[0] == '_' || after[0] == ' ' || after[0] == '.')
      after.remove_prefix(1);
    if (after.empty() || !IsDigit(after[0])) continue;
    rest = after;
    break;
  }
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  const auto digits = static_cast<std::size_t>(end - rest.data());
  if (error != std::errc() || digits > 5) return;
  rest.remove_prefix(digits);
  // What looks like a date and is none gives no number either.
  if (digits == 4 && rest.size() > 2 && IsDigit(rest[1]) && IsDigit(rest[2])) return;
  // "3d-printing" and "2.0-is-here" start with no number of an episode.
  if (!rest.empty() && std::string_view("-_ :").find(rest[0]) == std::string_view::npos) return;
  episode.number = number;
}

void FillFromFileName(std::string_view stem, DocumentEpisode& episode) {
  if (std::optional<StemDate> date = DateInStem(stem)) {
    if (episode.episode.published.empty()) episode.episode.published = std::move(date->date);
  } else if (!episode.episode.number) {
    NumberFromStem(stem, episode.episode);
  }
  if (episode.guid.empty()) episode.guid = stem;
}

// The date that ends a heading: "Show: January 10th, 2022", "Notes - 2022-01-10".
std::optional<std::string> DateInHeading(std::string_view heading) {
  for (const std::string_view mark : {": ", " - ", " \u2013 ", " \u2014 ", " | "}) {
    const std::size_t at = heading.rfind(mark);
    if (at == std::string_view::npos) continue;
    if (auto date = ParseDate(Trim(heading.substr(at + mark.size())))) return date;
  }
  return ParseDate(heading);
}

// Takes title and date from the headings that the notes start with, and removes those from them. A
// heading that says which show it is and when leaves the title to the one below it.
void FillFromHeadings(RichText& notes, Episode& episode) {
  auto& blocks = notes.blocks;
  const auto is_heading = [&blocks](std::size_t i) {
    return i < blocks.size() && blocks[i].kind == BlockKind::kHeading;
  };
  if (!episode.title.empty()) {
    if (is_heading(0) && EqualsNoCase(blocks[0].text, episode.title)) blocks.erase(blocks.begin());
    return;
  }
  std::size_t first = 0;
  while (first < blocks.size() && !is_heading(first)) ++first;
  if (first == blocks.size()) return;
  std::size_t title = first;
  if (const auto date = DateInHeading(blocks[first].text)) {
    if (episode.published.empty()) episode.published = *date;
    if (is_heading(first + 1) && blocks[first + 1].level > blocks[first].level) title = first + 1;
  }
  episode.title = blocks[title].text;
  std::replace(episode.title.begin(), episode.title.end(), '\n', ' ');
  blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(first),
               blocks.begin() + static_cast<std::ptrdiff_t>(title) + 1);
}

// The recording that the notes' times lead into: "[@5:02](https://video.example/x?t=302)" says
// where to jump even where no field does. It takes two such times to tell it from a link to some
// video.
std::string RecordingOfTimes(const RichText& notes) {
  std::string recording;
  for (const TextBlock& block : notes.blocks) {
    for (const TextLink& link : block.links) {
      std::string_view shown =
          std::string_view(block.text).substr(link.begin, link.end - link.begin);
      while (!shown.empty() && std::string_view("[(@").find(shown.front()) != shown.npos) {
        shown.remove_prefix(1);
      }
      while (!shown.empty() && std::string_view("])").find(shown.back()) != shown.npos) {
        shown.remove_suffix(1);
      }
      if (!link.url.starts_with("http") || !ParseTimestamp(shown)) continue;
      std::size_t time = link.url.find("?t=");
      if (time == std::string::npos) time = link.url.find("&t=");
      if (time == std::string::npos) time = link.url.find("#t=");
      if (time == std::string::npos) continue;
      std::string url = link.url.substr(0, time);
      if (url == recording) return url;
      recording = std::move(url);
    }
  }
  return {};
}

// What the front matter says comes first, and nothing is said twice.
void JoinDescriptions(Notes& notes, Episode& episode) {
  if (episode.description.empty() || notes.description.empty()) return;
  if (notes.description.find(episode.description) != std::string::npos) {
    episode.description = std::move(notes.description);
  } else if (episode.description.find(notes.description) == std::string::npos) {
    episode.description += "\n\n" + notes.description;
  }
}

}  // namespace

std::optional<MarkdownTranscript> ReadMarkdownTranscript(std::string_view content) {
  if (!HasFrontMatter(content)) return std::nullopt;
  const Result<FrontMatter> front_matter = ReadFrontMatter(content);
  if (!front_matter) return std::nullopt;
  std::optional<std::string> episode = TranscribedEpisode(front_matter->value);
  if (!episode) return std::nullopt;
  return MarkdownTranscript{*std::move(episode), content.substr(front_matter->body_offset)};
}

Document ReadMarkdownNotes(std::string_view content, std::string_view file_name) {
  Document document;
  std::string repaired;
  if (FindInvalidUtf8(content) != std::string_view::npos) {
    repaired = RepairUtf8(content);
    content = repaired;
    Error warning{ErrorCode::kParse, "bytes that are no UTF-8 were replaced"};
    warning.kind = "bad-encoding";
    document.warnings.push_back(std::move(warning));
  }
  Result<FrontMatter> front_matter = ReadFrontMatter(content);
  if (!front_matter) {
    document.errors.push_back(front_matter.error());
    return document;
  }
  std::move(front_matter->warnings.begin(), front_matter->warnings.end(),
            std::back_inserter(document.warnings));
  const FrontMatterValue& fields = front_matter->value;
  const std::string_view stem = Stem(file_name);
  if (fields.keys.empty() && IsHousekeeping(stem)) {
    return Skipped("a file about the folder, no episode", "not-an-episode");
  }
  if (TranscribedEpisode(fields)) {
    return Skipped("a transcript, no episode", "transcript");
  }
  if (IsDraft(fields)) return Skipped("a draft", "draft");

  DocumentEpisode read;
  read.line = 1;
  ApplyFrontMatter(fields, read, document.warnings);
  Episode& episode = read.episode;
  RichText rich = ReadMarkdown(content.substr(front_matter->body_offset));
  FillFromHeadings(rich, episode);
  FillFromFileName(stem, read);
  if (episode.title.empty()) {
    Error error{ErrorCode::kParse, "no title: neither in the front matter nor as a heading"};
    error.line = 1;
    error.kind = "missing-title";
    document.errors.push_back(std::move(error));
    return document;
  }
  if (episode.url.empty()) episode.url = RecordingOfTimes(rich);
  Notes notes = ReadNotes(rich, episode.title, episode.duration_s);
  std::move(notes.warnings.begin(), notes.warnings.end(), std::back_inserter(document.warnings));
  notes.warnings.clear();
  JoinDescriptions(notes, episode);
  ApplyNotes(std::move(notes), episode);
  document.episodes.push_back(std::move(read));
  return document;
}

}  // namespace cuepoint
