// Cuts a JSON document into its episodes without parsing it, so that one broken episode does not
// cost its neighbours: the elements of an array, or objects written one after the other.
#ifndef CUEPOINT_CORPUS_NATIVE_JSON_SPLIT_H_
#define CUEPOINT_CORPUS_NATIVE_JSON_SPLIT_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "corpus/result.h"

namespace cuepoint {

/// One value of the document, as written.
struct JsonPiece {
  std::string_view text;
  std::size_t line = 1;    ///< 1-based line at which it starts.
  std::size_t offset = 0;  ///< Of its first byte in the document.
};

/// Walks over the top-level values of a document. Only brackets, strings and commas are looked at;
/// whether a piece is valid is for its parser to say. Linear; not thread-safe.
class JsonSplitter {
 public:
  /// `document` must outlive the splitter.
  explicit JsonSplitter(std::string_view document);

  /// The next value; nullopt at the end. An error is about what stands between two values; calling
  /// again goes on behind it. A value that never ends is returned up to the end of the document.
  Result<std::optional<JsonPiece>> Next();

  /// Whether the document is an array.
  bool is_array() const { return is_array_; }

 private:
  void SkipSpace();
  void Advance(std::size_t bytes);
  JsonPiece TakeValue();
  Error Unexpected(std::string_view expected);

  std::string_view document_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  bool is_array_ = false;
  bool closed_ = false;       // The array's "]" has been seen.
  bool needs_comma_ = false;  // Before the next element.
  bool after_comma_ = false;
};

/// Length of the JSON value at the start of `text`: to the bracket that closes it, or up to the
/// comma, closing bracket or white space after a bare value. npos when it never ends.
std::size_t JsonValueLength(std::string_view text);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NATIVE_JSON_SPLIT_H_
