#include "server/pages.h"

#include <cassert>
#include <memory>
#include <utility>
#include <vector>

#include "corpus/text.h"
#include "server/embedded_file.h"
#include "server/page_values.h"
#include "server/problem.h"

namespace cuepoint {
namespace {

// Nothing but what the site itself serves, and sound from wherever an episode's is.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "media-src 'self' https:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'";

constexpr std::string_view kTemplates = "templates/";
constexpr std::string_view kHtml = ".html";

struct Words {
  std::string_view heading;
  std::string_view message;
};

Words WordsOf(int status) {
  switch (status) {
    case 400:
      return {"That cannot be answered.", "Something in the address is not as it should be."};
    case 404:
      return {"No such page.", "Perhaps the episode has moved; a search will find it."};
    case 503:
      return {"One moment, please.", "The server has more to do than it can. Try again soon."};
    default:
      return {"Something went wrong.", "It is not your fault. A search may work."};
  }
}

std::string Sentence(std::string text) {
  if (text.empty()) return text;
  if (IsLower(text.front())) text.front() = static_cast<char>(text.front() - 'a' + 'A');
  if (text.back() != '.') text += '.';
  return text;
}

// What is wrong with a question, for the one who asked it.
std::string ProblemText(const Problem& problem) {
  std::string text = Sentence(problem.detail);
  if (!problem.remedy.empty()) text += ' ' + Sentence(problem.remedy);
  return text;
}

}  // namespace

bool PrefersHtml(std::string_view accept) {
  return ToLowerAscii(accept).find("text/html") != std::string::npos;
}

Result<Templates> EmbeddedTemplates() {
  std::vector<TemplateSource> sources;
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (!file.name.starts_with(kTemplates)) continue;
    std::string_view name = file.name.substr(kTemplates.size());
    if (name.ends_with(kHtml)) name.remove_suffix(kHtml.size());
    sources.push_back({name, file.bytes});
  }
  return Templates::Parse(sources);
}

HttpReply PageReply(std::string html, int status, std::string_view etag) {
  HttpReply reply;
  reply.status = status;
  reply.headers = {{"Content-Type", "text/html; charset=utf-8"},
                   {"Content-Security-Policy", std::string(kPolicy)},
                   {"Referrer-Policy", "strict-origin-when-cross-origin"},
                   {"Cross-Origin-Opener-Policy", "same-origin"},
                   {"Cache-Control", std::string(etag.empty() ? kNeverStore : kRevalidate)}};
  if (!etag.empty()) reply.headers.emplace_back("ETag", etag);
  reply.body = std::move(html);
  return reply;
}

Result<Pages> Pages::Create(SiteOptions options) {
  Result<Site> site = Site::Create(std::move(options));
  if (!site) return site.error();
  Result<Templates> templates = EmbeddedTemplates();
  if (!templates) return templates.error();
  return Pages(*std::move(site), *std::move(templates));
}

HttpReply Pages::Home(const SearchBackend& backend, const HttpRequest& request,
                      const Target& target) const {
  const auto overview = site_.Overview(backend);
  if (!overview) return Failed(backend, request, overview.error());
  const std::string etag = etags_.Of((*overview)->revision);
  if (MatchesEtag(request.if_none_match, etag)) return NotModified(etag, kRevalidate);

  const PageContext context = site_.Context(backend, request, **overview);
  const std::vector<QueryParam> params = ResultsParams(target.params);
  if (params.empty()) return Render("home", HomeValues(context), 200, etag);

  Result<SearchRequest> asked = ParseSearchRequest(params);
  std::optional<Error> error;
  if (!asked) {
    error = asked.error();
  } else {
    asked->limit = kResultsPerPage;
    asked->facets = {Facet::kPerson, Facet::kYear};
    const Result<SearchResponse> response = backend.Search(*asked);
    if (response) {
      HttpReply reply = Render("results", ResultsValues(context, params, *response, {}), 200, etag);
      reply.hits = response->hits.size();
      return reply;
    }
    error = response.error();
  }
  const Problem problem = ProblemOf(*error);
  if (problem.status != 400) return Failed(backend, request, *error);
  return Render("results", ResultsValues(context, params, {}, ProblemText(problem)), 400, {});
}

HttpReply Pages::EpisodePage(const SearchBackend& backend, const HttpRequest& request,
                             const std::string& id) const {
  const auto overview = site_.Overview(backend);
  if (!overview) return Failed(backend, request, overview.error());
  const std::string etag = etags_.Of((*overview)->revision);
  const Result<Episode> episode = backend.GetEpisode(id);
  if (!episode) return Failed(backend, request, episode.error());
  if (MatchesEtag(request.if_none_match, etag)) return NotModified(etag, kRevalidate);

  // A page without its neighbours is a page all the same.
  const Result<RelatedResponse> related = backend.Related({.id = id, .limit = kRelated});
  const PageContext context = site_.Context(backend, request, **overview);
  HttpReply reply = Render(
      "episode",
      EpisodeValues(context, *episode, related ? related->related : std::vector<RelatedEpisode>()),
      200, etag);
  if (!related) reply.failure = ToString(related.error());
  return reply;
}

HttpReply Pages::OpenSearch(const SearchBackend& backend, const HttpRequest& request) const {
  const auto overview = site_.Overview(backend);
  if (!overview) return Failed(backend, request, overview.error());
  const std::string etag = etags_.Of((*overview)->revision);
  if (MatchesEtag(request.if_none_match, etag)) return NotModified(etag, kRevalidate);
  const PageContext context = site_.Context(backend, request, **overview);
  HttpReply reply = Render("opensearch.xml", OpenSearchValues(context), 200, etag);
  for (auto& [name, value] : reply.headers) {
    if (name == "Content-Type" && reply.status == 200) {
      value = "application/opensearchdescription+xml; charset=utf-8";
    }
  }
  return reply;
}

HttpReply Pages::Failed(const SearchBackend& backend, const HttpRequest& request,
                        const Error& error) const {
  const Problem problem = ProblemOf(error);
  HttpReply reply = ErrorPage(backend, request, problem.status,
                              problem.status == 400 ? ProblemText(problem) : std::string());
  if (problem.retry_after_s) {
    reply.headers.emplace_back("Retry-After", std::to_string(*problem.retry_after_s));
  }
  reply.failure = problem.failure;
  return reply;
}

HttpReply Pages::ErrorPage(const SearchBackend& backend, const HttpRequest& request, int status,
                           std::string_view detail) const {
  // Where the index cannot be read, the page does without the show's name.
  const auto overview = site_.Overview(backend);
  const IndexOverview nothing;
  const PageContext context = site_.Context(backend, request, overview ? **overview : nothing);
  const Words words = WordsOf(status);
  return Render("error",
                ErrorValues(context, status, std::string(words.heading),
                            std::string(detail.empty() ? words.message : detail)),
                status, {});
}

HttpReply Pages::Render(std::string_view name, const TemplateValues& values, int status,
                        std::string_view etag) const {
  Result<std::string> page = templates_.Render(name, values);
  if (!page) return ToReply(ProblemOf(page.error()));
  return PageReply(*std::move(page), status, etag);
}

}  // namespace cuepoint
