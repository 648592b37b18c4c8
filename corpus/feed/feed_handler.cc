#include "corpus/feed/feed_handler.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "corpus/feed/feed_fields.h"
#include "corpus/feed/feed_item.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

// Elements of HTML that have no end tag.
bool IsVoid(std::string_view name) {
  for (const std::string_view known : {"br", "hr", "img", "wbr"}) {
    if (EqualsNoCase(name, known)) return true;
  }
  return false;
}

void AppendAttribute(std::string& html, std::string_view name, std::string_view value) {
  html += ' ';
  html += name;
  html += "=\"";
  for (const char c : value) {
    if (c == '"') {
      html += "&quot;";
    } else if (c == '&') {
      html += "&amp;";
    } else {
      html += c;
    }
  }
  html += '"';
}

bool HoldsItems(FeedTag tag) {
  return tag == FeedTag::kRss || tag == FeedTag::kChannel || tag == FeedTag::kFeed;
}

}  // namespace

FeedHandler::State FeedHandler::Open(const XmlName& name,
                                     const std::vector<XmlAttribute>& attributes,
                                     std::size_t line) {
  const FeedTag tag = names_.Find(name);
  if (tag == FeedTag::kItem && tree_.depth() == 1 && tree_.open_tag() == FeedTag::kItem) {
    problems_.Warn("nested-item", line, "an item stands within another, which it ends");
    tree_.Close();
    TakeTree();
    open_.back() = State::kFeed;
  }
  const bool within_feed = !open_.empty() && open_.back() == State::kFeed;
  if (HoldsItems(tag)) {
    if (!open_.empty() && !within_feed) return State::kSkipped;
    feed_ = true;
    atom_ = atom_ || tag == FeedTag::kFeed;
    for (const XmlAttribute& attribute : attributes) {
      if (attribute.name.local == "base") show_.SetBase(attribute.value);
    }
    return State::kFeed;
  }
  if (tag == FeedTag::kPodcastLiveItem && live_items_++ == 0) live_item_line_ = line;
  const bool stray = open_.empty() || (tag == FeedTag::kItem && !within_feed);
  if (tag == FeedTag::kUnknown || tag == FeedTag::kPodcastLiveItem || stray) {
    return State::kSkipped;
  }
  if (within_feed) tree_.Clear();
  tree_.Open(tag, attributes, line);
  switch (Inside(tag)) {
    case FeedInside::kNothing:
      return State::kAttributes;
    case FeedInside::kText:
      return State::kText;
    case FeedInside::kMarkup:
      return State::kHtml;
    case FeedInside::kElements:
      return State::kElements;
  }
  return State::kSkipped;
}

void FeedHandler::Start(const XmlName& name, const std::vector<XmlAttribute>& attributes,
                        std::size_t line) {
  State state = State::kSkipped;
  if (open_.empty()) {
    state = Open(name, attributes, line);
  } else if (open_.back() == State::kFeed || open_.back() == State::kElements) {
    state = Open(name, attributes, line);
  } else if (open_.back() == State::kHtml || open_.back() == State::kMarkup) {
    OpenMarkup(name, attributes);
    state = State::kMarkup;
  }
  open_.push_back(state);
}

void FeedHandler::OpenMarkup(const XmlName& name, const std::vector<XmlAttribute>& attributes) {
  std::string tag = "<" + std::string(name.local);
  for (const XmlAttribute& attribute : attributes) {
    AppendAttribute(tag, attribute.name.local, attribute.value);
  }
  tree_.AddText(tag + ">");
  markup_.emplace_back(name.local);
}

void FeedHandler::CloseMarkup() {
  if (!IsVoid(markup_.back())) tree_.AddText("</" + markup_.back() + ">");
  markup_.pop_back();
}

void FeedHandler::Text(std::string_view text) {
  if (open_.empty()) return;
  switch (open_.back()) {
    case State::kText:
    case State::kHtml:
      tree_.AddText(text);
      break;
    case State::kMarkup:
      tree_.AddText(EscapeHtml(text));
      break;
    default:
      break;
  }
}

void FeedHandler::End() {
  const State state = open_.back();
  open_.pop_back();
  switch (state) {
    case State::kSkipped:
    case State::kFeed:
      break;
    case State::kMarkup:
      CloseMarkup();
      break;
    case State::kElements:
    case State::kAttributes:
    case State::kText:
    case State::kHtml:
      tree_.Close();
      if (tree_.depth() == 0) TakeTree();
      break;
  }
}

void FeedHandler::TakeTree() {
  if (tree_.Tag(0) != FeedTag::kItem) {
    show_.Take(tree_, problems_);
    return;
  }
  if (episodes_.size() >= kMaxFeedEpisodes) {
    ++surplus_items_;
    return;
  }
  if (std::optional<FeedItem> item = ReadFeedItem(tree_, show_, atom_, problems_)) {
    own_people_.push_back(item->own_people);
    episodes_.push_back(std::move(item->episode));
  }
}

bool FeedHandler::Finish() {
  const Show show = show_.Finish();
  for (std::size_t i = 0; i < episodes_.size(); ++i) {
    Episode& episode = episodes_[i].episode;
    episode.show = show;
    if (own_people_[i]) continue;
    // The channel's people may stand behind the items.
    for (const Person& person : show_.people()) {
      const auto same = [&person](const Person& other) { return other.name == person.name; };
      if (std::none_of(episode.people.begin(), episode.people.end(), same)) {
        episode.people.push_back(person);
      }
    }
  }
  if (surplus_items_ > 0) problems_.AddError(TooManyItems(surplus_items_));
  if (live_items_ > 0) {
    problems_.Warn(
        "live-item", live_item_line_,
        "live streams are no episodes and were left out: " + std::to_string(live_items_));
  }
  return feed_;
}

}  // namespace cuepoint
