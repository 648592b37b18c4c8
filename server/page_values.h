// The values that each kind of page is filled with, by the names of server/web/README.md.
#ifndef CUEPOINT_SERVER_PAGE_VALUES_H_
#define CUEPOINT_SERVER_PAGE_VALUES_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"
#include "query/related.h"
#include "query/search.h"
#include "server/request_params.h"
#include "server/site.h"
#include "server/template.h"

namespace cuepoint {

/// For home.html.
TemplateValues HomeValues(const PageContext& context);

/// What a visitor asked for with /?q=…: parameters that pages take, everything else left out, as
/// links from elsewhere bring their own along.
std::vector<QueryParam> ResultsParams(const std::vector<QueryParam>& params);

/// The parameters of a search that pages take.
std::span<const ParamDoc> ResultsPageParams();

/// Hits on a page of results.
inline constexpr std::size_t kResultsPerPage = 10;

/// For results.html. `params` are those of ResultsParams, `response` is the answer to them or, with
/// `problem`, empty.
TemplateValues ResultsValues(const PageContext& context, const std::vector<QueryParam>& params,
                             const SearchResponse& response, const std::string& problem);

/// For episode.html.
TemplateValues EpisodeValues(const PageContext& context, const Episode& episode,
                             const std::vector<RelatedEpisode>& related);

/// For error.html.
TemplateValues ErrorValues(const PageContext& context, int status, const std::string& heading,
                           const std::string& message);

/// For opensearch.xml.
TemplateValues OpenSearchValues(const PageContext& context);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_PAGE_VALUES_H_
