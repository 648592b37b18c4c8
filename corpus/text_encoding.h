// Bytes in any encoding to UTF-8, by ICU.
#ifndef CUEPOINT_CORPUS_TEXT_ENCODING_H_
#define CUEPOINT_CORPUS_TEXT_ENCODING_H_

#include <string>
#include <string_view>

#include "corpus/result.h"

namespace cuepoint {

/// Text in UTF-8, and how its encoding was found.
struct DecodedText {
  std::string text;       ///< Well-formed UTF-8 without a byte order mark.
  std::string encoding;   ///< The encoding it was in, e.g. "UTF-8", "windows-1252".
  bool guessed = false;   ///< Neither declared nor marked, and not UTF-8: detected from the bytes.
  bool repaired = false;  ///< Bytes that made no sense in it were replaced by U+FFFD.
};

/// Decodes `bytes`: by its byte order mark, else as UTF-8 where it is well-formed, else as
/// `declared` (a charset from a Content-Type or a declaration inside; may be empty), else as
/// detected. Error: kUnsupported for a zero byte in what is no UTF-16 or UTF-32. Thread-safe.
Result<DecodedText> DecodeText(std::string_view bytes, std::string_view declared = {});

/// The encoding that an XML declaration or an HTML meta element at the start of `bytes` names;
/// empty when there is none.
std::string DeclaredEncoding(std::string_view bytes);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_TEXT_ENCODING_H_
