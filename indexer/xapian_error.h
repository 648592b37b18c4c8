// The one place where Xapian's exceptions become Errors.
#ifndef CUEPOINT_INDEXER_XAPIAN_ERROR_H_
#define CUEPOINT_INDEXER_XAPIAN_ERROR_H_

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <xapian.h>

#include "corpus/result.h"

namespace cuepoint {

/// The Error for an exception: its kind keeps a code of its own (locked, modified, corrupt, …).
Error FromXapian(const Xapian::Error& exception, std::string_view source);

/// Calls `f()` and returns its Result; an exception of Xapian's becomes an Error about `source`.
template <class F>
std::invoke_result_t<F> CatchXapian(std::string_view source, F&& f) {
  try {
    return std::forward<F>(f)();
  } catch (const Xapian::Error& exception) {
    return FromXapian(exception, source);
  }
}

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_XAPIAN_ERROR_H_
