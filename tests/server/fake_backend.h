// A backend that answers without an index: what it is told to, and what was asked of it.
#ifndef CUEPOINT_TESTS_SERVER_FAKE_BACKEND_H_
#define CUEPOINT_TESTS_SERVER_FAKE_BACKEND_H_

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "server/search_backend.h"

namespace cuepoint::testing {

/// Answers every search with one hit that echoes the query, knows the episode "e1", and is ready;
/// each can be replaced before the server starts.
class FakeBackend final : public SearchBackend {
 public:
  std::function<Result<SearchResponse>(const SearchRequest&)> search = &EchoSearch;
  std::function<Result<SuggestResponse>(const SuggestRequest&)> suggest = &EchoSuggest;
  std::function<Result<Episode>(std::string_view)> get_episode = &OneEpisode;
  std::function<Result<RelatedResponse>(const RelatedRequest&)> related = &OneRelated;
  std::function<Result<IndexInfo>()> info = []() -> Result<IndexInfo> {
    IndexInfo facts;
    facts.path = "/secret/index";
    facts.episodes = 1;
    facts.passages = 3;
    facts.revision = 7;
    return facts;
  };

  Result<SearchResponse> Search(const SearchRequest& request) const override {
    return search(request);
  }
  Result<SuggestResponse> Suggest(const SuggestRequest& request) const override {
    return suggest(request);
  }
  Result<Episode> GetEpisode(std::string_view id) const override { return get_episode(id); }
  Result<RelatedResponse> Related(const RelatedRequest& request) const override {
    return related(request);
  }
  Result<IndexInfo> Info() const override { return info(); }
  Result<std::uint64_t> Revision() const override {
    const Result<IndexInfo> facts = info();
    if (!facts) return facts.error();
    return facts->revision;
  }
  /// "e1", as `get_episode` has it.
  Result<IndexOverview> Overview(std::size_t limit) const override {
    const Result<IndexInfo> facts = info();
    if (!facts) return facts.error();
    IndexOverview overview{.revision = facts->revision, .episodes = facts->episodes};
    Result<Episode> episode = get_episode("e1");
    if (episode && limit > 0) overview.newest.push_back(*std::move(episode));
    return overview;
  }

  static Result<SearchResponse> EchoSearch(const SearchRequest& request) {
    Moment moment;
    moment.start_s = 582;
    moment.end_s = 747;
    moment.title = "QUIC";
    moment.url = "https://netstack.example/1#t=582";
    moment.score = 0.88;
    moment.snippet = "<mark>QUIC</mark>";
    Hit hit;
    hit.episode.id = "e1";
    hit.episode.show = "netstack";
    hit.episode.number = 1;
    hit.episode.title = "First";
    hit.episode.url = "https://netstack.example/1";
    hit.episode.published = "2025-12-09";
    hit.episode.duration_s = 5160;
    hit.episode.people = {Person{"Ada", "guest", "", ""}};
    hit.score = 0.93;
    hit.matched = {"lexical"};
    hit.snippet = "about <mark>QUIC</mark>";
    hit.moments.push_back(std::move(moment));
    SearchResponse response;
    response.query = request.query;
    response.mode = request.mode;
    response.group = request.group;
    response.total = 1;
    response.took_ms = 0.25;
    response.hits.push_back(std::move(hit));
    return response;
  }

  static Result<SuggestResponse> EchoSuggest(const SuggestRequest& request) {
    Suggestion suggestion;
    suggestion.text = request.query;
    suggestion.highlight = "<mark>" + request.query + "</mark>";
    return SuggestResponse{
        .query = request.query, .took_ms = 0.01, .suggestions = {std::move(suggestion)}};
  }

  static Result<RelatedResponse> OneRelated(const RelatedRequest& request) {
    const Result<Episode> episode = OneEpisode(request.id);
    if (!episode) return episode.error();
    RelatedResponse response;
    response.episode.id = episode->id;
    RelatedEpisode& other = response.related.emplace_back();
    other.episode.id = "e2";
    other.score = 0.5;
    other.shared = {"QUIC", "congestion control"};
    other.people = {"Ada"};
    return response;
  }

  static Result<Episode> OneEpisode(std::string_view id) {
    if (id != "e1") {
      return Error{.code = ErrorCode::kNotFound, .message = "no such thing in /secret/index"};
    }
    Episode episode;
    episode.id = "e1";
    episode.title = "First";
    return episode;
  }
};

}  // namespace cuepoint::testing

#endif  // CUEPOINT_TESTS_SERVER_FAKE_BACKEND_H_
