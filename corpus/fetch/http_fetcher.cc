// The fetcher over HTTP: redirects, retries and manners around single requests.
#include <algorithm>
#include <random>
#include <thread>
#include <utility>

#include "corpus/fetch/fetch_error.h"
#include "corpus/fetch/fetch_seams.h"
#include "corpus/fetch/fetcher.h"
#include "corpus/fetch/host_pace.h"
#include "corpus/fetch/http_exchange.h"
#include "corpus/fetch/http_fields.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

using std::chrono::milliseconds;

// Asked to wait, waiting is looked up from this often.
constexpr milliseconds kSleepSlice{100};
constexpr std::chrono::hours kLongestRest{1};

bool IsSuccess(int status) { return status >= 200 && status < 300; }

bool IsRedirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// Gives `url` the user name and the password of another address on the same server.
void AddCredentials(const std::string& from, HttpUrl& url) {
  if (from.empty() || !url.user.empty() || !url.password.empty()) return;
  const Result<HttpUrl> known = ParseHttpUrl(from);
  if (!known || !known->SameOrigin(url)) return;
  url.user = known->user;
  url.password = known->password;
}

class HttpFetcher final : public Fetcher {
 public:
  HttpFetcher(HttpExchange exchange, FetchOptions options, FetchSeams seams)
      : exchange_(std::move(exchange)),
        options_(std::move(options)),
        seams_(std::move(seams)),
        pace_(options_.host_interval, options_.host_failures, options_.host_rest),
        random_(std::random_device()()) {
    if (!seams_.now) seams_.now = [] { return FetchSeams::Clock::now(); };
    if (!seams_.sleep) seams_.sleep = [](milliseconds time) { std::this_thread::sleep_for(time); };
  }

  Result<FetchResponse> Fetch(const FetchRequest& request) override {
    Result<HttpUrl> url = ParseHttpUrl(request.url);
    if (!url) return url.error();
    AddCredentials(request.credentials_of, *url);
    Result<FetchResponse> response = FetchWithRetries(*url, request);
    if (response) return response;
    Error error = std::move(response).error();
    if (error.source.empty()) error.source = url->url;
    return error;
  }

 private:
  Result<FetchResponse> FetchWithRetries(const HttpUrl& url, const FetchRequest& request);
  // One try, redirects included. `at` is where it starts and becomes where it ended.
  Result<HttpAnswer> Try(HttpUrl& at, const FetchRequest& request);
  Result<HttpUrl> Redirect(const HttpUrl& from, const std::string& location) const;
  Result<FetchResponse> Finish(HttpAnswer answer, const HttpUrl& from,
                               const FetchRequest& request) const;

  // Whether to try again after `failures` failures; waits before.
  Result<bool> WaitForRetry(int failures, std::optional<std::chrono::seconds> retry_after);
  Result<void> Sleep(milliseconds time);

  HttpExchange exchange_;
  FetchOptions options_;
  FetchSeams seams_;
  HostPace pace_;
  std::minstd_rand random_;
};

Result<FetchResponse> HttpFetcher::FetchWithRetries(const HttpUrl& url,
                                                    const FetchRequest& request) {
  for (int failures = 1;; ++failures) {
    HttpUrl at = url;
    Result<HttpAnswer> answer = Try(at, request);
    if (answer && (IsSuccess(answer->status) || answer->status == 304)) {
      return Finish(*std::move(answer), at, request);
    }
    Error error = answer ? StatusError(answer->status) : answer.error();
    error.source = at.url;
    if (!MayPass(error)) return error;
    const std::optional<std::chrono::seconds> wait = answer ? answer->retry_after : std::nullopt;
    const Result<bool> again = WaitForRetry(failures, wait);
    if (!again) return again.error();
    if (*again) continue;
    if (wait) {
      pace_.Rest(at.host, seams_.now() + std::min<milliseconds>(*wait, kLongestRest));
    } else if (!answer) {
      pace_.Failed(at.host, seams_.now());
    }
    return error;
  }
}

Result<HttpAnswer> HttpFetcher::Try(HttpUrl& at, const FetchRequest& request) {
  const FetchSeams::Clock::time_point deadline = seams_.now() + options_.total_timeout;
  for (int redirects = 0;; ++redirects) {
    if (const milliseconds rest = pace_.RestLeft(at.host, seams_.now()); rest > milliseconds(0)) {
      const auto rest_s = std::chrono::ceil<std::chrono::seconds>(rest).count();
      return Error{.code = ErrorCode::kUnavailable,
                   .message = at.host + " is left alone for another " + std::to_string(rest_s) +
                              " s: it asked for that, or did not answer before",
                   .remedy = "try again later",
                   .kind = "host-resting"};
    }
    if (const Result<void> slept = Sleep(pace_.TakeTurn(at.host, seams_.now())); !slept) {
      return slept.error();
    }
    Result<HttpAnswer> answer =
        exchange_.Get({.url = at,
                       .validators = request.validators,
                       .accept = request.accept,
                       .limit_bytes = request.limit_bytes,
                       .timeout = std::chrono::ceil<milliseconds>(deadline - seams_.now())});
    if (!answer) return answer.error();
    pace_.Answered(at.host);
    if (!IsRedirect(answer->status)) return answer;
    if (redirects >= options_.redirects) {
      return Error{.code = ErrorCode::kTooLarge,
                   .message = "more than " + std::to_string(options_.redirects) + " redirects",
                   .remedy = "see where a browser ends up and use that address",
                   .kind = "too-many-redirects"};
    }
    Result<HttpUrl> next = Redirect(at, answer->location);
    if (!next) return next.error();
    at = *std::move(next);
  }
}

Result<HttpUrl> HttpFetcher::Redirect(const HttpUrl& from, const std::string& location) const {
  const auto bad = [](std::string message) {
    return Error{
        .code = ErrorCode::kUnsupported, .message = std::move(message), .kind = "bad-redirect"};
  };
  if (Trim(location).empty()) return bad("the server redirects to nowhere");
  Result<HttpUrl> to = ParseHttpUrl(JoinUrl(from.url, location));
  if (!to) return bad("the server redirects to what " + to.error().message);
  // A redirect says where to look, not who to be there.
  const bool keeps = from.SameOrigin(*to);
  to->user = keeps ? from.user : "";
  to->password = keeps ? from.password : "";
  return to;
}

Result<FetchResponse> HttpFetcher::Finish(HttpAnswer answer, const HttpUrl& from,
                                          const FetchRequest& request) const {
  FetchResponse response;
  response.url = from.url;
  response.not_modified = answer.status == 304;
  response.body = std::move(answer.body);
  response.validators = std::move(answer.validators);
  ContentType content = ReadContentType(answer.content_type);
  response.type = std::move(content.type);
  response.charset = std::move(content.charset);
  if (!response.not_modified) return response;
  if (request.validators == Validators()) {
    Error error = StatusError(answer.status);
    error.source = from.url;
    return error;
  }
  Validators& now = response.validators;
  if (now.etag.empty()) now.etag = request.validators.etag;
  if (now.last_modified.empty()) now.last_modified = request.validators.last_modified;
  return response;
}

Result<bool> HttpFetcher::WaitForRetry(int failures,
                                       std::optional<std::chrono::seconds> retry_after) {
  if (failures > options_.retries) return false;
  // Half of it fixed, half at random ("equal jitter"), so that many who failed together do not come
  // back together.
  constexpr int kMostDoublings = 10;
  const auto backoff = options_.backoff.count() * (1 << std::min(failures - 1, kMostDoublings));
  std::uniform_int_distribution<std::int64_t> jitter(0, std::max<std::int64_t>(0, backoff / 2));
  milliseconds wait(backoff - backoff / 2 + jitter(random_));
  if (retry_after) {
    if (*retry_after > options_.retry_after_limit) return false;
    wait = std::max<milliseconds>(wait, *retry_after);
  }
  if (const Result<void> slept = Sleep(wait); !slept) return slept.error();
  return true;
}

Result<void> HttpFetcher::Sleep(milliseconds time) {
  const auto cancelled = [this] { return options_.cancelled && options_.cancelled(); };
  while (time > milliseconds(0) && !cancelled()) {
    const milliseconds slice = std::min(time, kSleepSlice);
    seams_.sleep(slice);
    time -= slice;
  }
  if (cancelled()) return CancelledError();
  return {};
}

}  // namespace

Result<std::unique_ptr<Fetcher>> MakeHttpFetcher(const FetchOptions& options, FetchSeams seams) {
  Result<HttpExchange> exchange = HttpExchange::Create(options, seams);
  if (!exchange) return exchange.error();
  return std::unique_ptr<Fetcher>(
      std::make_unique<HttpFetcher>(*std::move(exchange), options, std::move(seams)));
}

Result<std::unique_ptr<Fetcher>> MakeHttpFetcher(const FetchOptions& options) {
  return MakeHttpFetcher(options, FetchSeams());
}

}  // namespace cuepoint
