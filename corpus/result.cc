#include "corpus/result.h"

namespace cuepoint {

std::string_view Name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return "invalid-argument";
    case ErrorCode::kBadQuery:
      return "bad-query";
    case ErrorCode::kParse:
      return "parse";
    case ErrorCode::kType:
      return "type";
    case ErrorCode::kTooLarge:
      return "too-large";
    case ErrorCode::kNotFound:
      return "not-found";
    case ErrorCode::kPermission:
      return "permission";
    case ErrorCode::kUnsupported:
      return "unsupported";
    case ErrorCode::kLocked:
      return "locked";
    case ErrorCode::kVersion:
      return "version";
    case ErrorCode::kForeign:
      return "foreign";
    case ErrorCode::kModified:
      return "modified";
    case ErrorCode::kCorrupt:
      return "corrupt";
    case ErrorCode::kUnavailable:
      return "unavailable";
    case ErrorCode::kCancelled:
      return "cancelled";
    case ErrorCode::kInternal:
      return "internal";
  }
  return "internal";
}

std::string ToString(const Error& error) {
  std::string text;
  if (!error.source.empty()) {
    text = error.source;
    if (error.line) text += ":" + std::to_string(*error.line);
    if (!error.line && error.offset) text += " at byte " + std::to_string(*error.offset);
    text += ": ";
  }
  text += error.message;
  if (!error.remedy.empty()) text += " (" + error.remedy + ")";
  return text;
}

}  // namespace cuepoint
