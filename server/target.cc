#include "server/target.h"

#include <algorithm>
#include <optional>

#include "corpus/text.h"

namespace cuepoint {
namespace {

std::optional<unsigned> HexDigit(char c) {
  if (IsDigit(c)) return static_cast<unsigned>(c - '0');
  const char lower = ToLower(c);
  if (lower >= 'a' && lower <= 'f') return static_cast<unsigned>(lower - 'a' + 10);
  return std::nullopt;
}

constexpr std::size_t kLengthBytes = 4;

// Text after its length: no byte of one can pass for the end of another.
void AppendSized(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < kLengthBytes; ++i) {
    out += static_cast<char>(text.size() >> (8 * i) & 0xff);
  }
  out += text;
}

}  // namespace

std::string DecodePercent(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const std::optional<unsigned> high = HexDigit(text[i + 1]);
      const std::optional<unsigned> low = HexDigit(text[i + 2]);
      if (high && low) {
        decoded += static_cast<char>(*high * 16 + *low);
        i += 2;
        continue;
      }
    }
    decoded += plus_is_space && text[i] == '+' ? ' ' : text[i];
  }
  return FindInvalidUtf8(decoded) == std::string_view::npos ? decoded : RepairUtf8(decoded);
}

Target ParseTarget(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!StartsWithNoCase(target, scheme)) continue;
    const std::size_t path = target.find_first_of("/?", scheme.size());
    target = path == std::string_view::npos ? "/" : target.substr(path);
    break;
  }
  target = target.substr(0, target.find('#'));
  const std::size_t mark = target.find('?');
  Target parsed;
  parsed.path = target.substr(0, mark);
  if (mark == std::string_view::npos) return parsed;

  std::string_view rest = target.substr(mark + 1);
  while (!rest.empty()) {
    const std::size_t end = rest.find('&');
    const std::string_view pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    parsed.params.push_back({DecodePercent(pair.substr(0, equals), true),
                             equals == std::string_view::npos
                                 ? std::string()
                                 : DecodePercent(pair.substr(equals + 1), true)});
  }
  return parsed;
}

bool IsTracking(std::string_view name) { return name.starts_with("utm_"); }

std::string NormalizedParams(const std::vector<QueryParam>& params) {
  std::vector<const QueryParam*> sorted;
  sorted.reserve(params.size());
  std::size_t size = 0;
  for (const QueryParam& param : params) {
    if (param.value.empty() || IsTracking(param.name)) continue;
    sorted.push_back(&param);
    size += param.name.size() + param.value.size() + 2 * kLengthBytes;
  }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const QueryParam* a, const QueryParam* b) { return a->name < b->name; });
  std::string normalized;
  normalized.reserve(size);
  for (const QueryParam* param : sorted) {
    AppendSized(param->name, normalized);
    AppendSized(param->value, normalized);
  }
  return normalized;
}

}  // namespace cuepoint
