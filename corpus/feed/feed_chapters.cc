#include "corpus/feed/feed_chapters.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "corpus/markup/html_links.h"
#include "corpus/markup/html_text.h"
#include "corpus/text.h"
#include "corpus/timestamp.h"

namespace cuepoint {

std::vector<Chapter> ReadFeedChapters(const FeedTree& tree, FeedTree::Index list,
                                      std::string_view base_url, ProblemLog& problems) {
  std::vector<Chapter> chapters;
  for (auto at = tree.First(list); at < tree.End(list); at = tree.Next(at)) {
    if (tree.Tag(at) != FeedTag::kPscChapter) continue;
    const std::string_view start = tree.Attribute(at, "start");
    const std::optional<double> start_s = ParsePlayTime(Trim(start));
    Chapter chapter;
    chapter.title = HtmlToLine(tree.Attribute(at, "title"));
    if (!start_s) {
      problems.Warn("bad-chapter-time", tree.Line(at),
                    "a chapter's start cannot be read: " + Quoted(start));
      continue;
    }
    if (chapter.title.empty()) {
      problems.Warn("untitled-chapter", tree.Line(at), "a chapter without a title is left out");
      continue;
    }
    chapter.start_s = *start_s;
    chapter.url = ResolveLink(tree.Attribute(at, "href"), base_url);
    chapters.push_back(std::move(chapter));
  }
  const auto earlier = [](const Chapter& a, const Chapter& b) { return a.start_s < b.start_s; };
  if (!std::is_sorted(chapters.begin(), chapters.end(), earlier)) {
    problems.Warn("chapter-order", tree.Line(list), "chapters were not in order of time");
    std::stable_sort(chapters.begin(), chapters.end(), earlier);
  }
  const auto same = [](const Chapter& a, const Chapter& b) { return a.start_s == b.start_s; };
  const auto end = std::unique(chapters.begin(), chapters.end(), same);
  if (end != chapters.end()) {
    problems.Warn("double-chapter", tree.Line(list), "two chapters start at the same time");
    chapters.erase(end, chapters.end());
  }
  return chapters;
}

}  // namespace cuepoint
