#include "corpus/source.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <new>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "corpus/document_passer.h"
#include "corpus/document_reader.h"
#include "corpus/episode_collector.h"
#include "corpus/input_file.h"
#include "corpus/native/json_source.h"
#include "corpus/sibling_files.h"
#include "corpus/source_address.h"
#include "corpus/text.h"
#include "corpus/url.h"
#include "corpus/wide_text.h"

namespace cuepoint {
namespace {

namespace fs = std::filesystem;

// Enough to see the first lines of any reasonable JSON, and one read() call.
constexpr std::size_t kHeadBytes = 1u << 20;

constexpr std::string_view kAccepted =
    "accepted are feeds (RSS, Atom, JSON), notes in Markdown, a page of show notes, and native "
    "episode JSON (one object per line, an array or an object)";

constexpr std::array<std::string_view, 14> kSourceExtensions = {
    ".json", ".jsonl", ".ndjson", ".txt", ".xml", ".rss", ".atom",
    ".md",   ".mdx",   ".html",   ".htm", ".vtt", ".srt", ".markdown"};

/// Files about a collection of notes rather than of it.
constexpr std::array<std::string_view, 6> kNoNotes = {
    "readme", "license", "changelog", "contributing", "code_of_conduct", "security"};

bool IsSourceName(const fs::path& path) {
  const std::string extension = ToLowerAscii(path.extension().string());
  const std::string stem = ToLowerAscii(path.stem().string());
  return std::find(kSourceExtensions.begin(), kSourceExtensions.end(), extension) !=
             kSourceExtensions.end() &&
         std::find(kNoNotes.begin(), kNoNotes.end(), stem) == kNoNotes.end();
}

bool IsHidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

Error FromErrorCode(const std::error_code& code, std::string_view action, std::string_view path) {
  return SystemError(code.value(), action, path);
}

/// Compressed files, which people take for text, by their first bytes.
std::optional<Error> RefuseCompressed(std::string_view head) {
  if (!head.starts_with("\x1F\x8B")) return std::nullopt;
  return Error{.code = ErrorCode::kUnsupported,
               .message = "is compressed with gzip",
               .offset = 0,
               .remedy = "decompress it first, e.g. with gunzip",
               .kind = "compressed"};
}

void ReadContent(InputFile& input, const ReadOptions& options, const ReadContext& context,
                 FileReport& report, EpisodeCollector& collector) {
  const Result<std::string_view> head = input.Peek(kHeadBytes);
  if (!head) return collector.AddError(head.error());
  if (head->empty() || *head == kByteOrderMark) {
    return collector.AddError({.code = ErrorCode::kParse,
                               .message = "is empty",
                               .remedy = std::string(kAccepted),
                               .kind = "empty"});
  }
  if (auto refusal = RefuseCompressed(*head)) return collector.AddError(*std::move(refusal));
  // What is told apart by its content has to be readable for that.
  std::string_view start = *head;
  Result<std::optional<std::string>> wide = ReadWideText(input, *head, options.limits.file_bytes);
  if (!wide) return collector.AddError(wide.error());
  if (*wide) start = std::string_view(**wide).substr(0, kHeadBytes);
  const DocumentKind kind = DetectDocument(start, report.source);
  report.reader = NameOf(kind);
  if (kind == DocumentKind::kNativeJson) {
    if (const auto zero = start.find('\0'); zero != start.npos && !LooksLikeJson(start)) {
      return collector.AddError({.code = ErrorCode::kUnsupported,
                                 .message = "a zero byte: this is no text",
                                 .offset = zero,
                                 .kind = "binary"});
    }
    if (*wide) return ReadJsonText(**wide, collector);
    return IsJsonLines(*head) ? ReadJsonLines(input, options.limits, collector)
                              : ReadJsonDocument(input, options.limits, collector);
  }
  const bool feed = kind == DocumentKind::kFeed || kind == DocumentKind::kJsonFeed;
  const Result<std::string> content =
      *wide ? Result<std::string>(**std::move(wide))
            : input.ReadAll(feed ? options.limits.feed_bytes : options.limits.file_bytes);
  if (!content) return collector.AddError(content.error());
  if (Trim(*content).empty()) {
    return collector.AddError({.code = ErrorCode::kParse,
                               .message = "holds nothing but white space",
                               .remedy = std::string(kAccepted),
                               .kind = "empty"});
  }
  const bool attachment = kind == DocumentKind::kTranscript || kind == DocumentKind::kChapters;
  if (attachment && HasNotesBeside(report.source)) return;  // Read with the notes.
  const DocumentOrigin origin{
      .file_name = fs::path(report.source).filename().string(), .base_url = {}, .charset = {}};
  Document document = ReadDocument(kind, *content, origin);
  if (document.episodes.empty() && kind == DocumentKind::kPage) report.reader.clear();
  DocumentPasser(options, context, report, collector).Pass(std::move(document));
}

}  // namespace

std::string CanonicalSource(const std::string& argument) {
  if (argument == "-") return argument;
  if (IsUrl(argument)) return WithoutCredentials(argument);
  std::error_code failed;
  const fs::path canonical = fs::weakly_canonical(fs::path(argument), failed);
  if (!failed && canonical.is_absolute()) return canonical.string();
  const fs::path absolute = fs::absolute(fs::path(argument), failed);
  return failed ? argument : absolute.lexically_normal().string();
}

Result<std::vector<std::string>> ListFiles(const std::string& argument, const ReadLimits& limits) {
  if (argument == "-" || IsUrl(argument)) return std::vector<std::string>{argument};
  std::error_code failed;
  const fs::file_status status = fs::status(argument, failed);
  if (failed) return FromErrorCode(failed, "inspect", argument);
  const std::string root = CanonicalSource(argument);
  if (!fs::is_directory(status)) return std::vector<std::string>{root};

  std::vector<std::string> files;
  std::vector<fs::path> pending = {root};
  while (!pending.empty()) {
    const fs::path directory = std::move(pending.back());
    pending.pop_back();
    fs::directory_iterator entries(directory, failed);
    if (failed) {
      if (directory == root) return FromErrorCode(failed, "list", root);
      files.push_back(directory.string());  // ReadSource will say what is wrong with it.
      continue;
    }
    for (; !failed && entries != fs::directory_iterator(); entries.increment(failed)) {
      const fs::directory_entry& entry = *entries;
      std::error_code gone;  // An entry that vanished meanwhile is simply not there.
      if (IsHidden(entry.path()) || entry.is_symlink(gone)) continue;
      if (entry.is_directory(gone)) {
        pending.push_back(entry.path());
      } else if (entry.is_regular_file(gone) && IsSourceName(entry.path())) {
        files.push_back(entry.path().string());
      }
      if (files.size() + pending.size() > limits.files) {
        return Error{.code = ErrorCode::kTooLarge,
                     .message = "holds more than " + std::to_string(limits.files) + " files",
                     .source = root,
                     .remedy = "index its parts one by one"};
      }
    }
    if (failed) files.push_back(directory.string());
    failed.clear();
  }
  std::sort(files.begin(), files.end());
  return files;
}

FileReport ReadSource(const std::string& argument, const ReadOptions& options,
                      const EpisodeSink& sink, const ReadContext& context) {
  FileReport report;
  report.source = CanonicalSource(argument);
  EpisodeCollector collector(report, sink);
  try {
    if (IsUrl(argument)) {
      ReadAddress(argument, options, context, report, collector);
    } else if (Result<InputFile> input = InputFile::Open(argument); !input) {
      collector.AddError(input.error());
    } else {
      ReadContent(*input, options, context, report, collector);
      report.bytes += input->bytes_read();
    }
  } catch (const std::bad_alloc&) {
    collector.AddError(
        {.code = ErrorCode::kTooLarge, .message = "there is not enough memory to read it"});
  }
  const bool attachment = report.reader == NameOf(DocumentKind::kTranscript) ||
                          report.reader == NameOf(DocumentKind::kChapters);
  if (report.episodes == 0 && report.errors.empty() && !report.unmodified && !attachment) {
    collector.AddWarning(
        {.code = ErrorCode::kParse, .message = "holds no episodes", .kind = "no-episodes"});
  }
  collector.Finish();
  return report;
}

}  // namespace cuepoint
