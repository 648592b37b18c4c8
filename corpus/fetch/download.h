// A large file over HTTP, straight to disk: bounded, resumed where it broke off, with progress. For
// files that the program itself knows of (models), not for what strangers link to: addresses are
// not judged (see fetcher.h for that).
#ifndef CUEPOINT_CORPUS_FETCH_DOWNLOAD_H_
#define CUEPOINT_CORPUS_FETCH_DOWNLOAD_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "corpus/result.h"

namespace cuepoint {

struct DownloadRequest {
  std::string url;   ///< http or https.
  std::string path;  ///< Where to. What is there already counts as the beginning.
  /// Of the whole; an answer that is longer or shorter is an error.
  std::uint64_t bytes = 0;
  /// Told how many bytes are there, ten times a second or so. May be empty.
  std::function<void(std::uint64_t done_bytes)> progress = {};
  int retries = 3;  ///< After failures that may pass; each goes on where the last one ended.
  std::chrono::milliseconds backoff{1'000};  ///< Before the first; doubled for each further.
  std::chrono::milliseconds connect_timeout{15'000};
  std::chrono::milliseconds stall_timeout{30'000};  ///< Of a body that does not come on.
};

/// Brings `path` to request.bytes bytes: what is missing is asked for by range, all where the
/// server knows no ranges. On errors what has come stays for the next time. Certificates and
/// proxies as the environment has them (SSL_CERT_FILE, https_proxy). Errors: those of
/// Fetcher::Fetch, with the address as `source`; kLocked where another process writes to `path`;
/// kUnavailable where it cannot be written ("disk").
Result<void> Download(const DownloadRequest& request);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FETCH_DOWNLOAD_H_
