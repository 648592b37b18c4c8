#include "corpus/attachments.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "corpus/fetch/fetch_memory.h"
#include "corpus/fetch/fetcher.h"
#include "corpus/input_file.h"
#include "corpus/text.h"
#include "corpus/text_encoding.h"
#include "corpus/timed/chapter_file.h"
#include "corpus/timed/transcript.h"
#include "corpus/url.h"

namespace cuepoint {
namespace {

namespace fs = std::filesystem;

/// A chapter of the notes and one of a document are the same when they start this close together.
constexpr double kSameChapter_s = 1.5;

/// What says most comes first: times and speakers, then times, then text.
int Preference(const Attachment& attachment) {
  constexpr std::array<std::string_view, 5> kTypes = {"vtt", "srt", "json", "html", "plain"};
  const std::string type = ToLowerAscii(attachment.type) + " " + ToLowerAscii(attachment.url);
  for (std::size_t i = 0; i < kTypes.size(); ++i) {
    if (type.find(kTypes[i]) != std::string::npos) return static_cast<int>(i);
  }
  return static_cast<int>(kTypes.size());
}

std::string_view PrimaryLanguage(std::string_view tag) { return tag.substr(0, tag.find('-')); }

/// Transcripts, those in the episode's language first, then by preference.
std::vector<Attachment> Transcripts(const std::vector<Attachment>& all, const Episode& episode) {
  std::vector<Attachment> transcripts;
  for (const Attachment& attachment : all) {
    if (attachment.kind == AttachmentKind::kTranscript) transcripts.push_back(attachment);
  }
  const std::string_view language =
      PrimaryLanguage(episode.language.empty() ? episode.show.language : episode.language);
  const auto foreign = [&](const Attachment& attachment) {
    return !attachment.language.empty() && !language.empty() &&
           !EqualsNoCase(PrimaryLanguage(attachment.language), language);
  };
  std::stable_sort(
      transcripts.begin(), transcripts.end(), [&](const Attachment& a, const Attachment& b) {
        return std::pair(foreign(a), Preference(a)) < std::pair(foreign(b), Preference(b));
      });
  return transcripts;
}

/// Chapters of a document have no notes; those of the notes at the same times do.
void KeepTexts(const std::vector<Chapter>& from, std::vector<Chapter>& to) {
  for (Chapter& chapter : to) {
    if (!chapter.text.empty()) continue;
    for (const Chapter& old : from) {
      if (std::abs(old.start_s - chapter.start_s) < kSameChapter_s) chapter.text = old.text;
    }
  }
}

Error About(Error error, const std::string& url, std::string_view kind) {
  if (error.kind.empty()) error.kind = kind;
  error.message = url + ": " + error.message;
  // Lines and offsets are those of the other document, not of the source that is reported on.
  if (error.line) error.message += " (line " + std::to_string(*error.line) + ")";
  error.line.reset();
  error.offset.reset();
  return error;
}

}  // namespace

Result<Attacher::Loaded> Attacher::LoadFile(const std::string& path, bool sibling) {
  std::error_code failed;
  const fs::path directory = fs::path(source_).parent_path();
  const fs::path file = fs::weakly_canonical(sibling ? fs::path(path) : directory / path, failed);
  const fs::path inside = file.lexically_relative(directory);
  if (failed || (!sibling && (inside.empty() || inside.native().starts_with("..")))) {
    return Error{.code = ErrorCode::kPermission,
                 .message = "is not in the directory of the document that refers to it",
                 .kind = "attachment-outside"};
  }
  Result<InputFile> input = InputFile::Open(file.string());
  if (!input) return input.error();
  Result<std::string> content = input->ReadAll(options_.limits.attachment_bytes);
  if (!content) return content.error();
  bytes_ += content->size();
  Result<DecodedText> text = DecodeText(*content);
  if (!text) return text.error();
  return Loaded{.text = std::move(text->text), .type = file.filename().string()};
}

Result<Attacher::Loaded> Attacher::LoadUrl(const std::string& url, bool have_stored) {
  assert(context_.fetcher != nullptr);
  FetchRequest request{.url = url,
                       .limit_bytes = options_.limits.attachment_bytes,
                       .credentials_of = credentials_of_};
  if (context_.memory != nullptr && have_stored) {
    request.validators = context_.memory->Recall(url);
  }
  Result<FetchResponse> response = context_.fetcher->Fetch(request);
  if (!response) {
    // What is gone or refused will be so next time; what did not answer may come back.
    const ErrorCode code = response.error().code;
    if (code == ErrorCode::kUnavailable || code == ErrorCode::kCancelled) complete_ = false;
    return response.error();
  }
  if (context_.memory != nullptr) context_.memory->Remember(url, response->validators);
  if (response->not_modified) return Loaded{.text = {}, .type = {}, .not_modified = true};
  bytes_ += response->body.size();
  Result<DecodedText> text = DecodeText(response->body, response->charset);
  if (!text) return text.error();
  return Loaded{.text = std::move(text->text), .type = std::move(response->type)};
}

Result<Attacher::Loaded> Attacher::Load(const Attachment& attachment, bool have_stored) {
  if (IsUrl(attachment.url)) return LoadUrl(attachment.url, have_stored);
  if (IsUrl(source_) || source_ == "-") {
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = "is not an address",
                 .kind = "bad-attachment"};
  }
  return LoadFile(attachment.url, fs::path(attachment.url).is_absolute());
}

bool Attacher::AttachChapters(const Attachment& attachment, Episode& episode,
                              std::vector<Error>& warnings) {
  const std::optional<Episode> stored = context_.memory != nullptr && IsUrl(attachment.url)
                                            ? context_.memory->Stored(episode.id)
                                            : std::nullopt;
  const Result<Loaded> loaded = Load(attachment, stored && !stored->chapters.empty());
  if (!loaded) {
    warnings.push_back(About(loaded.error(), attachment.url, "chapters-unreadable"));
    return false;
  }
  std::vector<Chapter> chapters;
  if (loaded->not_modified) {
    chapters = stored->chapters;
  } else {
    Result<ChapterFile> file = ReadChapterFile(loaded->text);
    if (!file) {
      warnings.push_back(About(file.error(), attachment.url, "chapters-unreadable"));
      return false;
    }
    for (Error& warning : file->warnings) {
      warnings.push_back(About(std::move(warning), attachment.url, "chapters-repaired"));
    }
    chapters = std::move(file->chapters);
  }
  if (chapters.empty()) return false;
  KeepTexts(episode.chapters, chapters);
  episode.chapters = std::move(chapters);
  return true;
}

bool Attacher::AttachTranscript(const Attachment& attachment, Episode& episode,
                                std::vector<Error>& warnings) {
  const std::optional<Episode> stored = context_.memory != nullptr && IsUrl(attachment.url)
                                            ? context_.memory->Stored(episode.id)
                                            : std::nullopt;
  const Result<Loaded> loaded = Load(attachment, stored && !stored->transcript.empty());
  if (!loaded) {
    warnings.push_back(About(loaded.error(), attachment.url, "transcript-unreadable"));
    return false;
  }
  if (loaded->not_modified) {
    episode.transcript = stored->transcript;
    return true;
  }
  const std::string type = attachment.type.empty() ? loaded->type : attachment.type;
  Result<Transcript> transcript = ReadTranscript(loaded->text, type, episode.duration_s);
  if (!transcript) {
    warnings.push_back(About(transcript.error(), attachment.url, "transcript-unreadable"));
    return false;
  }
  for (Error& warning : transcript->warnings) {
    warnings.push_back(About(std::move(warning), attachment.url, "transcript-repaired"));
  }
  episode.transcript = std::move(transcript->cues);
  return !episode.transcript.empty();
}

void Attacher::Attach(DocumentEpisode& episode, const std::vector<Attachment>& siblings,
                      std::vector<Error>& warnings) {
  std::vector<Attachment> all = std::move(episode.attachments);
  for (Attachment& attachment : all) {
    // An absolute path would name any file of this machine.
    if (!IsUrl(attachment.url) && fs::path(attachment.url).is_absolute()) {
      attachment.url = fs::path(attachment.url).relative_path().string();
    }
  }
  if (context_.fetcher == nullptr) {
    not_fetched_ += std::erase_if(all, [this](const Attachment& attachment) {
      return IsUrl(attachment.url) &&
             (options_.transcripts || attachment.kind != AttachmentKind::kTranscript);
    });
  }
  all.insert(all.end(), siblings.begin(), siblings.end());
  for (const Attachment& attachment : all) {
    if (attachment.kind != AttachmentKind::kChapters) continue;
    if (AttachChapters(attachment, episode.episode, warnings)) {
      ++attached_;
      break;
    }
  }
  if (!options_.transcripts || !episode.episode.transcript.empty()) return;
  for (const Attachment& attachment : Transcripts(all, episode.episode)) {
    if (AttachTranscript(attachment, episode.episode, warnings)) {
      ++attached_;
      break;
    }
  }
}

}  // namespace cuepoint
