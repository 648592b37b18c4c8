#include "server/index_list_page.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "server/pages.h"
#include "server/problem.h"

namespace cuepoint {

Result<IndexListPage> IndexListPage::Create() {
  Result<Templates> templates = EmbeddedTemplates();
  if (!templates) return templates.error();
  return IndexListPage(*std::move(templates));
}

HttpReply IndexListPage::List(const std::vector<IndexListEntry>& entries, const std::string& title,
                              const std::string& base, bool as_html) const {
  if (!as_html) {
    auto list = nlohmann::ordered_json::array();
    for (const IndexListEntry& entry : entries) {
      list.push_back({{"name", entry.name},
                      {"url", entry.url},
                      {"title", entry.title},
                      {"episodes", entry.episodes},
                      {"ready", entry.is_ready}});
    }
    const nlohmann::ordered_json all = {{"indexes", std::move(list)}};
    return JsonReply(all.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace),
                     kNeverStore);
  }
  TemplateValue::List rows;
  for (const IndexListEntry& entry : entries) {
    rows.push_back({{"href", entry.url},
                    {"number", std::to_string(rows.size() + 1)},
                    {"title", entry.title},
                    {"is_ready", entry.is_ready},
                    {"episode_count", std::to_string(entry.episodes)},
                    {"one_episode", entry.episodes == 1}});
  }
  Result<std::string> page = templates_.Render(
      "indexes",
      {{"lang", "en"}, {"base", base}, {"site_title", title}, {"indexes", std::move(rows)}});
  if (!page) return ToReply(ProblemOf(page.error()));
  return PageReply(*std::move(page), 200, {});
}

}  // namespace cuepoint
