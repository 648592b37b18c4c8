#include "indexer/xapian_error.h"

#include <string>

namespace cuepoint {
namespace {

struct TypeCode {
  std::string_view type;
  ErrorCode code;
};

// Xapian's exceptions have no virtual functions; their type travels as a name.
constexpr TypeCode kTypeCodes[] = {
    {"DatabaseLockError", ErrorCode::kLocked},
    {"DatabaseModifiedError", ErrorCode::kModified},
    {"DatabaseNotFoundError", ErrorCode::kNotFound},
    {"DatabaseVersionError", ErrorCode::kVersion},
    {"DatabaseCorruptError", ErrorCode::kCorrupt},
    {"DatabaseOpeningError", ErrorCode::kUnavailable},
    {"DatabaseCreateError", ErrorCode::kUnavailable},
    {"DatabaseError", ErrorCode::kUnavailable},
    {"DatabaseClosedError", ErrorCode::kUnavailable},
    {"NetworkError", ErrorCode::kUnavailable},
    {"NetworkTimeoutError", ErrorCode::kUnavailable},
    {"DocNotFoundError", ErrorCode::kNotFound},
    {"FeatureUnavailableError", ErrorCode::kUnsupported},
};

ErrorCode CodeOf(const Xapian::Error& exception) {
  const std::string_view type = exception.get_type();
  for (const TypeCode& entry : kTypeCodes) {
    if (entry.type == type) return entry.code;
  }
  return ErrorCode::kInternal;
}

std::string RemedyFor(ErrorCode code) {
  switch (code) {
    case ErrorCode::kLocked:
      return "wait for the other writer to finish";
    case ErrorCode::kModified:
      return "try again";
    case ErrorCode::kCorrupt:
      return "run `cuepoint check`, then index again with --rebuild";
    case ErrorCode::kUnavailable:
      return "check the disk's free space and permissions";
    default:
      return {};
  }
}

}  // namespace

Error FromXapian(const Xapian::Error& exception, std::string_view source) {
  const ErrorCode code = CodeOf(exception);
  std::string message = std::string(exception.get_type()) + ": " + exception.get_msg();
  if (const char* detail = exception.get_error_string()) message += std::string(": ") + detail;
  return Error{.code = code,
               .message = std::move(message),
               .source = std::string(source),
               .remedy = RemedyFor(code)};
}

}  // namespace cuepoint
