#include "corpus/text_encoding.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/ucsdet.h>

#include "corpus/text.h"

namespace cuepoint {
namespace {

// Where a declaration inside a document must stand (HTML, "determining the character encoding").
constexpr std::size_t kDeclarationBytes = 1024;
// As much of a text as the detector looks at; more does not change its mind.
constexpr std::size_t kSampleBytes = 64 << 10;

struct ConverterDeleter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, ConverterDeleter>;

struct DetectorDeleter {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};
using Detector = std::unique_ptr<UCharsetDetector, DetectorDeleter>;

struct Mark {
  std::string_view bytes;
  const char* encoding;
};

// Longer ones first: UTF-32's little-endian mark starts with that of UTF-16.
constexpr std::array<Mark, 5> kMarks = {{{std::string_view("\x00\x00\xFE\xFF", 4), "UTF-32BE"},
                                         {std::string_view("\xFF\xFE\x00\x00", 4), "UTF-32LE"},
                                         {"\xEF\xBB\xBF", "UTF-8"},
                                         {"\xFE\xFF", "UTF-16BE"},
                                         {"\xFF\xFE", "UTF-16LE"}}};

const Mark* FindMark(std::string_view bytes) {
  for (const Mark& mark : kMarks) {
    if (bytes.starts_with(mark.bytes)) return &mark;
  }
  return nullptr;
}

// UTF-16 and UTF-32 without a mark, by the zero bytes around the ASCII characters that text in any
// markup starts with (XML 1.0, appendix F).
const char* WideEncoding(std::string_view bytes) {
  if (bytes.size() < 4 || bytes.size() % 2 != 0) return nullptr;
  const auto is_zero = [bytes](std::size_t i) { return bytes[i] == '\0'; };
  if (!is_zero(0) && is_zero(1)) return is_zero(2) && is_zero(3) ? "UTF-32LE" : "UTF-16LE";
  if (is_zero(0) && is_zero(1) && is_zero(2) && !is_zero(3)) return "UTF-32BE";
  if (is_zero(0) && !is_zero(1) && is_zero(2)) return "UTF-16BE";
  return nullptr;
}

// Number of sequences beyond ASCII that are and are not well-formed UTF-8.
struct Utf8Census {
  std::size_t valid = 0;
  std::size_t invalid = 0;
};

// Offset of the first byte at or after `from` that is not ASCII; the size when there is none.
std::size_t SkipAscii(std::string_view bytes, std::size_t from) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080u;
  while (from + sizeof(std::uint64_t) <= bytes.size()) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + from, sizeof word);
    if ((word & kHighBits) != 0) break;
    from += sizeof word;
  }
  while (from < bytes.size() && static_cast<unsigned char>(bytes[from]) < 0x80) ++from;
  return from;
}

Utf8Census CountUtf8(std::string_view bytes) {
  Utf8Census census;
  for (std::size_t i = SkipAscii(bytes, 0); i < bytes.size(); i = SkipAscii(bytes, i)) {
    const std::size_t length = Utf8SequenceLength(bytes.substr(i));
    ++(length == 0 ? census.invalid : census.valid);
    i += std::max<std::size_t>(length, 1);
  }
  return census;
}

// The name that ICU should open for a label. Web documents that say Latin-1 or ASCII mean
// windows-1252 (WHATWG Encoding Standard, 4.2). Empty for labels that are not to be believed.
std::string Meant(std::string_view label) {
  const std::string name = ToLowerAscii(Trim(label));
  for (const std::string_view latin : {"iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "l1",
                                       "us-ascii", "ascii", "ansi_x3.4-1968", "cp1252"}) {
    if (name == latin) return "windows-1252";
  }
  if (name == "iso-8859-9" || name == "latin5") return "windows-1254";
  if (name == "gb2312" || name == "gbk") return "GB18030";
  if (name == "shift_jis" || name == "sjis") return "windows-31j";
  if (name == "ks_c_5601-1987" || name == "euc-kr") return "windows-949";
  // Bytes that are declared wide but are not: the declaration was kept when they were converted.
  // UTF-7 hides markup from every check of bytes.
  if (name.starts_with("utf-16") || name.starts_with("utf-32") || name.starts_with("ucs-") ||
      name.starts_with("utf-7")) {
    return {};
  }
  return name;
}

bool IsUtf8Name(std::string_view name) {
  return EqualsNoCase(name, "utf-8") || EqualsNoCase(name, "utf8");
}

// Remembers that bytes were replaced; the context is a bool.
void NoteAndSubstitute(const void* context, UConverterToUnicodeArgs* arguments, const char* units,
                       int32_t length, UConverterCallbackReason reason, UErrorCode* status) {
  if (reason <= UCNV_IRREGULAR) {
    *static_cast<bool*>(const_cast<void*>(context)) = true;
  }
  UCNV_TO_U_CALLBACK_SUBSTITUTE(nullptr, arguments, units, length, reason, status);
}

std::optional<DecodedText> Convert(std::string_view bytes, const char* encoding) {
  DecodedText decoded;
  UErrorCode status = U_ZERO_ERROR;
  const Converter source(ucnv_open(encoding, &status));
  const Converter target(ucnv_open("UTF-8", &status));
  if (U_FAILURE(status)) return std::nullopt;
  ucnv_setToUCallBack(source.get(), NoteAndSubstitute, &decoded.repaired, nullptr, nullptr,
                      &status);
  const char* canonical = ucnv_getStandardName(encoding, "MIME", &status);
  if (U_FAILURE(status)) return std::nullopt;
  decoded.encoding = canonical != nullptr ? canonical : encoding;

  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  std::array<UChar, 4096> pivot;
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
  std::array<char, 16384> out;
  bool reset = true;
  do {
    char* to = out.data();
    status = U_ZERO_ERROR;
    ucnv_convertEx(target.get(), source.get(), &to, out.data() + out.size(), &from, end,
                   pivot.data(), &pivot_source, &pivot_target, pivot.data() + pivot.size(), reset,
                   /*flush=*/true, &status);
    reset = false;
    decoded.text.append(out.data(), static_cast<std::size_t>(to - out.data()));
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  if (U_FAILURE(status)) return std::nullopt;
  return decoded;
}

// What the bytes look like: ICU's first guess, from where they stop being ASCII. Western European
// where that is nearly as likely.
std::string Detect(std::string_view bytes) {
  constexpr const char* kWestern = "windows-1252";
  constexpr int32_t kMargin = 10;  // Of 100. Short texts in French look Hungarian by less.
  const std::size_t first = SkipAscii(bytes, 0);
  const std::size_t begin = first > kSampleBytes / 2 ? first - kSampleBytes / 2 : 0;
  const std::string_view sample = bytes.substr(begin, kSampleBytes);
  UErrorCode status = U_ZERO_ERROR;
  const Detector detector(ucsdet_open(&status));
  if (U_FAILURE(status)) return kWestern;
  ucsdet_enableInputFilter(detector.get(), true);  // Tags say nothing about the language.
  ucsdet_setText(detector.get(), sample.data(), static_cast<int32_t>(sample.size()), &status);
  int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  if (U_FAILURE(status) || count == 0) return kWestern;
  const int32_t best = ucsdet_getConfidence(matches[0], &status);
  std::string likely;
  for (int32_t i = 0; i < count; ++i) {
    if (ucsdet_getConfidence(matches[i], &status) + kMargin < best) break;
    const char* name = ucsdet_getName(matches[i], &status);
    if (U_FAILURE(status) || name == nullptr) break;
    const std::string meant = Meant(name);
    if (meant == kWestern) return meant;
    if (likely.empty() && !IsUtf8Name(name)) likely = meant;
  }
  return likely.empty() ? kWestern : likely;
}

DecodedText AsUtf8(std::string_view bytes, bool well_formed) {
  if (well_formed) return {.text = std::string(bytes), .encoding = "UTF-8"};
  return {.text = RepairUtf8(bytes), .encoding = "UTF-8", .repaired = true};
}

// The value of `name` in the tag or declaration `text`: name="value", name='value' or name=value.
std::string_view AttributeValue(std::string_view text, std::string_view name) {
  const std::string lower = ToLowerAscii(text);
  for (std::size_t at = lower.find(name); at != std::string::npos; at = lower.find(name, at + 1)) {
    std::string_view rest = Trim(text.substr(at + name.size()));
    if (!rest.starts_with('=')) continue;
    rest = Trim(rest.substr(1));
    if (rest.empty()) continue;
    if (rest.front() == '"' || rest.front() == '\'') {
      const char quote = rest.front();
      rest.remove_prefix(1);
      return Trim(rest.substr(0, rest.find(quote)));
    }
    return rest.substr(0, rest.find_first_of(" \t\r\n;\"'>/"));
  }
  return {};
}

bool IsLabel(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return IsAlnum(c) || c == '-' || c == '_' || c == '.' || c == ':';
  });
}

}  // namespace

Result<DecodedText> DecodeText(std::string_view bytes, std::string_view declared) {
  if (const Mark* mark = FindMark(bytes)) {
    bytes.remove_prefix(mark->bytes.size());
    if (!IsUtf8Name(mark->encoding)) {
      if (auto decoded = Convert(bytes, mark->encoding)) return *std::move(decoded);
    }
  } else if (const char* wide = WideEncoding(bytes)) {
    if (auto decoded = Convert(bytes, wide)) return *std::move(decoded);
  }
  const std::size_t zero = bytes.find('\0');
  if (zero != std::string_view::npos) {
    return Error{.code = ErrorCode::kUnsupported,
                 .message = "a zero byte: this is no text",
                 .offset = zero,
                 .kind = "binary"};
  }

  // These look like ASCII but for their escapes.
  const std::string meant = IsLabel(Trim(declared)) ? Meant(declared) : std::string();
  if (meant.starts_with("iso-2022") && bytes.find('\x1B') != std::string_view::npos) {
    if (auto decoded = Convert(bytes, meant.c_str())) return *std::move(decoded);
  }
  const Utf8Census census = CountUtf8(bytes);
  if (census.invalid == 0) return AsUtf8(bytes, true);
  if (!meant.empty() && !IsUtf8Name(meant)) {
    if (auto decoded = Convert(bytes, meant.c_str())) return *std::move(decoded);
  }
  // Other encodings form valid sequences by accident only, so that text with mostly valid ones is
  // UTF-8 that was cut or mixed.
  if (census.valid >= census.invalid) return AsUtf8(bytes, false);
  if (auto decoded = Convert(bytes, Detect(bytes).c_str())) {
    decoded->guessed = true;
    return *std::move(decoded);
  }
  return AsUtf8(bytes, false);
}

std::string DeclaredEncoding(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::string_view head = bytes.substr(0, kDeclarationBytes);
  const std::string lower = ToLowerAscii(head);
  std::string_view label;
  if (const std::size_t xml = lower.find("<?xml"); xml != std::string::npos) {
    const std::string_view rest = head.substr(xml);
    label = AttributeValue(rest.substr(0, rest.find("?>")), "encoding");
  }
  for (std::size_t meta = lower.find("<meta"); label.empty() && meta != std::string::npos;
       meta = lower.find("<meta", meta + 1)) {
    const std::string_view rest = head.substr(meta);
    label = AttributeValue(rest.substr(0, rest.find('>')), "charset");
  }
  return IsLabel(label) ? std::string(label) : std::string();
}

}  // namespace cuepoint
