// Values of HTTP fields: what may be sent, what is worth keeping, and what a Content-Type says.
#ifndef CUEPOINT_CORPUS_FETCH_HTTP_FIELDS_H_
#define CUEPOINT_CORPUS_FETCH_HTTP_FIELDS_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace cuepoint {

/// The longest validator that is kept. Real ones have below 100 bytes.
inline constexpr std::size_t kValidatorLimit_bytes = 1024;

/// Whether `value` can be sent: not empty, and without a byte that could end its field and start
/// another (RFC 9110, section 5.5). Thread-safe.
bool IsFieldValue(std::string_view value);

/// Whether `value` can be kept and sent back as a validator: a field value in UTF-8 of at most
/// kValidatorLimit_bytes. Thread-safe.
bool IsValidator(std::string_view value);

struct ContentType {
  std::string type;     ///< Lower case, without parameters; may be empty.
  std::string charset;  ///< Without quotes; may be empty.

  bool operator==(const ContentType&) const = default;
};

/// Reads `Text/HTML; charset="utf-8"` (RFC 9110, section 8.3.1), and as servers get it wrong:
/// single quotes, spaces, empty parameters. The first charset counts. Thread-safe.
ContentType ReadContentType(std::string_view field);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_FETCH_HTTP_FIELDS_H_
