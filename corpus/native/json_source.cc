#include "corpus/native/json_source.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "corpus/line_reader.h"
#include "corpus/native/json_split.h"
#include "corpus/native/native_json.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

// The first two lines that are not blank, trimmed; the second is cut where `head` is.
std::pair<std::string_view, std::string_view> FirstLines(std::string_view head) {
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  head = Trim(head);
  const std::size_t line_end = std::min(head.find('\n'), head.size());
  const std::string_view rest = Trim(head.substr(line_end));
  return {Trim(head.substr(0, line_end)), rest.substr(0, rest.find('\n'))};
}

// Reads one line's or piece's episode; false when the sink has had enough.
bool ReadEpisode(std::string_view json, std::size_t line, std::size_t offset, bool one_of_many,
                 EpisodeCollector& collector) {
  Result<Episode> episode = ParseEpisodeJson(json, {}, line);
  if (episode) return collector.Add(*std::move(episode), line, one_of_many);
  Error error = std::move(episode).error();
  if (error.offset) *error.offset += offset;
  collector.AddError(std::move(error));
  return true;
}

}  // namespace

bool LooksLikeJson(std::string_view head) {
  const auto [first, second] = FirstLines(head);
  return first.starts_with('{') || first.starts_with('[') || second.starts_with("{\"");
}

bool IsJsonLines(std::string_view head) {
  const auto [first, second] = FirstLines(head);
  if (first.starts_with('[')) return false;
  if (second.empty() || !first.starts_with('{')) return true;
  if (JsonValueLength(first) == first.size()) return true;
  // Not complete: either an object that goes on, or a broken line before another one.
  const bool goes_on = std::string_view("{[,:").find(first.back()) != std::string_view::npos;
  return second.starts_with('{') && !goes_on;
}

void ReadJsonLines(InputFile& input, const ReadLimits& limits, EpisodeCollector& collector) {
  LineReader lines(input, limits.line_bytes);
  // The first episode waits for the second line, which tells whether the file holds one or many.
  struct Pending {
    std::string json;
    std::size_t line = 0;
    std::size_t offset = 0;
  };
  std::optional<Pending> pending;
  bool one_of_many = false;
  while (true) {
    const Result<std::optional<Line>> next = lines.Next();
    if (!next) {
      collector.AddError(next.error());
      break;
    }
    if (!*next) break;
    const Line& line = **next;
    if (line.too_long) {
      collector.AddError({.code = ErrorCode::kTooLarge,
                          .message = "the line is longer than " +
                                     std::to_string(limits.line_bytes) + " bytes and was skipped",
                          .offset = line.offset,
                          .line = line.number,
                          .remedy = "split the episode, or shorten its transcript"});
      continue;
    }
    std::string_view json = line.text;
    if (line.number == 1 && json.starts_with(kByteOrderMark)) {
      json.remove_prefix(kByteOrderMark.size());
    }
    if (Trim(json).empty()) continue;
    if (!one_of_many) {
      if (!pending) {
        pending = Pending{std::string(json), line.number, line.offset};
        continue;
      }
      one_of_many = true;
      const Pending first = *std::exchange(pending, std::nullopt);
      if (!ReadEpisode(first.json, first.line, first.offset, true, collector)) return;
    }
    if (!ReadEpisode(json, line.number, line.offset, true, collector)) return;
  }
  if (pending) ReadEpisode(pending->json, pending->line, pending->offset, false, collector);
}

void ReadJsonDocument(InputFile& input, const ReadLimits& limits, EpisodeCollector& collector) {
  Result<std::string> content = input.ReadAll(limits.file_bytes);
  if (!content) return collector.AddError(content.error());
  ReadJsonText(*content, collector);
}

void ReadJsonText(std::string_view document, EpisodeCollector& collector) {
  if (document.starts_with(kByteOrderMark)) document.remove_prefix(kByteOrderMark.size());
  JsonSplitter pieces(document);
  bool one_of_many = pieces.is_array();
  while (true) {
    const Result<std::optional<JsonPiece>> next = pieces.Next();
    if (!next) {
      collector.AddError(next.error());
    } else if (!*next) {
      return;
    } else {
      const JsonPiece& piece = **next;
      if (piece.offset + piece.text.size() < Trim(document).size()) one_of_many = true;
      if (!ReadEpisode(piece.text, piece.line, piece.offset, one_of_many, collector)) return;
    }
    if (collector.errors() >= EpisodeCollector::kMaxProblems) {
      // Out of step with the document: what follows would be noise, and could take hours.
      collector.AddError({.code = ErrorCode::kParse,
                          .message = "too many errors; the rest of the file was not read"});
      return;
    }
  }
}

}  // namespace cuepoint
