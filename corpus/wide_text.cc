#include "corpus/wide_text.h"

#include <utility>

#include "corpus/text_encoding.h"

namespace cuepoint {

Result<std::optional<std::string>> ReadWideText(InputFile& input, std::string_view head,
                                                std::size_t limit_bytes) {
  if (!head.starts_with("\xFF\xFE") && !head.starts_with("\xFE\xFF")) {
    return std::optional<std::string>();
  }
  const Result<std::string> content = input.ReadAll(limit_bytes);
  if (!content) return content.error();
  Result<DecodedText> text = DecodeText(*content);
  if (!text) return text.error();
  return std::optional<std::string>(std::move(text->text));
}

}  // namespace cuepoint
