#include "corpus/feed/json_feed.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <new>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "corpus/feed/feed_show.h"
#include "corpus/feed/json_feed_item.h"
#include "corpus/markup/html_links.h"
#include "corpus/markup/html_text.h"
#include "corpus/native/tracking_iterator.h"
#include "corpus/notes/notes_text.h"
#include "corpus/problem_log.h"
#include "corpus/text.h"
#include "corpus/text_encoding.h"

namespace cuepoint {
namespace {

using nlohmann::json;

constexpr int kMaxDepth = 64;  // As native JSON (corpus/native/native_json.h).

// Thrown out of the parser's callback, which has no other way to stop it; never leaves this file.
struct TooDeep {};

bool DescribesShow(std::string_view member) {
  for (const std::string_view known :
       {"title", "home_page_url", "feed_url", "language", "authors", "author"}) {
    if (member == known) return true;
  }
  return false;
}

// Reads items as the parser completes them, so that only one is held as a tree.
class FeedParse {
 public:
  FeedParse(std::string_view text, std::string_view base_url, ProblemLog& problems)
      : text_(text),
        base_url_(base_url),
        furthest_(text.data()),
        counted_(text.data()),
        problems_(problems) {}

  std::vector<DocumentEpisode> Run();

 private:
  bool OnEvent(int depth, json::parse_event_t event, json& parsed);
  void ReadItem(const json& item);
  void ReadShow();
  std::size_t Line();
  void Fail(ErrorCode code, std::string message, std::string kind);

  std::string_view text_;
  std::string_view base_url_;
  const char* furthest_;
  const char* counted_;  // Up to where lines were counted.
  std::size_t line_ = 1;
  std::size_t item_line_ = 0;
  std::size_t surplus_items_ = 0;
  ProblemLog& problems_;
  bool is_object_ = false;
  std::string member_;          // The document's member that is being read,
  json head_ = json::object();  // and those before it that describe the show.
  bool show_is_stale_ = true;
  JsonFeedShow show_;
  std::vector<DocumentEpisode> episodes_;
};

std::size_t FeedParse::Line() {
  line_ += static_cast<std::size_t>(std::count(counted_, furthest_, '\n'));
  counted_ = furthest_;
  return line_;
}

void FeedParse::Fail(ErrorCode code, std::string message, std::string kind) {
  Error error{.code = code, .message = std::move(message), .kind = std::move(kind)};
  error.line = Line();
  error.offset = static_cast<std::size_t>(furthest_ - text_.data());
  problems_.AddError(std::move(error));
}

// Depth 0 is the document, 1 its members, 2 the items. Returns whether the parser should keep what
// it has read.
bool FeedParse::OnEvent(int depth, json::parse_event_t event, json& parsed) {
  using Event = json::parse_event_t;
  if (depth > kMaxDepth) throw TooDeep();
  const bool starts = event == Event::object_start || event == Event::array_start;
  if (depth == 0) {
    is_object_ = is_object_ || event == Event::object_start;
    return true;
  }
  if (!is_object_) return false;
  if (depth == 1 && event == Event::key) {
    member_ = parsed.get_ref<const std::string&>();
    return true;
  }
  if (member_ == "items") {
    if (depth != 2 || event == Event::key) return true;
    if (starts || event == Event::value) item_line_ = Line();
    if (starts) return true;
    ReadItem(parsed);
    return false;
  }
  if (depth > 1 || starts) return true;
  if (DescribesShow(member_)) {
    head_[member_] = parsed;
    show_is_stale_ = true;
  }
  return false;
}

void FeedParse::ReadItem(const json& item) {
  if (episodes_.size() >= kMaxFeedEpisodes) {
    ++surplus_items_;
    return;
  }
  ReadShow();
  if (auto episode = ReadJsonFeedItem(item, show_, item_line_, problems_)) {
    episodes_.push_back(*std::move(episode));
  }
}

void FeedParse::ReadShow() {
  if (!show_is_stale_) return;
  show_is_stale_ = false;
  const auto text = [&](const char* name) { return JsonFeedText(head_, name, 0, problems_); };
  Show& show = show_.show;
  show.title = HtmlToLine(text("title"));
  show.url = ResolveLink(text("home_page_url"), base_url_);
  show.language = ReadLanguageTag(text("language"));
  const std::string feed_url = ResolveLink(text("feed_url"), base_url_);
  show_.base_url = base_url_;
  for (const std::string& base : {feed_url, show.url}) {
    if (show_.base_url.empty()) show_.base_url = base;
  }
  for (const std::string& name :
       {show.title, UrlHost(show.url), UrlHost(feed_url), std::string("feed")}) {
    show.id = Slug(name);
    if (!show.id.empty()) break;
  }
  show_.authors = ReadJsonFeedAuthors(head_, show_.base_url, 0, problems_);
  BoundInherited(show, show_.authors);
  // The show itself is nobody's host.
  std::erase_if(show_.authors,
                [&show](const Person& author) { return EqualsNoCase(author.name, show.title); });
}

std::vector<DocumentEpisode> FeedParse::Run() {
  try {
    const json feed = json::parse(TrackingIterator(text_.data(), &furthest_),
                                  TrackingIterator(text_.data() + text_.size(), &furthest_),
                                  [this](int depth, json::parse_event_t event, json& parsed) {
                                    return OnEvent(depth, event, parsed);
                                  });
    if (!is_object_) Fail(ErrorCode::kParse, "the document is no JSON Feed", "not-a-feed");
  } catch (const TooDeep&) {
    Fail(ErrorCode::kTooLarge, "nested deeper than " + std::to_string(kMaxDepth), "too-deep");
  } catch (const json::exception&) {
    Fail(ErrorCode::kParse, "the JSON is malformed or cut off", "malformed-json");
  }
  if (surplus_items_ > 0) problems_.AddError(TooManyItems(surplus_items_));
  ReadShow();
  for (DocumentEpisode& episode : episodes_) episode.episode.show = show_.show;
  return std::move(episodes_);
}

}  // namespace

bool LooksLikeJsonFeed(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  if (!Trim(head).starts_with('{')) return false;
  constexpr std::string_view kKey = "\"version\"";
  for (std::size_t at = head.find(kKey); at != std::string_view::npos;
       at = head.find(kKey, at + 1)) {
    std::string_view rest = Trim(head.substr(at + kKey.size()));
    if (!rest.starts_with(':')) continue;
    rest = Trim(rest.substr(1));
    if (!rest.starts_with('"')) continue;
    const std::string_view value = rest.substr(1, rest.find('"', 1) - 1);
    if (value.find("jsonfeed.org") != std::string_view::npos) return true;
  }
  return false;
}

Document ReadJsonFeed(std::string_view feed, std::string_view base_url) {
  Document document;
  ProblemLog problems;
  const Result<DecodedText> decoded = DecodeText(feed, "utf-8");
  if (!decoded) {
    problems.AddError(decoded.error());
  } else {
    ReportDecoding(*decoded, problems);
    document.episodes = FeedParse(decoded->text, base_url, problems).Run();
  }
  std::move(problems).MoveTo(document);
  return document;
}

}  // namespace cuepoint
