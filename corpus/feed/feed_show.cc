#include "corpus/feed/feed_show.h"

#include <algorithm>
#include <utility>

#include "corpus/markup/html_links.h"
#include "corpus/markup/html_text.h"
#include "corpus/notes/notes_text.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxTitle_bytes = 500;
constexpr std::size_t kMaxUrl_bytes = 2000;
constexpr std::size_t kMaxPeople_bytes = 4000;

// Lower case, white space runs as one space.
std::string NormaliseRole(std::string_view role) {
  std::string normal;
  for (const char c : Trim(role)) {
    if (!IsSpace(c)) {
      normal += ToLower(c);
    } else if (!normal.ends_with(' ')) {
      normal += ' ';
    }
  }
  return normal;
}

}  // namespace

std::optional<Person> ReadFeedPerson(const FeedTree& tree, FeedTree::Index element,
                                     std::string_view base_url) {
  Person person;
  person.name = HtmlToLine(tree.Text(element));
  if (person.name.empty()) return std::nullopt;
  person.role = NormaliseRole(tree.Attribute(element, "role"));
  if (person.role.empty()) person.role = "host";
  person.url = ResolveLink(tree.Attribute(element, "href"), base_url);
  return person;
}

std::string ReadLanguageTag(std::string_view text) {
  std::string tag(Trim(text));
  std::replace(tag.begin(), tag.end(), '_', '-');
  const bool shaped =
      std::all_of(tag.begin(), tag.end(), [](char c) { return IsAlnum(c) || c == '-'; });
  const std::size_t primary = std::min(tag.find('-'), tag.size());
  if (!shaped || primary < 2 || primary > 8 || tag.size() > 35) return {};
  return tag;
}

bool IsAlternateLink(const FeedTree& tree, FeedTree::Index element) {
  const std::string_view rel = Trim(tree.Attribute(element, "rel"));
  return rel.empty() || EqualsNoCase(rel, "alternate");
}

std::string ReadFeedLink(const FeedTree& tree, FeedTree::Index element, std::string_view base_url) {
  const std::string_view href = tree.Attribute(element, "href");
  return ResolveLink(href.empty() ? tree.Text(element) : href, base_url);
}

void BoundInherited(Show& show, std::vector<Person>& people) {
  if (show.title.size() > kMaxTitle_bytes) {
    show.title = Trim(TruncateUtf8(show.title, kMaxTitle_bytes));
  }
  if (show.url.size() > kMaxUrl_bytes) show.url.clear();
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < people.size(); ++i) {
    bytes += sizeof(Person) + people[i].name.size() + people[i].role.size() + people[i].url.size();
    if (bytes > kMaxPeople_bytes) people.resize(i);
  }
}

Error TooManyItems(std::size_t count) {
  return {.code = ErrorCode::kTooLarge,
          .message = "more than " + std::to_string(kMaxFeedEpisodes) + " items: the last " +
                     std::to_string(count) + " were left out",
          .kind = "too-many-items"};
}

void FeedShow::SetBase(std::string_view base) {
  if (std::string resolved = ResolveLink(base, base_url_); !resolved.empty()) {
    base_url_ = std::move(resolved);
  }
}

void FeedShow::Take(const FeedTree& tree, ProblemLog& problems) {
  constexpr FeedTree::Index kRoot = 0;
  switch (tree.Tag(kRoot)) {
    case FeedTag::kTitle:
    case FeedTag::kItunesTitle:
      if (show_.title.empty()) show_.title = HtmlToLine(tree.Text(kRoot));
      break;
    case FeedTag::kLink:
      if (show_.url.empty() && IsAlternateLink(tree, kRoot)) {
        show_.url = ReadFeedLink(tree, kRoot, base_url_);
      }
      break;
    case FeedTag::kLanguage:
      show_.language = ReadLanguageTag(tree.Text(kRoot));
      if (show_.language.empty() && !Trim(tree.Text(kRoot)).empty()) {
        problems.Warn("bad-language", tree.Line(kRoot),
                      "the feed's language is no language tag: " + Quoted(tree.Text(kRoot)));
      }
      break;
    case FeedTag::kGuid:
    case FeedTag::kPodcastGuid:
      if (guid_.empty()) guid_ = Trim(tree.Text(kRoot));
      break;
    case FeedTag::kPodcastPerson:
      if (auto person = ReadFeedPerson(tree, kRoot, LinkBase())) {
        people_.push_back(*std::move(person));
      }
      break;
    default:
      break;
  }
  BoundInherited(show_, people_);
}

Show FeedShow::Finish() const {
  Show show = show_;
  for (const std::string& name :
       {show.title, UrlHost(show.url), guid_, UrlHost(base_url_), std::string("feed")}) {
    show.id = Slug(name);
    if (!show.id.empty()) break;
  }
  return show;
}

}  // namespace cuepoint
