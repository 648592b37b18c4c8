// Files in UTF-16: what Windows calls "Unicode".
#ifndef CUEPOINT_CORPUS_WIDE_TEXT_H_
#define CUEPOINT_CORPUS_WIDE_TEXT_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "corpus/input_file.h"
#include "corpus/result.h"

namespace cuepoint {

/// All of `input` in UTF-8 where `head`, which it starts with, has a byte order mark of UTF-16;
/// otherwise nothing, and nothing is read. Errors: those of reading, kTooLarge beyond
/// `limit_bytes`, and of decoding.
Result<std::optional<std::string>> ReadWideText(InputFile& input, std::string_view head,
                                                std::size_t limit_bytes);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_WIDE_TEXT_H_
