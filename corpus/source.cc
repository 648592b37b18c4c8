#include "corpus/source.h"

#include <algorithm>
#include <filesystem>
#include <new>
#include <string_view>
#include <system_error>
#include <utility>

#include "corpus/input_file.h"
#include "corpus/json_source.h"
#include "corpus/page_reader.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

namespace fs = std::filesystem;

// Enough to see the first lines of any reasonable JSON, and one read() call.
constexpr std::size_t kHeadBytes = 1u << 20;

constexpr std::string_view kAccepted =
    "accepted are native episode JSON (one object per line, an array or an object) and a page of "
    "show "
    "notes as plain text";

bool IsJsonName(const std::string& source) {
  const std::string extension = ToLowerAscii(fs::path(source).extension().string());
  return extension == ".json" || extension == ".jsonl" || extension == ".ndjson";
}

bool IsSourceName(const std::string& source) {
  return IsJsonName(source) || ToLowerAscii(fs::path(source).extension().string()) == ".txt";
}

bool IsHidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

Error FromErrorCode(const std::error_code& code, std::string_view action, std::string_view path) {
  return SystemError(code.value(), action, path);
}

// Binary formats and encodings that people take for text, by their first bytes.
std::optional<Error> RefuseBinary(std::string_view head) {
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) {
    return Error{.code = ErrorCode::kUnsupported,
                 .message = "is UTF-16 text",
                 .offset = 0,
                 .remedy = "convert it to UTF-8, e.g. with iconv -f UTF-16 -t UTF-8"};
  }
  if (head.starts_with("\x1F\x8B")) {
    return Error{.code = ErrorCode::kUnsupported,
                 .message = "is compressed with gzip",
                 .offset = 0,
                 .remedy = "decompress it first, e.g. with gunzip"};
  }
  if (const auto nul = head.find('\0'); nul != std::string_view::npos) {
    return Error{.code = ErrorCode::kUnsupported,
                 .message = "is not text: there is a zero byte at byte " + std::to_string(nul),
                 .offset = nul,
                 .remedy = std::string(kAccepted)};
  }
  return std::nullopt;
}

void ReadPageSource(InputFile& input, const ReadLimits& limits, EpisodeCollector& collector) {
  const Result<std::string> content = input.ReadAll(limits.file_bytes);
  if (!content) return collector.AddError(content.error());
  if (auto refusal = RefuseBinary(*content)) return collector.AddError(*std::move(refusal));
  if (Trim(*content).empty()) {
    return collector.AddError({.code = ErrorCode::kParse,
                               .message = "holds nothing but white space",
                               .remedy = std::string(kAccepted)});
  }
  PageContent page = ReadPage(*content);
  for (Error& warning : page.warnings) collector.AddWarning(std::move(warning));
  if (page.episodes.empty()) {
    return collector.AddError({.code = ErrorCode::kUnsupported,
                               .message = "no episodes were recognised",
                               .remedy = std::string(kAccepted)});
  }
  const bool one_of_many = page.episodes.size() > 1;
  for (Episode& episode : page.episodes) {
    if (!collector.Add(std::move(episode), 1, one_of_many)) return;
  }
}

void ReadContent(InputFile& input, const ReadLimits& limits, FileReport& report,
                 EpisodeCollector& collector) {
  const Result<std::string_view> peeked = input.Peek(kHeadBytes);
  if (!peeked) return collector.AddError(peeked.error());
  std::string_view head = *peeked;
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  if (head.empty()) {
    return collector.AddError(
        {.code = ErrorCode::kParse, .message = "is empty", .remedy = std::string(kAccepted)});
  }
  if (!Trim(head).starts_with('{') && !Trim(head).starts_with('[')) {
    if (auto refusal = RefuseBinary(head)) return collector.AddError(*std::move(refusal));
  }
  if (LooksLikeJson(head) || IsJsonName(report.source)) {
    report.reader = "native-json";
    if (IsJsonLines(head)) {
      ReadJsonLines(input, limits, collector);
    } else {
      ReadJsonDocument(input, limits, collector);
    }
    return;
  }
  ReadPageSource(input, limits, collector);
  if (report.episodes > 0) report.reader = "page";
}

}  // namespace

std::string CanonicalSource(const std::string& argument) {
  if (argument == "-") return argument;
  std::error_code failed;
  const fs::path canonical = fs::weakly_canonical(fs::path(argument), failed);
  if (!failed && canonical.is_absolute()) return canonical.string();
  const fs::path absolute = fs::absolute(fs::path(argument), failed);
  return failed ? argument : absolute.lexically_normal().string();
}

Result<std::vector<std::string>> ListFiles(const std::string& argument, const ReadLimits& limits) {
  if (argument == "-") return std::vector<std::string>{argument};
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
      files.push_back(directory.string());  // ReadFile will say what is wrong with it.
      continue;
    }
    for (; !failed && entries != fs::directory_iterator(); entries.increment(failed)) {
      const fs::directory_entry& entry = *entries;
      std::error_code gone;  // An entry that vanished meanwhile is simply not there.
      if (IsHidden(entry.path()) || entry.is_symlink(gone)) continue;
      if (entry.is_directory(gone)) {
        pending.push_back(entry.path());
      } else if (entry.is_regular_file(gone) && IsSourceName(entry.path().string())) {
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

FileReport ReadFile(const std::string& path, const ReadLimits& limits, const EpisodeSink& sink) {
  FileReport report;
  report.source = CanonicalSource(path);
  EpisodeCollector collector(report, sink);
  try {
    Result<InputFile> input = InputFile::Open(path);
    if (input) {
      ReadContent(*input, limits, report, collector);
      report.bytes = input->bytes_read();
    } else {
      collector.AddError(input.error());
    }
  } catch (const std::bad_alloc&) {
    collector.AddError(
        {.code = ErrorCode::kTooLarge, .message = "there is not enough memory to read it"});
  }
  if (report.episodes == 0 && report.errors.empty()) {
    collector.AddWarning({.code = ErrorCode::kParse, .message = "holds no episodes"});
  }
  collector.Finish();
  return report;
}

}  // namespace cuepoint
