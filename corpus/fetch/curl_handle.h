// Owners for what libcurl hands out.
#ifndef CUEPOINT_CORPUS_FETCH_CURL_HANDLE_H_
#define CUEPOINT_CORPUS_FETCH_CURL_HANDLE_H_

#include <memory>
#include <string>

#include <curl/curl.h>

namespace cuepoint {

struct CurlDeleter {
  void operator()(CURL* transfer) const { curl_easy_cleanup(transfer); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

using CurlTransfer = std::unique_ptr<CURL, CurlDeleter>;
using CurlUrl = std::unique_ptr<CURLU, CurlDeleter>;

/// A list of texts for a transfer, which must not outlive it.
class CurlTexts {
 public:
  void Append(const std::string& text) {
    // The list keeps its start; only the first text makes a new one.
    curl_slist* const list = curl_slist_append(list_.get(), text.c_str());
    if (list_ == nullptr) list_.reset(list);
  }
  curl_slist* get() const { return list_.get(); }

 private:
  std::unique_ptr<curl_slist, CurlDeleter> list_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FETCH_CURL_HANDLE_H_
