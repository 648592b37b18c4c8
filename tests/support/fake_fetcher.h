// Documents of the web as a test wants them.
#ifndef CUEPOINT_TESTS_SUPPORT_FAKE_FETCHER_H_
#define CUEPOINT_TESTS_SUPPORT_FAKE_FETCHER_H_

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "corpus/fetch/fetch_memory.h"
#include "corpus/fetch/fetcher.h"

namespace cuepoint {

/// Answers from a table. A document's version is its ETag.
class FakeFetcher : public Fetcher {
 public:
  void Put(const std::string& url, std::string body, std::string etag = {}) {
    documents_[url] = {.body = std::move(body), .etag = std::move(etag), .error = {}};
  }
  void Fail(const std::string& url, ErrorCode code) {
    documents_[url] = {.body = {}, .etag = {}, .error = code};
  }

  Result<FetchResponse> Fetch(const FetchRequest& request) override {
    asked.push_back(request.url);
    const auto found = documents_.find(request.url);
    if (found == documents_.end()) return Failure(ErrorCode::kNotFound, request.url);
    const Document& document = found->second;
    if (document.error) return Failure(*document.error, request.url);
    FetchResponse response;
    response.url = request.url;
    response.validators.etag = document.etag;
    if (!document.etag.empty() && request.validators.etag == document.etag) {
      response.not_modified = true;
      return response;
    }
    ++sent;
    response.body = document.body;
    return response;
  }

  std::vector<std::string> asked;
  int sent = 0;  ///< Bodies.

 private:
  struct Document {
    std::string body;
    std::string etag;
    std::optional<ErrorCode> error;
  };
  static Error Failure(ErrorCode code, const std::string& url) {
    return Error{.code = code, .message = "cannot be had", .source = url, .kind = "fake"};
  }

  std::map<std::string, Document> documents_;
};

/// A memory without an index.
class FakeMemory : public FetchMemory {
 public:
  Validators Recall(const std::string& url) override { return known[url]; }
  void Remember(const std::string& url, const Validators& validators) override {
    known[url] = validators;
  }
  std::optional<Episode> Stored(const std::string& id) override {
    const auto found = stored.find(id);
    if (found == stored.end()) return std::nullopt;
    return found->second;
  }

  std::map<std::string, Validators> known;
  std::map<std::string, Episode> stored;
};

}  // namespace cuepoint

#endif  // CUEPOINT_TESTS_SUPPORT_FAKE_FETCHER_H_
