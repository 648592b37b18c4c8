// The site for people: pages of HTML that need no script, and what browsers want beside them.
//
//   GET /               newest episodes; with q or a filter, results
//   GET /episodes/{id}  one episode
//   GET /opensearch.xml makes the site a search engine of the browser
//
// Templates and their placeholders are in server/web/ (README.md there). Every page carries a
// Content-Security-Policy that allows no inline code, and everything from an index is escaped.
#ifndef CUEPOINT_SERVER_PAGES_H_
#define CUEPOINT_SERVER_PAGES_H_

#include <optional>
#include <string>
#include <string_view>

#include "corpus/result.h"
#include "server/etag.h"
#include "server/http_message.h"
#include "server/request_params.h"
#include "server/search_backend.h"
#include "server/site.h"
#include "server/template.h"

namespace cuepoint {

/// Renders pages. Thread-safe.
class Pages {
 public:
  /// Episodes that are named as related to another one.
  static constexpr std::size_t kRelated = 4;

  /// Reads the built-in templates. Error: kInvalidArgument for site options that are not valid.
  static Result<Pages> Create(SiteOptions options);

  HttpReply Home(const SearchBackend& backend, const HttpRequest& request,
                 const Target& target) const;
  HttpReply EpisodePage(const SearchBackend& backend, const HttpRequest& request,
                        const std::string& id) const;
  HttpReply OpenSearch(const SearchBackend& backend, const HttpRequest& request) const;

  /// The page that says so of a path that is not there, or of a failure.
  HttpReply ErrorPage(const SearchBackend& backend, const HttpRequest& request, int status,
                      std::string_view detail = {}) const;

 private:
  Pages(Site site, Templates templates)
      : site_(std::move(site)), templates_(std::move(templates)) {}

  HttpReply Failed(const SearchBackend& backend, const HttpRequest& request,
                   const Error& error) const;
  HttpReply Render(std::string_view name, const TemplateValues& values, int status,
                   std::string_view etag) const;

  Site site_;
  Templates templates_;
  RevisionEtags etags_;
};

/// The built-in templates, by their names without ".html". Error: kInternal for one that is broken.
Result<Templates> EmbeddedTemplates();

/// A page with what every page carries: its policy above all. Never cached without an entity tag.
HttpReply PageReply(std::string html, int status, std::string_view etag);

/// Whether a client with this Accept field is a browser that shows a page to somebody: one that
/// names text/html. Pure.
bool PrefersHtml(std::string_view accept);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_PAGES_H_
