#include "corpus/fetch/http_fields.h"

#include <algorithm>

#include "corpus/text.h"

namespace cuepoint {
namespace {

std::string_view TrimQuotes(std::string_view text) {
  const auto is_quote = [](char c) { return c == '"' || c == '\''; };
  while (!text.empty() && is_quote(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_quote(text.back())) text.remove_suffix(1);
  return Trim(text);
}

}  // namespace

bool IsFieldValue(std::string_view value) {
  return !value.empty() && std::none_of(value.begin(), value.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
}

bool IsValidator(std::string_view value) {
  return value.size() <= kValidatorLimit_bytes && IsFieldValue(value) &&
         FindInvalidUtf8(value) == std::string_view::npos;
}

ContentType ReadContentType(std::string_view field) {
  ContentType content;
  std::size_t end = field.find(';');
  content.type = RepairUtf8(ToLowerAscii(Trim(field.substr(0, end))));
  while (end != std::string_view::npos && content.charset.empty()) {
    field.remove_prefix(end + 1);
    end = field.find(';');
    const std::string_view parameter = field.substr(0, end);
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos) continue;
    if (!EqualsNoCase(Trim(parameter.substr(0, equals)), "charset")) continue;
    content.charset = RepairUtf8(TrimQuotes(Trim(parameter.substr(equals + 1))));
  }
  return content;
}

}  // namespace cuepoint
