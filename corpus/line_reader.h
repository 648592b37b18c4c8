// Lines of an input with bounded memory: a line over the limit is skipped to its end and reported,
// and the lines after it are still read.
#ifndef CUEPOINT_CORPUS_LINE_READER_H_
#define CUEPOINT_CORPUS_LINE_READER_H_

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "corpus/input_file.h"
#include "corpus/result.h"

namespace cuepoint {

/// One line without its end ("\n" or "\r\n").
struct Line {
  std::string_view text;   ///< Valid until the next line is read; empty when `too_long`.
  std::size_t number = 1;  ///< 1-based.
  std::size_t offset = 0;  ///< Of its first byte in the input.
  bool too_long = false;
};

/// Reads lines. Memory stays below twice the limit plus 1 MiB. Not thread-safe.
class LineReader {
 public:
  /// `input` must outlive the reader.
  LineReader(InputFile& input, std::size_t limit_bytes);

  /// The next line; nullopt at the end. A last line without an end counts, an empty one does not.
  Result<std::optional<Line>> Next();

 private:
  /// Appends one chunk to the buffer; false at the end of the input.
  Result<bool> Fill();
  Result<std::optional<Line>> SkipLongLine();
  Line TakeLine(std::size_t length, std::size_t with_end);

  InputFile& input_;
  std::size_t limit_bytes_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;  // Unread bytes are [begin_, end_).
  std::size_t end_ = 0;
  std::size_t scanned_ = 0;  // Bytes from begin_ on that are known to hold no line end.
  std::size_t number_ = 0;
  std::size_t offset_ = 0;
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_LINE_READER_H_
