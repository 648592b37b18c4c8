// The page at / of a server that has several indexes and no default one: a list of them.
#ifndef CUEPOINT_SERVER_INDEX_LIST_PAGE_H_
#define CUEPOINT_SERVER_INDEX_LIST_PAGE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"
#include "server/http_message.h"
#include "server/template.h"

namespace cuepoint {

/// One index as it is listed.
struct IndexListEntry {
  std::string name;
  std::string url;  ///< Address or path, with a slash at its end.
  std::string title;
  std::size_t episodes = 0;
  bool is_ready = true;
};

/// Renders the list for people and for programs. Immutable, thread-safe.
class IndexListPage {
 public:
  /// Error: kInternal for a built-in template that is broken.
  static Result<IndexListPage> Create();

  /// As a page, where `as_html`, else as JSON: {"indexes": [{"name", "url", …}]}.
  HttpReply List(const std::vector<IndexListEntry>& entries, const std::string& title,
                 const std::string& base, bool as_html) const;

 private:
  explicit IndexListPage(Templates templates) : templates_(std::move(templates)) {}

  Templates templates_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_INDEX_LIST_PAGE_H_
