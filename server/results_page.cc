// Results without a script: hits, facets and pages as links.
#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "corpus/text.h"
#include "corpus/timestamp.h"
#include "server/page_values.h"
#include "server/site_text.h"

namespace cuepoint {
namespace {

// Choices of a facet that stand on the page; those that are picked always do.
constexpr std::size_t kFacetValues = 12;

constexpr std::array<std::string_view, 12> kTaken = {
    "q",      "person", "year",           "show", "tag",     "after",
    "before", "mode",   "has_transcript", "sort", "recency", "offset"};

std::string LinkTo(const PageContext& context, const std::vector<QueryParam>& params) {
  std::string link = context.base + "/?";
  for (const QueryParam& param : params) {
    if (link.back() != '?') link += '&';
    link += EncodePercent(param.name) + '=' + EncodePercent(param.value);
  }
  return link;
}

std::vector<QueryParam> Without(std::vector<QueryParam> params, std::string_view name) {
  std::erase_if(params, [name](const QueryParam& param) { return param.name == name; });
  return params;
}

std::string ValueOf(const std::vector<QueryParam>& params, std::string_view name) {
  for (const QueryParam& param : params) {
    if (param.name == name) return param.value;
  }
  return {};
}

std::string LinkToOffset(const PageContext& context, const std::vector<QueryParam>& params,
                         std::size_t offset) {
  std::vector<QueryParam> moved = Without(params, "offset");
  if (offset > 0) moved.push_back({"offset", std::to_string(offset)});
  return LinkTo(context, moved);
}

bool IsPicked(const std::vector<QueryParam>& params, std::string_view name,
              const std::string& value) {
  return std::any_of(params.begin(), params.end(), [&](const QueryParam& param) {
    return param.name == name && EqualsNoCase(param.value, value);
  });
}

// The page with one choice more, or without it where it is picked. Years are picked one at a time,
// as on a calendar.
std::string ToggleLink(const PageContext& context, const std::vector<QueryParam>& params,
                       std::string_view name, const std::string& value, bool picked) {
  std::vector<QueryParam> toggled = Without(params, "offset");
  std::erase_if(toggled, [&](const QueryParam& param) {
    return param.name == name && (name == "year" || EqualsNoCase(param.value, value));
  });
  if (!picked) toggled.push_back({std::string(name), value});
  return LinkTo(context, toggled);
}

TemplateValue::List FacetRows(const PageContext& context, const std::vector<QueryParam>& params,
                              const std::vector<FacetCounts>& facets) {
  TemplateValue::List rows;
  for (const FacetCounts& facet : facets) {
    const std::string_view name = Name(facet.facet);
    TemplateValue::List values;
    bool any_picked = false;
    for (std::size_t i = 0; i < facet.values.size(); ++i) {
      const FacetValue& value = facet.values[i];
      const bool picked = IsPicked(params, name, value.value);
      if (i >= kFacetValues && !picked) continue;
      any_picked = any_picked || picked;
      values.push_back({{"value", value.title.empty() ? value.value : value.title},
                        {"count", std::to_string(value.count)},
                        {"href", ToggleLink(context, params, name, value.value, picked)},
                        {"picked", picked}});
    }
    if (values.size() < 2 && !any_picked) continue;
    rows.push_back({{"label", facet.facet == Facet::kPerson ? "Guests" : "Years"},
                    {"values", std::move(values)}});
  }
  return rows;
}

// A moment's snippet is often its title with marks, which is then shown once.
TemplateValues MomentRow(const PageContext& context, const EpisodeSummary& episode,
                         const Moment& moment) {
  const std::string title = EscapeHtml(moment.title);
  const std::string snippet = SnippetHtml(moment.snippet);
  const bool same = WithoutMarks(snippet) == title;
  std::string x = "0";
  std::string width = "0";
  if (episode.duration_s && *episode.duration_s > 0) {
    x = Thousandths(moment.start_s, *episode.duration_s);
    width = SpanWidth(moment.end_s.value_or(moment.start_s) - moment.start_s, *episode.duration_s);
  }
  return {{"href", context.EpisodePath(episode.id, moment.start_s)},
          {"time", FormatTime(moment.start_s)},
          {"title_html", same ? snippet : title},
          {"snippet_html", same ? std::string() : snippet},
          {"x", x},
          {"width", width}};
}

TemplateValues HitRow(const PageContext& context, const Hit& hit) {
  const EpisodeSummary& episode = hit.episode;
  TemplateValue::List moments;
  for (const Moment& moment : hit.moments) moments.push_back(MomentRow(context, episode, moment));
  const std::string number = episode.number ? "#" + std::to_string(*episode.number) : "";
  const std::string show = context.overview.several_shows ? episode.show_title : "";
  return {{"href", context.EpisodePath(episode.id)},
          {"title", episode.title},
          {"meta", JoinFacts({show, number, GuestsText(episode.people), DateText(episode.published),
                              LengthText(episode.duration_s)})},
          {"snippet_html", SnippetHtml(hit.snippet)},
          {"has_moments", !moments.empty()},
          {"moments", std::move(moments)}};
}

std::string Summary(const std::string& query, const SearchResponse& response) {
  const std::size_t total = response.total;
  if (total == 0) return query.empty() ? "Nothing found." : "Nothing found for “" + query + "”.";
  if (response.hits.empty()) return "There are no more episodes.";
  const std::string episodes = std::to_string(total) + (total == 1 ? " episode" : " episodes");
  if (response.offset == 0) return episodes;
  return std::to_string(response.offset + 1) + " to " +
         std::to_string(response.offset + response.hits.size()) + " of " + episodes;
}

}  // namespace

std::vector<QueryParam> ResultsParams(const std::vector<QueryParam>& params) {
  std::vector<QueryParam> taken;
  for (const QueryParam& param : params) {
    if (param.value.empty() || taken.size() == ParamLimits::kParams) continue;
    if (std::find(kTaken.begin(), kTaken.end(), param.name) == kTaken.end()) continue;
    taken.push_back(param);
  }
  return taken;
}

std::span<const ParamDoc> ResultsPageParams() {
  static const std::vector<ParamDoc> kDocs = [] {
    std::vector<ParamDoc> docs;
    for (const ParamDoc& doc : SearchParams()) {
      if (std::find(kTaken.begin(), kTaken.end(), doc.name) != kTaken.end()) docs.push_back(doc);
    }
    return docs;
  }();
  return kDocs;
}

TemplateValues ResultsValues(const PageContext& context, const std::vector<QueryParam>& params,
                             const SearchResponse& response, const std::string& problem) {
  const std::string query = ValueOf(params, "q");
  const std::string subject = query.empty() ? "Episodes" : query;
  TemplateValues values = CommonValues(
      context,
      {.title = subject + " · " + context.title,
       .description = query.empty() ? "Episodes of " + context.title + "."
                                    : "Where " + context.title + " talks about " + query + ".",
       .path = LinkTo(context, params),
       .noindex = true,
       .query = query});

  const std::string suggestion = response.suggestion.value_or("");
  std::vector<QueryParam> suggested = Without(Without(params, "offset"), "q");
  suggested.insert(suggested.begin(), {"q", suggestion});
  TemplateValue::List hits;
  for (const Hit& hit : response.hits) hits.push_back(HitRow(context, hit));
  std::string previous;
  std::string next;
  if (response.offset > 0) {
    const std::size_t back = std::min(response.offset, kResultsPerPage);
    previous = LinkToOffset(context, params, response.offset - back);
  }
  const std::size_t end = response.offset + response.hits.size();
  if (!response.hits.empty() && end < response.total && end <= SearchLimits::kOffset) {
    next = LinkToOffset(context, params, end);
  }
  TemplateValues more = {
      {"summary", problem.empty() ? Summary(query, response) : std::string()},
      {"problem", problem},
      {"corrected", response.corrected ? suggestion : std::string()},
      {"suggestion", response.corrected ? std::string() : suggestion},
      {"suggestion_href", suggestion.empty() ? std::string() : LinkTo(context, suggested)},
      {"facets", FacetRows(context, params, response.facets)},
      {"hits", std::move(hits)},
      {"has_pages", !previous.empty() || !next.empty()},
      {"previous_href", previous},
      {"next_href", next}};
  std::move(more.begin(), more.end(), std::back_inserter(values));
  return values;
}

}  // namespace cuepoint
