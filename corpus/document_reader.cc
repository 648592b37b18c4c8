#include "corpus/document_reader.h"

#include <filesystem>
#include <optional>
#include <utility>

#include "corpus/feed/feed_reader.h"
#include "corpus/feed/json_feed.h"
#include "corpus/markdown/markdown_reader.h"
#include "corpus/markup/html_text.h"
#include "corpus/markup/rich_text.h"
#include "corpus/native/json_source.h"
#include "corpus/page/page_reader.h"
#include "corpus/text.h"
#include "corpus/text_encoding.h"
#include "corpus/timed/chapter_file.h"
#include "corpus/timed/transcript.h"

namespace cuepoint {
namespace {

std::string Extension(std::string_view file_name) {
  return ToLowerAscii(std::filesystem::path(file_name).extension().string());
}

bool IsMarkdownName(const std::string& extension) {
  return extension == ".md" || extension == ".markdown" || extension == ".mdx";
}

bool IsJsonName(const std::string& extension) {
  return extension == ".json" || extension == ".jsonl" || extension == ".ndjson";
}

/// Whether a page is HTML rather than text that begins with an angle bracket.
bool LooksLikeHtml(std::string_view head) {
  if (!head.starts_with('<')) return false;
  for (const std::string_view start : {"<!doctype html", "<html", "<head", "<body", "<!--", "<div",
                                       "<section", "<article", "<main", "<p", "<h1", "<ul"}) {
    if (StartsWithNoCase(head, start)) return true;
  }
  return false;
}

Document OfPage(PageContent page) {
  Document document;
  document.warnings = std::move(page.warnings);
  for (Episode& episode : page.episodes) {
    document.episodes.push_back(
        {.episode = std::move(episode), .guid = {}, .attachments = {}, .line = 1});
  }
  if (document.episodes.empty()) {
    document.errors.push_back(
        {.code = ErrorCode::kUnsupported,
         .message = "no episodes were recognised",
         .remedy = "accepted are feeds (RSS, Atom, JSON), notes in Markdown, a page of show notes, "
                   "and native episode JSON (one object per line, an array or an object)",
         .kind = "no-episodes"});
  }
  return document;
}

Document AttachmentAlone(DocumentKind kind) {
  const bool transcript = kind == DocumentKind::kTranscript;
  Document document;
  document.errors.push_back(
      {.code = ErrorCode::kUnsupported,
       .message = transcript ? "is a transcript without its episode"
                             : "is a list of chapters without its episode",
       .remedy = std::string("put it beside the episode's notes under the same name, as in ") +
                 (transcript ? "17.md and 17.vtt" : "17.md and 17.chapters.json"),
       .kind = "attachment-alone"});
  return document;
}

}  // namespace

std::string_view NameOf(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::kNativeJson:
      return "native-json";
    case DocumentKind::kFeed:
      return "feed";
    case DocumentKind::kJsonFeed:
      return "json-feed";
    case DocumentKind::kMarkdown:
      return "markdown";
    case DocumentKind::kPage:
      return "page";
    case DocumentKind::kHtmlPage:
      return "html";
    case DocumentKind::kChapters:
      return "chapters";
    case DocumentKind::kTranscript:
      return "transcript";
  }
  return {};
}

DocumentKind DetectDocument(std::string_view head, std::string_view file_name) {
  const std::string extension = Extension(file_name);
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  if (LooksLikeFeed(head)) return DocumentKind::kFeed;
  const bool json = LooksLikeJson(head) || IsJsonName(extension);
  if (HasFrontMatter(head) && !IsJsonName(extension)) {
    return ReadMarkdownTranscript(head) ? DocumentKind::kTranscript : DocumentKind::kMarkdown;
  }
  const std::optional<TranscriptFormat> transcript = DetectTranscript(head, extension);
  if (json) {
    if (LooksLikeJsonFeed(head)) return DocumentKind::kJsonFeed;
    if (LooksLikeChapterFile(head)) return DocumentKind::kChapters;
    if (transcript == TranscriptFormat::kJson) return DocumentKind::kTranscript;
    return DocumentKind::kNativeJson;
  }
  if (transcript == TranscriptFormat::kVtt || transcript == TranscriptFormat::kSrt ||
      (transcript && (extension == ".vtt" || extension == ".srt"))) {
    return DocumentKind::kTranscript;
  }
  if (IsMarkdownName(extension)) return DocumentKind::kMarkdown;
  const std::string_view text = Trim(head);
  if (text.starts_with('<')) {
    if (transcript == TranscriptFormat::kHtml) return DocumentKind::kTranscript;
    if (LooksLikeHtml(text)) return DocumentKind::kHtmlPage;
    if (LooksLikeChapterFile(head)) return DocumentKind::kChapters;
    // XML that is no feed: its reader says best what is wrong.
    if (text.starts_with("<?xml")) return DocumentKind::kFeed;
  }
  if (text.starts_with("# ")) return DocumentKind::kMarkdown;
  return DocumentKind::kPage;
}

Document ReadDocument(DocumentKind kind, std::string_view content, const DocumentOrigin& origin) {
  if (kind == DocumentKind::kFeed) return ReadFeed(content, origin.base_url, origin.charset);
  if (kind == DocumentKind::kChapters || kind == DocumentKind::kTranscript) {
    return AttachmentAlone(kind);
  }
  std::string declared = origin.charset;
  if (declared.empty() && kind == DocumentKind::kHtmlPage) declared = DeclaredEncoding(content);
  Result<DecodedText> decoded = DecodeText(content, declared);
  if (!decoded) {
    Document document;
    document.errors.push_back(decoded.error());
    return document;
  }
  Document document;
  switch (kind) {
    case DocumentKind::kJsonFeed:
      document = ReadJsonFeed(decoded->text, origin.base_url);
      break;
    case DocumentKind::kMarkdown:
      document = ReadMarkdownNotes(decoded->text, origin.file_name);
      break;
    case DocumentKind::kHtmlPage:
      document = OfPage(ReadPage(PlainText(ReadHtml(decoded->text, origin.base_url))));
      break;
    default:
      document = OfPage(ReadPage(decoded->text));
  }
  if (decoded->guessed || decoded->repaired) {
    document.warnings.push_back({.code = ErrorCode::kParse,
                                 .message = "the text was read as " + decoded->encoding,
                                 .remedy = "save it as UTF-8 if characters are wrong",
                                 .kind = "encoding-guessed"});
  }
  return document;
}

}  // namespace cuepoint
