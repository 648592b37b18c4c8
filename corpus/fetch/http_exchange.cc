#include "corpus/fetch/http_exchange.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include <curl/curl.h>
#include <sys/socket.h>

#include "corpus/fetch/address_policy.h"
#include "corpus/fetch/curl_handle.h"
#include "corpus/fetch/fetch_error.h"
#include "corpus/fetch/fetch_proxy.h"
#include "corpus/fetch/http_fields.h"

namespace cuepoint {
namespace {

// Of all heads of one answer: proxies', interim and final ones, trailers. Servers for browsers keep
// below 16 KiB.
constexpr std::size_t kHeadLimit_bytes = 256u << 10;
// Of the body of a redirect or an error: read, to keep the connection, as far as that is cheap.
constexpr std::size_t kUnusedBodyLimit_bytes = 64u << 10;
constexpr long kStallSpeed_bytes_per_s = 64;
constexpr curl_off_t kDay_s = 86'400;

bool IsSuccess(long status) { return status >= 200 && status < 300; }

std::string Header(CURL* handle, const char* name) {
  curl_header* header = nullptr;
  // Of several fields the first counts, as in browsers.
  if (curl_easy_header(handle, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK) return {};
  return header->value;
}

// The same for a field that will be kept and sent back; empty where that could do harm.
std::string Validator(CURL* handle, const char* name) {
  std::string value = Header(handle, name);
  return IsValidator(value) ? value : std::string();
}

}  // namespace

class HttpExchange::Impl {
 public:
  Impl(CurlTransfer handle, FetchOptions options, FetchSeams seams)
      : handle_(std::move(handle)), options_(std::move(options)), seams_(std::move(seams)) {
    if (!seams_.refused) seams_.refused = RefusedAddress;
    if (!seams_.environment) {
      seams_.environment = [](const char* name) -> const char* { return std::getenv(name); };
    }
    if (options_.user_agent.empty()) options_.user_agent = "cuepoint/" CUEPOINT_VERSION;
  }

  Result<HttpAnswer> Get(const HttpAsk& ask) {
    if (!options_.allow_private) {
      if (const auto purpose = RefusedHost(ask.url.host)) {
        return RefusedAddressError(ask.url.host, "", *purpose);
      }
    }
    state_ = {};
    state_.limit_bytes = ask.limit_bytes;
    curl_easy_reset(handle_.get());
    CurlTexts fields;
    CurlTexts hosts;
    if (Result<void> prepared = Prepare(ask, fields, hosts); !prepared) return prepared.error();
    const CURLcode code = curl_easy_perform(handle_.get());
    if (code != CURLE_OK && !state_.has_enough) return Failure(code, ask);
    return Answer();
  }

 private:
  struct State {
    std::size_t limit_bytes = 0;
    std::size_t head_bytes = 0;
    std::size_t unused_bytes = 0;
    std::string body;
    bool through_proxy = false;
    std::string refused_address;
    std::string_view refused_purpose;
    bool head_too_large = false;
    bool body_too_large = false;
    bool has_enough = false;  // Stopped where the rest does not matter.
    bool cancelled = false;
  };

  template <class T>
  void Set(CURLoption option, T value) {
    curl_easy_setopt(handle_.get(), option, value);
  }

  Result<void> Prepare(const HttpAsk& ask, CurlTexts& fields, CurlTexts& hosts);
  Error Failure(CURLcode code, const HttpAsk& ask) const;
  HttpAnswer Answer();

  curl_socket_t Open(const curl_sockaddr& address);
  std::size_t TakeBody(const char* data, std::size_t size);

  // libcurl's callbacks, with the Impl as their last argument.
  static curl_socket_t OnSocket(void* self, curlsocktype purpose, curl_sockaddr* address);
  static std::size_t OnHead(char* data, std::size_t one, std::size_t size, void* self);
  static std::size_t OnBody(char* data, std::size_t one, std::size_t size, void* self);
  static int OnProgress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

  CurlTransfer handle_;
  FetchOptions options_;
  FetchSeams seams_;
  State state_;
  std::array<char, CURL_ERROR_SIZE> detail_{};
};

Result<void> HttpExchange::Impl::Prepare(const HttpAsk& ask, CurlTexts& fields, CurlTexts& hosts) {
  // The one option that a libcurl may refuse: it can be built without TLS.
  if (curl_easy_setopt(handle_.get(), CURLOPT_PROTOCOLS_STR, "http,https") != CURLE_OK) {
    return Error{.message = "libcurl lacks HTTPS", .remedy = "install a libcurl with TLS"};
  }
  Set(CURLOPT_URL, ask.url.url.c_str());
  Set(CURLOPT_FOLLOWLOCATION, 0L);
  Set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  Set(CURLOPT_NOSIGNAL, 1L);
  // Nothing is asked at the same time, so that HTTP/2 would only add to what can go wrong.
  Set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  Set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  // As curl(1) does, for those whose network brings its own certificate authority.
  for (const char* name : {"SSL_CERT_FILE", "CURL_CA_BUNDLE"}) {
    const char* const bundle = seams_.environment(name);
    if (bundle != nullptr && *bundle != '\0') Set(CURLOPT_CAINFO, bundle);
  }
  Set(CURLOPT_ACCEPT_ENCODING, "");
  Set(CURLOPT_USERAGENT, options_.user_agent.c_str());
  Set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_timeout.count()));
  Set(CURLOPT_TIMEOUT_MS, static_cast<long>(std::max<std::int64_t>(1, ask.timeout.count())));
  Set(CURLOPT_LOW_SPEED_LIMIT, kStallSpeed_bytes_per_s);
  Set(CURLOPT_LOW_SPEED_TIME,
      static_cast<long>(std::chrono::ceil<std::chrono::seconds>(options_.stall_timeout).count()));
  detail_.fill('\0');
  Set(CURLOPT_ERRORBUFFER, detail_.data());

  const std::string proxy = ProxyFor(ask.url, seams_.environment);
  state_.through_proxy = !proxy.empty();
  Set(CURLOPT_PROXY, proxy.c_str());
  Set(CURLOPT_NOPROXY, "");
  Set(CURLOPT_OPENSOCKETFUNCTION, &OnSocket);
  Set(CURLOPT_OPENSOCKETDATA, this);
  Set(CURLOPT_HEADERFUNCTION, &OnHead);
  Set(CURLOPT_HEADERDATA, this);
  Set(CURLOPT_WRITEFUNCTION, &OnBody);
  Set(CURLOPT_WRITEDATA, this);
  Set(CURLOPT_XFERINFOFUNCTION, &OnProgress);
  Set(CURLOPT_XFERINFODATA, this);
  Set(CURLOPT_NOPROGRESS, 0L);

  if (!ask.url.user.empty() || !ask.url.password.empty()) {
    Set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    Set(CURLOPT_USERNAME, ask.url.user.c_str());
    Set(CURLOPT_PASSWORD, ask.url.password.c_str());
  }
  if (IsFieldValue(ask.accept)) fields.Append("Accept: " + ask.accept);
  if (IsFieldValue(ask.validators.etag)) fields.Append("If-None-Match: " + ask.validators.etag);
  if (IsFieldValue(ask.validators.last_modified)) {
    fields.Append("If-Modified-Since: " + ask.validators.last_modified);
  }
  Set(CURLOPT_HTTPHEADER, fields.get());

  if (seams_.resolve && !state_.through_proxy && !ParseAddress(ask.url.host)) {
    std::string line = ask.url.host + ":" + std::to_string(ask.url.port) + ":";
    const std::vector<std::string> addresses = seams_.resolve(ask.url.host);
    if (addresses.empty()) return CurlError(CURLE_COULDNT_RESOLVE_HOST, ask.url.host, "");
    for (std::size_t i = 0; i < addresses.size(); ++i) {
      line += (i > 0 ? "," : "") + addresses[i];
    }
    hosts.Append(line);
    Set(CURLOPT_RESOLVE, hosts.get());
  }
  return {};
}

curl_socket_t HttpExchange::Impl::Open(const curl_sockaddr& address) {
  if (!options_.allow_private && !state_.through_proxy) {
    const AddressBytes bytes = BytesOf(address.addr);
    if (const auto purpose = seams_.refused(bytes)) {
      state_.refused_address = AddressText(bytes);
      state_.refused_purpose = *purpose;
      return CURL_SOCKET_BAD;
    }
  }
  return ::socket(address.family, address.socktype | SOCK_CLOEXEC, address.protocol);
}

std::size_t HttpExchange::Impl::TakeBody(const char* data, std::size_t size) {
  long status = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  if (!IsSuccess(status)) {
    state_.unused_bytes += size;
    if (state_.unused_bytes <= kUnusedBodyLimit_bytes) return size;
    state_.has_enough = true;
    return 0;
  }
  // What is announced counts compressed; a body is never smaller without its compression.
  curl_off_t announced_bytes = -1;
  curl_easy_getinfo(handle_.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced_bytes);
  if (size > state_.limit_bytes - state_.body.size() ||
      (announced_bytes > 0 && static_cast<std::size_t>(announced_bytes) > state_.limit_bytes)) {
    state_.body_too_large = true;
    return 0;
  }
  state_.body.append(data, size);
  return size;
}

curl_socket_t HttpExchange::Impl::OnSocket(void* self, curlsocktype /*purpose*/,
                                           curl_sockaddr* address) {
  return static_cast<Impl*>(self)->Open(*address);
}

std::size_t HttpExchange::Impl::OnHead(char* /*data*/, std::size_t /*one*/, std::size_t size,
                                       void* self) {
  State& state = static_cast<Impl*>(self)->state_;
  state.head_bytes += size;
  if (state.head_bytes <= kHeadLimit_bytes) return size;
  state.head_too_large = true;
  return 0;
}

std::size_t HttpExchange::Impl::OnBody(char* data, std::size_t /*one*/, std::size_t size,
                                       void* self) {
  return static_cast<Impl*>(self)->TakeBody(data, size);
}

int HttpExchange::Impl::OnProgress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  Impl& impl = *static_cast<Impl*>(self);
  impl.state_.cancelled = impl.options_.cancelled && impl.options_.cancelled();
  return impl.state_.cancelled ? 1 : 0;
}

Error HttpExchange::Impl::Failure(CURLcode code, const HttpAsk& ask) const {
  if (state_.cancelled) return CancelledError();
  if (state_.body_too_large || code == CURLE_FILESIZE_EXCEEDED) {
    return TooLargeError(ask.limit_bytes);
  }
  if (state_.head_too_large) {
    Error error = TooLargeError(kHeadLimit_bytes);
    error.message =
        "the head of the answer is larger than " + std::to_string(kHeadLimit_bytes) + " bytes";
    error.kind = "too-many-headers";
    return error;
  }
  if (code == CURLE_COULDNT_CONNECT && !state_.refused_address.empty()) {
    return RefusedAddressError(ask.url.host, state_.refused_address, state_.refused_purpose);
  }
  return CurlError(code, ask.url.host, detail_.data());
}

HttpAnswer HttpExchange::Impl::Answer() {
  HttpAnswer answer;
  long status = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  answer.body = std::move(state_.body);
  answer.content_type = Header(handle_.get(), "Content-Type");
  answer.location = Header(handle_.get(), "Location");
  answer.validators.etag = Validator(handle_.get(), "ETag");
  answer.validators.last_modified = Validator(handle_.get(), "Last-Modified");
  curl_off_t retry_after_s = 0;  // Libcurl reads both forms, seconds and a date.
  if (!Header(handle_.get(), "Retry-After").empty() &&
      curl_easy_getinfo(handle_.get(), CURLINFO_RETRY_AFTER, &retry_after_s) == CURLE_OK) {
    answer.retry_after = std::chrono::seconds(std::clamp<curl_off_t>(retry_after_s, 0, kDay_s));
  }
  return answer;
}

Result<HttpExchange> HttpExchange::Create(const FetchOptions& options, const FetchSeams& seams) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  CurlTransfer handle(ready == CURLE_OK ? curl_easy_init() : nullptr);
  if (handle == nullptr) return Error{.message = "libcurl cannot be set up"};
  return HttpExchange(std::make_unique<Impl>(std::move(handle), options, seams));
}

HttpExchange::HttpExchange(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpExchange::HttpExchange(HttpExchange&&) noexcept = default;
HttpExchange& HttpExchange::operator=(HttpExchange&&) noexcept = default;
HttpExchange::~HttpExchange() = default;

Result<HttpAnswer> HttpExchange::Get(const HttpAsk& ask) { return impl_->Get(ask); }

}  // namespace cuepoint
