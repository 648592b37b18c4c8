// An index behind its website: there before it is open, and opened anew while it answers.
//
//   Result<std::unique_ptr<LiveIndex>> index = LiveIndex::Create("netstack", {options}, open);
//   (*index)->Handle(0, request);      // 503 with Retry-After: not open yet
//   (*index)->Open();                  // seconds, on a thread of the caller's
//   (*index)->Handle(0, request);      // answers
#ifndef CUEPOINT_SERVER_LIVE_INDEX_H_
#define CUEPOINT_SERVER_LIVE_INDEX_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "corpus/result.h"
#include "query/index_overview.h"
#include "server/handlers.h"
#include "server/http_message.h"
#include "server/index_figures.h"
#include "server/search_backend.h"

namespace cuepoint {

/// Thread-safe.
class LiveIndex {
 public:
  /// Opens the index and loads what first searches would load.
  using Opener = std::function<Result<std::shared_ptr<const SearchBackend>>()>;

  /// `sites` are the forms in which it is served, at least one: links differ between a path and a
  /// host of its own. Opens nothing. Error: kInvalidArgument for options that are not valid.
  static Result<std::unique_ptr<LiveIndex>> Create(std::string name, std::vector<ApiOptions> sites,
                                                   Opener opener);

  LiveIndex(const LiveIndex&) = delete;
  LiveIndex& operator=(const LiveIndex&) = delete;

  /// Opens the index, or opens it anew: what is asked from then on is answered from the new one,
  /// what is under way from the old one. Where that fails, the old one stays. One call at a time.
  /// Errors: those of the opener.
  Result<void> Open();

  /// The answer of site number `site`. Never throws.
  HttpReply Handle(std::size_t site, const HttpRequest& request) const;

  const std::string& name() const { return name_; }
  bool is_open() const;

  /// Facts for /readyz. Errors: those of the backend; kUnavailable while it is not open.
  Result<IndexInfo> Info() const;
  /// Counts and the newest episode. Errors as above.
  Result<IndexOverview> Overview() const;
  /// Of all sites, since the start of the process.
  IndexFigures Figures() const;

 private:
  // Everything that belongs to one opened index. Caches and entity tags, too: another index may
  // have the same revision.
  struct Generation {
    std::shared_ptr<const SearchBackend> backend;
    std::vector<Api> sites;
    bool is_open = false;

    IndexFigures Figures() const;
  };

  LiveIndex(std::string name, std::vector<ApiOptions> sites, Opener opener)
      : name_(std::move(name)), sites_(std::move(sites)), opener_(std::move(opener)) {}

  Result<void> Take(std::shared_ptr<const SearchBackend> backend, bool is_open);
  std::shared_ptr<const Generation> current() const;

  const std::string name_;
  const std::vector<ApiOptions> sites_;
  const Opener opener_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Generation> current_;  // Never null after Create.
  IndexFigures retired_;                       // What generations before the current one counted.
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_LIVE_INDEX_H_
