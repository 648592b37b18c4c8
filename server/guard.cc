#include "server/guard.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

#include "corpus/text.h"
#include "server/client_address.h"
#include "server/concurrency_limiter.h"
#include "server/cors.h"
#include "server/ip_address.h"
#include "server/problem.h"
#include "server/rate_limiter.h"

namespace cuepoint {
namespace {

constexpr std::string_view kBearer = "Bearer ";
// Below, a key can be guessed; 128 bits in base64 are 22 characters.
constexpr std::size_t kLeastKeyBytes = 16;

Error Invalid(std::string message, std::string remedy = {}) {
  return {.code = ErrorCode::kInvalidArgument,
          .message = std::move(message),
          .remedy = std::move(remedy)};
}

Result<void> Check(const GuardOptions& options) {
  if (!std::isfinite(options.requests_per_second) || options.requests_per_second < 0) {
    return Invalid("the requests per second must be 0 or more");
  }
  if (!std::isfinite(options.burst) || options.burst < 1) {
    return Invalid("the burst must be 1 request or more");
  }
  if (options.api_key.empty()) return {};
  // RFC 6750, section 2.1, allows fewer characters; these are what a field value can carry.
  const bool printable = std::all_of(options.api_key.begin(), options.api_key.end(),
                                     [](char c) { return c > ' ' && c < '\x7f'; });
  if (!printable || options.api_key.size() < kLeastKeyBytes) {
    return Invalid("the API key must have at least " + std::to_string(kLeastKeyBytes) +
                       " characters of ASCII without blanks",
                   "make one, as with: openssl rand -hex 24");
  }
  return {};
}

// Takes the same time whatever `given` is, so that a key cannot be found character by character.
bool SameSecret(std::string_view given, std::string_view secret) {
  unsigned difference = given.size() == secret.size() ? 0 : 1;
  for (std::size_t i = 0; i < secret.size(); ++i) {
    const char c = i < given.size() ? given[i] : '\0';
    difference |= static_cast<unsigned char>(c ^ secret[i]);
  }
  return difference == 0;
}

bool HasKey(std::string_view authorization, std::string_view key) {
  if (key.empty() || authorization.size() < kBearer.size()) return false;
  if (!EqualsNoCase(authorization.substr(0, kBearer.size()), kBearer)) return false;
  return SameSecret(Trim(authorization.substr(kBearer.size())), key);
}

// Whoever watches over the server must always get to know how it is.
bool IsProbe(std::string_view target) {
  const std::string_view path = target.substr(0, target.find('?'));
  return path == "/healthz" || path == "/readyz";
}

HttpReply TooMany(std::string detail, RateLimiter::Duration wait) {
  Problem problem = ProtocolProblem(429, std::move(detail));
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
  problem.retry_after_s = static_cast<unsigned>(std::max<std::int64_t>(seconds, 1));
  return ToReply(problem);
}

// What every answer says to browsers unless the handler has said otherwise: a link from it tells no
// path or query, and what is no page is not shown as one, whatever is in it.
void Harden(HttpReply& reply) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kFields = {
      {{"Referrer-Policy", "strict-origin-when-cross-origin"},
       {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"}}};
  bool image = false;
  std::array<bool, kFields.size()> present{};
  for (const HttpHeader& header : reply.headers) {
    if (header.first == "Content-Type") image = header.second.starts_with("image/");
    for (std::size_t i = 0; i < kFields.size(); ++i) present[i] |= header.first == kFields[i].first;
  }
  if (!present[0]) reply.headers.emplace_back(kFields[0]);
  // A picture shown by itself brings its own style.
  if (!present[1] && !image) reply.headers.emplace_back(kFields[1]);
}

}  // namespace

class Guard::Impl {
 public:
  Impl(GuardOptions options, TrustedProxies proxies, Cors cors)
      : options_(std::move(options)), proxies_(std::move(proxies)), cors_(std::move(cors)) {
    if (options_.requests_per_second > 0) {
      rate_.emplace(options_.requests_per_second, options_.burst);
    }
    if (options_.requests_at_once > 0) concurrency_.emplace(options_.requests_at_once);
  }

  HttpReply Handle(const HttpRequest& request, const HttpHandler& next) {
    const IpAddress peer = Peer(request.client);
    const IpAddress client = proxies_.ClientOf(peer, request.forwarded_for);
    const std::string name = client.ToString();
    const bool has_key = HasKey(request.authorization, options_.api_key);
    const bool limited =
        !has_key && !(client == peer && IsManyClients(peer)) && !IsProbe(request.target);

    HttpRequest known = request;
    known.client = name;
    known.authorized = options_.api_key.empty() || has_key;
    HttpReply reply = limited ? Limit(known, ClientKey(client), next) : Answer(known, next);
    Harden(reply);
    reply.client = name;
    if (!request.forwarded_for.empty() && reply.failure.empty() && !proxies_.Contains(peer) &&
        (reply.status == 429 || peer.IsLoopback())) {
      reply.failure = Advice(peer);
    }
    return reply;
  }

  bool IsManyClients(const IpAddress& peer) const {
    return peer.IsLoopback() || proxies_.Contains(peer);
  }

  // Where no address is known, all are one client.
  static IpAddress Peer(std::string_view text) {
    return IpAddress::Parse(text).value_or(IpAddress(IpAddress::Bytes{}));
  }

 private:
  HttpReply Limit(const HttpRequest& request, const IpAddress& key, const HttpHandler& next) {
    if (rate_) {
      const RateLimiter::Duration wait = rate_->Take(key, RateLimiter::Clock::now());
      if (wait > RateLimiter::Duration::zero()) {
        return Admitted(request, TooMany("wait before you ask again", wait));
      }
    }
    std::optional<ConcurrencyLimiter::Ticket> ticket;
    if (concurrency_) {
      ticket = concurrency_->Enter(key);
      if (!ticket) {
        return Admitted(request, TooMany("wait for the answers to your other requests", {}));
      }
    }
    HttpReply reply = Answer(request, next);
    if (rate_ && reply.cost > 1) rate_->Charge(key, reply.cost - 1, RateLimiter::Clock::now());
    return reply;
  }

  HttpReply Answer(const HttpRequest& request, const HttpHandler& next) const {
    if (cors_.IsAllowedPreflight(request)) return cors_.AnswerPreflight(request);
    return Admitted(request, next(request));
  }

  HttpReply Admitted(const HttpRequest& request, HttpReply reply) const {
    cors_.Admit(request, reply);
    return reply;
  }

  // Once, as whoever runs a proxy that we were not told of finds out by this line alone.
  std::string Advice(const IpAddress& peer) {
    if (advised_.exchange(true)) return {};
    return "X-Forwarded-For from " + peer.ToString() +
           " is not believed, so its visitors have no limits of their own; if it is your proxy, "
           "name it as a trusted one";
  }

  const GuardOptions options_;
  const TrustedProxies proxies_;
  const Cors cors_;
  std::optional<RateLimiter> rate_;
  std::optional<ConcurrencyLimiter> concurrency_;
  std::atomic<bool> advised_ = false;
};

Guard::Guard(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Guard::~Guard() = default;

Result<std::unique_ptr<Guard>> Guard::Create(GuardOptions options) {
  if (Result<void> checked = Check(options); !checked) return checked.error();
  Result<TrustedProxies> proxies = TrustedProxies::Parse(options.trusted_proxies);
  if (!proxies) return proxies.error();
  Result<Cors> cors = Cors::Create(options.allowed_origins);
  if (!cors) return cors.error();
  return std::unique_ptr<Guard>(
      new Guard(std::make_unique<Impl>(std::move(options), *std::move(proxies), *std::move(cors))));
}

HttpReply Guard::Handle(const HttpRequest& request, const HttpHandler& next) {
  return impl_->Handle(request, next);
}

std::string Guard::GroupOf(std::string_view peer) const {
  const IpAddress address = Impl::Peer(peer);
  return impl_->IsManyClients(address) ? std::string() : ClientKey(address).ToString();
}

}  // namespace cuepoint
