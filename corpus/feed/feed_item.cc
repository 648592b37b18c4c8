#include "corpus/feed/feed_item.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "corpus/feed/feed_chapters.h"
#include "corpus/feed/feed_fields.h"
#include "corpus/markup/html_links.h"
#include "corpus/markup/html_text.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

using Index = FeedTree::Index;

// Where an element was found; the root stands for nowhere.
constexpr Index kNowhere = 0;
constexpr std::size_t kMaxAttachments = 50;

// How well an enclosure serves as the audio of an episode.
enum class Media { kAbsent, kOther, kAlternate, kUntyped, kAudio };

class ItemReader {
 public:
  ItemReader(const FeedTree& tree, const FeedShow& show, bool atom, ProblemLog& problems)
      : tree_(tree), problems_(problems), base_(show.LinkBase()), atom_(atom), show_(show) {}

  std::optional<FeedItem> Read();

 private:
  Episode& episode() { return item_.episode.episode; }
  void ReadElements(Index parent);
  void ReadElement(Index element);
  void ReadLink(Index element);
  void ReadKeywords(std::string_view list);
  void ReadPerson(Index element);
  void AddAttachment(AttachmentKind kind, Index element);
  void OfferAudio(Media media, std::string_view url);
  void OfferNotes(Index element);
  void SetAddress();
  void Keep(Index& place, Index element) const;
  std::string_view TextOf(Index element) const {
    return element == kNowhere ? std::string_view() : tree_.Text(element);
  }
  std::size_t Line(Index element) const { return tree_.Line(element); }
  bool IsPlainText(Index element) const;
  std::string_view BaseOf(Index element, std::string& storage) const;
  std::string TitleOf(Index element) const;

  const FeedTree& tree_;
  ProblemLog& problems_;
  std::string base_;
  bool atom_;
  const FeedShow& show_;
  FeedItem item_;
  Media media_ = Media::kAbsent;

  Index title_ = kNowhere;
  Index itunes_title_ = kNowhere;
  Index guid_ = kNowhere;
  Index published_ = kNowhere;
  Index updated_ = kNowhere;
  Index duration_ = kNowhere;
  Index number_ = kNowhere;
  Index season_ = kNowhere;
  Index podcast_number_ = kNowhere;
  Index podcast_season_ = kNowhere;
  Index chapters_ = kNowhere;
  Index notes_ = kNowhere;
};

// The first of several counts, unless it is empty.
void ItemReader::Keep(Index& place, Index element) const {
  if (place == kNowhere || Trim(tree_.Text(place)).empty()) place = element;
}

// Whether the text of an Atom construct is plain (RFC 4287, 3.1.1: so it is unless "html" or
// "xhtml"; 4.1.3.3 for media types).
bool ItemReader::IsPlainText(Index element) const {
  const std::string_view type = Trim(tree_.Attribute(element, "type"));
  if (type.empty()) return atom_ && tree_.Tag(element) != FeedTag::kItunesSummary;
  return EqualsNoCase(type, "text") || EqualsNoCase(type, "text/plain") ||
         EqualsNoCase(type, "plain");
}

std::string ItemReader::TitleOf(Index element) const {
  if (element == kNowhere) return {};
  const std::string_view text = tree_.Text(element);
  if (EqualsNoCase(Trim(tree_.Attribute(element, "type")), "xhtml")) {
    return HtmlToLine(EscapeHtml(PlainText(ReadHtml(text))));
  }
  return IsPlainText(element) ? HtmlToLine(EscapeHtml(text)) : HtmlToLine(text);
}

// What links in the element's text are relative to.
std::string_view ItemReader::BaseOf(Index element, std::string& storage) const {
  const std::string_view base = tree_.Attribute(element, "base");
  if (base.empty()) return base_;
  storage = ResolveLink(base, base_);
  return storage;
}

void ItemReader::ReadElements(Index parent) {
  for (Index child = tree_.First(parent); child < tree_.End(parent); child = tree_.Next(child)) {
    ReadElement(child);
  }
}

void ItemReader::ReadElement(Index element) {
  switch (tree_.Tag(element)) {
    case FeedTag::kTitle:
      return Keep(title_, element);
    case FeedTag::kItunesTitle:
      return Keep(itunes_title_, element);
    case FeedTag::kGuid:
      return Keep(guid_, element);
    case FeedTag::kPublished:
      return Keep(published_, element);
    case FeedTag::kUpdated:
      return Keep(updated_, element);
    case FeedTag::kItunesDuration:
      return Keep(duration_, element);
    case FeedTag::kItunesEpisode:
      return Keep(number_, element);
    case FeedTag::kItunesSeason:
      return Keep(season_, element);
    case FeedTag::kPodcastEpisode:
      return Keep(podcast_number_, element);
    case FeedTag::kPodcastSeason:
      return Keep(podcast_season_, element);
    case FeedTag::kLanguage:
      episode().language = ReadLanguageTag(tree_.Text(element));
      return;
    case FeedTag::kDescription:
    case FeedTag::kContent:
    case FeedTag::kItunesSummary:
    case FeedTag::kItunesSubtitle:
      return OfferNotes(element);
    case FeedTag::kLink:
      return ReadLink(element);
    case FeedTag::kEnclosure:
    case FeedTag::kMediaContent: {
      const std::string_view type = tree_.Attribute(element, "type");
      OfferAudio(type.empty()                       ? Media::kUntyped
                 : StartsWithNoCase(type, "audio/") ? Media::kAudio
                                                    : Media::kOther,
                 tree_.Attribute(element, "url"));
      return;
    }
    case FeedTag::kPodcastSource:
      return OfferAudio(Media::kAlternate, tree_.Attribute(element, "uri"));
    case FeedTag::kMediaGroup:
    case FeedTag::kPodcastAlternateEnclosure:
      return ReadElements(element);
    case FeedTag::kCategory: {
      const std::string_view label = tree_.Attribute(element, "label");
      const std::string_view term = tree_.Attribute(element, "term");
      return AddTag(episode(), !label.empty() ? label : !term.empty() ? term : TextOf(element));
    }
    case FeedTag::kItunesKeywords:
      return ReadKeywords(tree_.Text(element));
    case FeedTag::kPodcastPerson:
      return ReadPerson(element);
    case FeedTag::kPodcastTranscript:
      return AddAttachment(AttachmentKind::kTranscript, element);
    case FeedTag::kPodcastChapters:
      return AddAttachment(AttachmentKind::kChapters, element);
    case FeedTag::kPscChapters:
      if (chapters_ == kNowhere) chapters_ = element;
      return;
    default:
      return;
  }
}

void ItemReader::ReadLink(Index element) {
  const std::string_view rel = Trim(tree_.Attribute(element, "rel"));
  if (EqualsNoCase(rel, "enclosure")) {
    const bool audio = StartsWithNoCase(tree_.Attribute(element, "type"), "audio/");
    return OfferAudio(audio ? Media::kAudio : Media::kUntyped, tree_.Attribute(element, "href"));
  }
  if (!episode().url.empty() || !IsAlternateLink(tree_, element)) return;
  std::string storage;
  episode().url = ReadFeedLink(tree_, element, BaseOf(element, storage));
}

void ItemReader::ReadKeywords(std::string_view list) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    AddTag(episode(), list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

void ItemReader::ReadPerson(Index element) {
  auto person = ReadFeedPerson(tree_, element, base_);
  if (!person) {
    problems_.Warn("bad-person", Line(element), "a person has no name");
    return;
  }
  item_.own_people = true;
  const auto& people = episode().people;
  if (std::find(people.begin(), people.end(), *person) == people.end()) {
    episode().people.push_back(*std::move(person));
  }
}

void ItemReader::AddAttachment(AttachmentKind kind, Index element) {
  const std::string url = ResolveLink(tree_.Attribute(element, "url"), base_);
  if (url.empty()) {
    problems_.Warn("bad-link", Line(element),
                   "a transcript or list of chapters has no address to read: " +
                       Quoted(tree_.Attribute(element, "url")));
    return;
  }
  if (item_.episode.attachments.size() >= kMaxAttachments) return;
  item_.episode.attachments.push_back(
      {.kind = kind,
       .url = url,
       .type = ToLowerAscii(Trim(tree_.Attribute(element, "type"))),
       .language = ReadLanguageTag(tree_.Attribute(element, "language"))});
}

void ItemReader::OfferAudio(Media media, std::string_view url) {
  if (media <= media_) return;
  std::string resolved = ResolveLink(url, base_);
  if (resolved.empty()) return;
  media_ = media;
  episode().audio_url = std::move(resolved);
}

// The longest text counts: the others are mostly its beginning, or it without its markup.
void ItemReader::OfferNotes(Index element) {
  const std::string_view type = Trim(tree_.Attribute(element, "type"));
  const bool binary = type.find('/') != std::string_view::npos &&
                      !StartsWithNoCase(type, "text/") && !type.ends_with("xml");
  if (binary) return;
  if (TextOf(element).size() > TextOf(notes_).size()) notes_ = element;
}

// The page of the episode: its link, else a guid that is one.
void ItemReader::SetAddress() {
  const std::string_view guid = Trim(TextOf(guid_));
  item_.episode.guid = guid;
  if (!episode().url.empty() || guid_ == kNowhere) return;
  const bool web = StartsWithNoCase(guid, "http://") || StartsWithNoCase(guid, "https://");
  if (web && !EqualsNoCase(Trim(tree_.Attribute(guid_, "isPermaLink")), "false")) {
    episode().url = ResolveLink(guid, base_);
  }
}

std::optional<FeedItem> ItemReader::Read() {
  constexpr Index kRoot = 0;
  item_.episode.line = Line(kRoot);
  if (const std::string_view base = tree_.Attribute(kRoot, "base"); !base.empty()) {
    base_ = ResolveLink(base, base_);
  }
  ReadElements(kRoot);
  SetAddress();
  episode().title = TitleOf(title_);
  SetNumber(episode().number, TextOf(number_), "episode number", Line(number_), problems_);
  SetNumber(episode().number, TextOf(podcast_number_), "episode number", Line(podcast_number_),
            problems_);
  SetNumber(episode().season, TextOf(season_), "season", Line(season_), problems_);
  SetNumber(episode().season, TextOf(podcast_season_), "season", Line(podcast_season_), problems_);
  SetDuration(episode(), TextOf(duration_), Line(duration_), problems_);
  if (chapters_ != kNowhere)
    episode().chapters = ReadFeedChapters(tree_, chapters_, base_, problems_);
  if (!item_.own_people) episode().people = show_.people();
  if (notes_ != kNowhere) {
    std::string storage;
    const std::string_view base = BaseOf(notes_, storage);
    const std::string_view text = TextOf(notes_);
    if (IsPlainText(notes_)) {
      AddNotes(episode(), EscapeHtml(text), base, Line(notes_), problems_);
    } else {
      AddNotes(episode(), text, base, Line(notes_), problems_);
    }
  }
  if (!EnsureTitle(episode(), TitleOf(itunes_title_), Line(kRoot), problems_)) return std::nullopt;
  SetPublished(episode(), TextOf(published_), TextOf(updated_),
               Line(published_ != kNowhere ? published_ : updated_), problems_);
  if (item_.episode.guid.empty()) {
    problems_.Warn("missing-guid", Line(kRoot), "an item has no guid");
  }
  return std::move(item_);
}

}  // namespace

std::optional<FeedItem> ReadFeedItem(const FeedTree& tree, const FeedShow& show, bool atom,
                                     ProblemLog& problems) {
  return ItemReader(tree, show, atom, problems).Read();
}

}  // namespace cuepoint
