// JSON that is in essence a list of flat records (the segments of a transcript, the chapters of an
// episode), read as a stream: no tree, bounded depth, and what stands before a broken place is not
// lost.
#ifndef CUEPOINT_CORPUS_NATIVE_JSON_RECORDS_H_
#define CUEPOINT_CORPUS_NATIVE_JSON_RECORDS_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "corpus/result.h"

namespace cuepoint {

/// A scalar of JSON. The text lives as long as the call that hands it over.
struct JsonScalar {
  enum class Kind { kNull, kBool, kNumber, kString };
  Kind kind = Kind::kNull;
  bool flag = false;
  double number = 0;
  std::string_view text = {};
};

/// Receives the records of one document. Returning false stops reading.
class JsonRecordSink {
 public:
  virtual ~JsonRecordSink() = default;
  /// A scalar member of the document's object. `name` is empty for a document that is a scalar.
  virtual bool Member(std::string_view name, const JsonScalar& value) = 0;
  /// The list of that name begins; the empty name is that of a document that is an array.
  virtual bool List(std::string_view name) = 0;
  /// A field of the current record; "outer.inner" for one of an object within it.
  virtual bool Field(std::string_view name, const JsonScalar& value) = 0;
  /// The current record is complete.
  virtual bool EndRecord() = 0;
};

/// Reads `json`: an array of objects, or an object in which a member that is in `lists` is one;
/// everything else in it is skipped. Nullopt when it was read to its end or the sink stopped it;
/// else a kParse error with offset and line (kTooLarge: nested deeper than 64). Linear; never
/// throws.
std::optional<Error> ReadJsonRecords(std::string_view json, std::span<const std::string_view> lists,
                                     JsonRecordSink& sink);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NATIVE_JSON_RECORDS_H_
