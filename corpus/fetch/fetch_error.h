// What went wrong in fetching, in words for people.
#ifndef CUEPOINT_CORPUS_FETCH_FETCH_ERROR_H_
#define CUEPOINT_CORPUS_FETCH_FETCH_ERROR_H_

#include <cstddef>
#include <string_view>

#include "corpus/result.h"

namespace cuepoint {

/// An address that is set apart for `purpose`; `address` is empty where the host says it itself.
Error RefusedAddressError(std::string_view host, std::string_view address,
                          std::string_view purpose);
/// A body beyond its bound.
Error TooLargeError(std::size_t limit_bytes);
/// A failure that libcurl reports: `code` is a CURLcode, `detail` its own words for it.
Error CurlError(int code, std::string_view host, std::string_view detail);
/// A status that is no success.
Error StatusError(int status);
/// The fetch was stopped on request.
Error CancelledError();

/// Whether trying again may help.
bool MayPass(const Error& error);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FETCH_FETCH_ERROR_H_
