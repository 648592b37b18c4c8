#include "query/text_cut.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>

#include <unicode/brkiter.h>
#include <unicode/localpointer.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "query/utf8_char.h"

namespace cuepoint {
namespace {

/// How far back a grapheme is looked at, and how far ahead: flags and families of emoji have some
/// 30 bytes.
constexpr std::size_t kGraphemeBytesBack = 128;
constexpr std::size_t kGraphemeBytesAhead = 32;

/// White space is looked for this far from where a cut would use all the room; few words of
/// languages that put it between them are longer.
constexpr std::size_t kLongestWord = 32;

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// The start of the UTF-8 character that holds byte `pos`, or `pos` where the bytes are not UTF-8.
std::size_t CharacterStart(std::string_view text, std::size_t pos) {
  std::size_t start = pos;
  while (start > 0 && pos - start < 3 && start < text.size() && IsContinuation(text[start])) {
    --start;
  }
  return start + Utf8CharAt(text, start).bytes > pos ? start : pos;
}

/// Whether ICU finds a boundary at `pos` of a text short enough for it.
bool AsksIcuForBoundary(std::string_view text, std::size_t pos) {
  // Opening an iterator costs more than a whole snippet, so each thread keeps one.
  thread_local const std::unique_ptr<icu::BreakIterator> iterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> created(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    return U_SUCCESS(status) ? std::move(created) : nullptr;
  }();
  UErrorCode status = U_ZERO_ERROR;
  UText storage = UTEXT_INITIALIZER;
  const icu::LocalUTextPointer utext(
      utext_openUTF8(&storage, text.data(), static_cast<std::int64_t>(text.size()), &status));
  if (iterator == nullptr || U_FAILURE(status)) return true;
  iterator->setText(utext.getAlias(), status);
  return U_FAILURE(status) || iterator->isBoundary(static_cast<std::int32_t>(pos));
}

/// Whether a sentence or a line ends right before `pos`, which is not blank: ". Then" or a newline.
bool StartsSentence(std::string_view text, std::size_t pos) {
  std::size_t before = pos;
  bool blank = false;
  while (before > 0 && (text[before - 1] == ' ' || text[before - 1] == '\t')) {
    --before;
    blank = true;
  }
  if (before == 0) return true;
  const char last = text[before - 1];
  if (last == '\n' || last == '\r') return true;
  if (blank) return last == '.' || last == '!' || last == '?';
  return before >= 3 && text.substr(before - 3, 3) == "\u3002";  // Ideographic full stop.
}

bool IsBlankAt(std::string_view text, std::size_t pos) {
  return IsBlank(Utf8CharAt(text, pos).code);
}

/// The first sentence or line start in [from, to], if there is one.
std::optional<std::size_t> FindSentence(std::string_view text, std::size_t from, std::size_t to) {
  for (std::size_t pos = CharacterStart(text, from); pos <= to && pos < text.size();
       pos += Utf8CharAt(text, pos).bytes) {
    if (pos < from || IsBlankAt(text, pos)) continue;
    if (StartsSentence(text, pos) && IsGraphemeBoundary(text, pos)) return pos;
  }
  return std::nullopt;
}

/// Where to cut in [from, to]: before the first word that starts there, else `to`.
std::size_t CutStart(std::string_view text, std::span<const TextToken> tokens, std::size_t from,
                     std::size_t to) {
  if (from == 0) return 0;
  const std::size_t patience = std::min(to, from + kLongestWord);
  bool blank = IsBlankAt(text, CharacterStart(text, from - 1));
  for (std::size_t pos = CharacterStart(text, from); pos < text.size() && pos <= patience;
       pos += Utf8CharAt(text, pos).bytes) {
    const bool blank_here = IsBlankAt(text, pos);
    if (pos >= from && blank && !blank_here && IsGraphemeBoundary(text, pos)) return pos;
    blank = blank_here;
  }
  auto token = std::lower_bound(tokens.begin(), tokens.end(), from,
                                [](const TextToken& t, std::size_t pos) { return t.begin < pos; });
  for (; token != tokens.end() && token->begin <= to; ++token) {
    if (token->begin >= from && IsGraphemeBoundary(text, token->begin)) return token->begin;
  }
  return to;
}

/// Where to cut in [from, to]: after the last word that ends there, else the last grapheme.
std::size_t CutEnd(std::string_view text, std::span<const TextToken> tokens, std::size_t from,
                   std::size_t to) {
  if (to >= text.size()) return text.size();
  const std::size_t patience = std::max(from, to - std::min(to, kLongestWord));
  std::optional<std::size_t> last_word;
  for (std::size_t pos = CharacterStart(text, patience); pos <= to;
       pos += Utf8CharAt(text, pos).bytes) {
    if (pos >= from && IsBlankAt(text, pos) && IsGraphemeBoundary(text, pos)) last_word = pos;
  }
  if (last_word) return *last_word;
  auto token = std::upper_bound(tokens.begin(), tokens.end(), to,
                                [](std::size_t pos, const TextToken& t) { return pos < t.end; });
  while (token != tokens.begin()) {
    --token;
    if (token->end <= from) break;
    if (token->end <= to && IsGraphemeBoundary(text, token->end)) return token->end;
  }
  while (to > from && !IsGraphemeBoundary(text, to)) --to;
  return to;
}

}  // namespace

bool IsGraphemeBoundary(std::string_view text, std::size_t pos) {
  if (pos == 0 || pos >= text.size()) return true;
  const std::size_t start = CharacterStart(text, pos);
  if (start != pos) return false;
  const std::size_t previous = CharacterStart(text, pos - 1);
  const UChar32 before = Utf8CharAt(text, previous).code;
  const UChar32 after = Utf8CharAt(text, pos).code;
  if (before < 0 || after < 0) return true;
  const auto is_control = [](UChar32 code) { return code < 0x20 || code == 0x7F; };
  if (is_control(before) || is_control(after)) {  // Rules GB3, GB4 and GB5.
    return before != '\r' || after != '\n';
  }
  const auto is_other = [](UChar32 code) {
    return code < 0x7F || u_getIntPropertyValue(code, UCHAR_GRAPHEME_CLUSTER_BREAK) == U_GCB_OTHER;
  };
  if (is_other(before) && is_other(after)) return true;  // Rule GB999.
  std::size_t begin = pos - std::min(pos, kGraphemeBytesBack);
  begin = CharacterStart(text, begin);
  return AsksIcuForBoundary(text.substr(begin, pos - begin + kGraphemeBytesAhead), pos - begin);
}

TextRange CutAround(std::string_view text, std::span<const TextToken> tokens, TextRange core,
                    std::size_t max_bytes) {
  if (text.size() <= max_bytes) return {0, text.size()};
  const std::size_t room = max_bytes - std::min(max_bytes, core.size());
  // Readers need what follows a word more than what led to it, so a third of the room goes before
  // the match, more where the text ends sooner.
  const std::size_t after = std::min(room - room / 3, text.size() - core.end);
  const std::size_t before = std::min(room - after, core.begin);
  TextRange cut;
  const std::size_t target = core.begin - before;
  const std::optional<std::size_t> sentence = FindSentence(text, target, core.begin);
  cut.begin = sentence ? *sentence : CutStart(text, tokens, target, core.begin);
  const std::size_t limit = cut.begin + max_bytes;
  cut.end = CutEnd(text, tokens, core.end <= limit ? core.end : cut.begin, limit);
  return cut;
}

}  // namespace cuepoint
