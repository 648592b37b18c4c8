#include "corpus/feed/json_feed_item.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <nlohmann/json.hpp>

#include "corpus/feed/feed_fields.h"
#include "corpus/feed/feed_show.h"
#include "corpus/markup/html_links.h"
#include "corpus/markup/html_text.h"
#include "corpus/text.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxAttachments = 50;
constexpr std::size_t kMaxAuthors = 100;

// The elements of the array `name` of `object`; empty when it is not there, and, with a warning,
// where it is no array.
const json& List(const json& object, const char* name, std::size_t line, ProblemLog& problems) {
  static const json kEmpty = json::array();
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return kEmpty;
  if (found->is_array()) return *found;
  problems.Warn("wrong-type", line, "\"" + std::string(name) + "\" is no array");
  return kEmpty;
}

// How a document of a media type belongs to an episode.
std::optional<AttachmentKind> KindOf(std::string_view type) {
  for (const std::string_view transcript :
       {"text/vtt", "application/srt", "application/x-subrip", "text/srt"}) {
    if (type == transcript) return AttachmentKind::kTranscript;
  }
  if (type == "application/json+chapters") return AttachmentKind::kChapters;
  return std::nullopt;
}

class ItemReader {
 public:
  ItemReader(const json& item, const JsonFeedShow& show, std::size_t line, ProblemLog& problems)
      : item_(item), show_(show), line_(line), problems_(problems) {}

  std::optional<DocumentEpisode> Read();

 private:
  std::string Text(const char* name) const { return JsonFeedText(item_, name, line_, problems_); }
  void ReadAttachments();
  void ReadAttachment(const json& attachment);
  void ReadPeople();
  void ReadNotes();

  const json& item_;
  const JsonFeedShow& show_;
  std::size_t line_;
  ProblemLog& problems_;
  DocumentEpisode read_;
};

void ItemReader::ReadAttachment(const json& attachment) {
  if (!attachment.is_object()) {
    problems_.Warn("wrong-type", line_, "an attachment is no object");
    return;
  }
  Episode& episode = read_.episode;
  const std::string url =
      ResolveLink(JsonFeedText(attachment, "url", line_, problems_), show_.base_url);
  const std::string type = ToLowerAscii(JsonFeedText(attachment, "mime_type", line_, problems_));
  if (url.empty()) return;
  if (const auto kind = KindOf(type)) {
    if (read_.attachments.size() < kMaxAttachments) {
      read_.attachments.push_back({.kind = *kind, .url = url, .type = type, .language = {}});
    }
    return;
  }
  // Several are the same recording in other formats.
  if (!episode.audio_url.empty() ||
      !(type.empty() || type.starts_with("audio/") || type.starts_with("video/"))) {
    return;
  }
  episode.audio_url = url;
  const std::string length = JsonFeedText(attachment, "duration_in_seconds", line_, problems_);
  SetDuration(episode, length, line_, problems_);
}

void ItemReader::ReadAttachments() {
  const json& attachments = List(item_, "attachments", line_, problems_);
  // Audio first, whatever stands before it.
  for (const bool audio : {true, false}) {
    for (const json& attachment : attachments) {
      const auto type = attachment.is_object() ? attachment.find("mime_type") : attachment.end();
      const bool is_audio = attachment.is_object() && type != attachment.end() &&
                            type->is_string() &&
                            StartsWithNoCase(type->get_ref<const std::string&>(), "audio/");
      if (is_audio == audio) ReadAttachment(attachment);
    }
  }
}

void ItemReader::ReadPeople() {
  std::vector<Person> authors = ReadJsonFeedAuthors(item_, show_.base_url, line_, problems_);
  const bool own = !authors.empty();
  if (!own) authors = show_.authors;
  for (Person& author : authors) {
    const auto same = [&author](const Person& other) { return other.name == author.name; };
    const bool of_feed = std::any_of(show_.authors.begin(), show_.authors.end(), same);
    author.role = of_feed ? "host" : show_.authors.empty() ? "" : "guest";
  }
  read_.episode.people = std::move(authors);
}

void ItemReader::ReadNotes() {
  if (const std::string html = Text("content_html"); !html.empty()) {
    AddNotes(read_.episode, html, show_.base_url, line_, problems_);
    return;
  }
  std::string text = Text("content_text");
  if (text.empty()) text = Text("summary");
  AddNotes(read_.episode, EscapeHtml(text), show_.base_url, line_, problems_);
}

std::optional<DocumentEpisode> ItemReader::Read() {
  if (!item_.is_object()) {
    Error error{.code = ErrorCode::kType, .message = "an item is no object", .kind = "bad-item"};
    if (line_ > 0) error.line = line_;
    problems_.AddError(std::move(error));
    return std::nullopt;
  }
  Episode& episode = read_.episode;
  read_.line = line_;
  read_.guid = Text("id");
  episode.title = HtmlToLine(Text("title"));
  for (const char* name : {"url", "external_url"}) {
    if (episode.url.empty()) episode.url = ResolveLink(Text(name), show_.base_url);
  }
  if (const std::string language = Text("language"); !language.empty()) {
    episode.language = ReadLanguageTag(language);
  }
  for (const json& tag : List(item_, "tags", line_, problems_)) {
    if (tag.is_string()) AddTag(episode, tag.get_ref<const std::string&>());
  }
  ReadAttachments();
  ReadPeople();
  ReadNotes();
  if (!EnsureTitle(episode, {}, line_, problems_)) return std::nullopt;
  SetPublished(episode, Text("date_published"), Text("date_modified"), line_, problems_);
  if (read_.guid.empty()) problems_.Warn("missing-guid", line_, "an item has no id");
  return std::move(read_);
}

}  // namespace

std::string JsonFeedText(const json& object, const char* name, std::size_t line,
                         ProblemLog& problems) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return {};
  if (found->is_string()) return std::string(Trim(found->get_ref<const std::string&>()));
  if (found->is_number() || found->is_boolean()) return found->dump();
  problems.Warn("wrong-type", line, "\"" + std::string(name) + "\" is no text");
  return {};
}

std::vector<Person> ReadJsonFeedAuthors(const json& object, std::string_view base_url,
                                        std::size_t line, ProblemLog& problems) {
  std::vector<Person> people;
  const auto add = [&](const json& author) {
    if (!author.is_object() || people.size() >= kMaxAuthors) return;
    Person person;
    person.name = HtmlToLine(JsonFeedText(author, "name", line, problems));
    person.url = ResolveLink(JsonFeedText(author, "url", line, problems), base_url);
    if (!person.name.empty()) people.push_back(std::move(person));
  };
  for (const json& author : List(object, "authors", line, problems)) add(author);
  if (const auto author = object.find("author"); people.empty() && author != object.end()) {
    add(*author);
  }
  return people;
}

std::optional<DocumentEpisode> ReadJsonFeedItem(const json& item, const JsonFeedShow& show,
                                                std::size_t line, ProblemLog& problems) {
  return ItemReader(item, show, line, problems).Read();
}

}  // namespace cuepoint
