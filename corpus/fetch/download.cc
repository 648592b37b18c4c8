#include "corpus/fetch/download.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <thread>
#include <utility>

#include <curl/curl.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "corpus/fetch/curl_handle.h"
#include "corpus/fetch/fetch_error.h"
#include "corpus/url.h"

namespace cuepoint {
namespace {

constexpr long kRedirects = 5;
constexpr long kStallSpeed_bytes_per_s = 64;
constexpr int kPartialContent = 206;
constexpr int kRangeNotSatisfiable = 416;

Error DiskError(const std::string& path) {
  const int number = errno;
  return Error{.code = number == EACCES ? ErrorCode::kPermission : ErrorCode::kUnavailable,
               .message = "cannot write: " + std::string(std::strerror(number)),
               .source = path,
               .remedy = number == ENOSPC ? "make room" : "see whether you may write there",
               .kind = "disk"};
}

/// The file that grows; locked while it is open.
class PartFile {
 public:
  static Result<PartFile> Open(const std::string& path) {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0) return DiskError(path);
    PartFile file(fd, path);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
      return Error{.code = ErrorCode::kLocked,
                   .message = "another process is downloading it",
                   .source = path,
                   .remedy = "wait until it is done"};
    }
    return file;
  }
  PartFile(PartFile&& other) noexcept
      : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)) {}
  PartFile& operator=(PartFile&&) = delete;
  ~PartFile() {
    if (fd_ >= 0) ::close(fd_);
  }

  Result<std::uint64_t> Size() const {
    struct stat facts {};
    if (::fstat(fd_, &facts) != 0) return DiskError(path_);
    return static_cast<std::uint64_t>(facts.st_size);
  }
  Result<void> Truncate() const {
    if (::ftruncate(fd_, 0) != 0) return DiskError(path_);
    return {};
  }
  Result<void> Write(std::uint64_t offset, const char* data, std::size_t size) const {
    while (size > 0) {
      const ssize_t written = ::pwrite(fd_, data, size, static_cast<off_t>(offset));
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return DiskError(path_);
      data += written;
      size -= static_cast<std::size_t>(written);
      offset += static_cast<std::uint64_t>(written);
    }
    return {};
  }

 private:
  PartFile(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}

  int fd_;
  std::string path_;
};

/// One request for what is missing.
class Transfer {
 public:
  Transfer(const DownloadRequest& request, const PartFile& file, std::uint64_t have)
      : request_(request), file_(file), have_bytes_(have) {}

  Result<void> Run(const std::string& host) {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    handle_.reset(ready == CURLE_OK ? curl_easy_init() : nullptr);
    if (!handle_) return Error{.message = "libcurl cannot be set up"};
    if (!Prepare()) return Error{.message = "libcurl lacks HTTPS"};
    const CURLcode code = curl_easy_perform(handle_.get());
    if (problem_) return *problem_;
    long status = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status == kRangeNotSatisfiable) {
      // What is here is no beginning of what is there.
      if (const Result<void> cut = file_.Truncate(); !cut) return cut.error();
      return CurlError(CURLE_PARTIAL_FILE, host, "");
    }
    if (status >= 300) return StatusError(static_cast<int>(status));
    if (code != CURLE_OK) return CurlError(code, host, detail_.data());
    if (have_bytes_ != request_.bytes) return CurlError(CURLE_PARTIAL_FILE, host, "");
    return {};
  }

 private:
  template <class T>
  bool Set(CURLoption option, T value) {
    return curl_easy_setopt(handle_.get(), option, value) == CURLE_OK;
  }

  bool Prepare() {
    CURL* const handle = handle_.get();
    if (!Set(CURLOPT_PROTOCOLS_STR, "http,https") ||
        !Set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https")) {
      return false;
    }
    Set(CURLOPT_URL, request_.url.c_str());
    Set(CURLOPT_FOLLOWLOCATION, 1L);
    Set(CURLOPT_MAXREDIRS, kRedirects);
    Set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    Set(CURLOPT_NOSIGNAL, 1L);
    Set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    for (const char* name : {"SSL_CERT_FILE", "CURL_CA_BUNDLE"}) {
      const char* const bundle = std::getenv(name);
      if (bundle != nullptr && *bundle != '\0') Set(CURLOPT_CAINFO, bundle);
    }
    Set(CURLOPT_USERAGENT, "cuepoint/" CUEPOINT_VERSION);
    Set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request_.connect_timeout.count()));
    Set(CURLOPT_LOW_SPEED_LIMIT, kStallSpeed_bytes_per_s);
    Set(CURLOPT_LOW_SPEED_TIME,
        static_cast<long>(std::chrono::ceil<std::chrono::seconds>(request_.stall_timeout).count()));
    Set(CURLOPT_ERRORBUFFER, detail_.data());
    if (have_bytes_ > 0) range_ = std::to_string(have_bytes_) + "-";
    Set(CURLOPT_RANGE, range_.empty() ? nullptr : range_.c_str());
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &OnBody);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, this);
    return true;
  }

  std::size_t Take(const char* data, std::size_t size) {
    long status = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status >= 300) return size;  // Of an error or a redirect; bounded by the stall and by us.
    if (!started_) {
      started_ = true;
      // A server that knows no ranges sends all.
      if (status != kPartialContent && have_bytes_ > 0) {
        have_bytes_ = 0;
        if (const Result<void> cut = file_.Truncate(); !cut) return Stop(cut.error());
      }
    }
    if (size > request_.bytes - have_bytes_) return Stop(TooLargeError(request_.bytes));
    if (const Result<void> written = file_.Write(have_bytes_, data, size); !written) {
      return Stop(written.error());
    }
    have_bytes_ += size;
    const auto now = std::chrono::steady_clock::now();
    if (request_.progress && now >= next_) {
      request_.progress(have_bytes_);
      next_ = now + std::chrono::milliseconds(100);
    }
    return size;
  }

  std::size_t Stop(Error error) {
    problem_ = std::move(error);
    return 0;
  }

  static std::size_t OnBody(char* data, std::size_t /*one*/, std::size_t size, void* self) {
    return static_cast<Transfer*>(self)->Take(data, size);
  }

  const DownloadRequest& request_;
  const PartFile& file_;
  std::uint64_t have_bytes_;
  CurlTransfer handle_;
  std::string range_;
  bool started_ = false;
  std::optional<Error> problem_;
  std::chrono::steady_clock::time_point next_{};
  std::array<char, CURL_ERROR_SIZE> detail_{};
};

}  // namespace

Result<void> Download(const DownloadRequest& request) {
  const Result<HttpUrl> url = ParseHttpUrl(request.url);
  if (!url) return url.error();
  const Result<PartFile> file = PartFile::Open(request.path);
  if (!file) return file.error();
  for (int attempt = 0;; ++attempt) {
    Result<std::uint64_t> have = file->Size();
    if (!have) return have.error();
    if (*have == request.bytes) return {};
    if (*have > request.bytes) {
      if (const Result<void> cut = file->Truncate(); !cut) return cut.error();
      have = std::uint64_t{0};
    }
    const Result<void> run = Transfer(request, *file, *have).Run(url->host);
    if (run) return {};
    Error error = run.error();
    if (!MayPass(error) || attempt >= request.retries) {
      if (error.source.empty()) error.source = request.url;
      return error;
    }
    std::this_thread::sleep_for(request.backoff * (1 << std::min(attempt, 6)));
  }
}

}  // namespace cuepoint
