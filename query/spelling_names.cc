#include "query/spelling_names.h"

#include <algorithm>
#include <array>
#include <utility>

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include "corpus/text.h"

namespace cuepoint {
namespace {

/// Spellings of one sound; the first that fits counts.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kSounds = {{
    {"shch", "s"},
    {"sch", "s"},
    {"sh", "s"},
    {"zh", "z"},
    {"kh", "h"},
    {"ch", "c"},
    {"ts", "c"},
    {"ph", "f"},
    {"ck", "k"},
    {"q", "k"},
    {"w", "v"},
    {"y", "i"},
    {"j", "i"},
}};

std::string Sounds(std::string_view word) {
  std::string key;
  while (!word.empty()) {
    std::string_view sound = word.substr(0, 1);
    std::size_t bytes = 1;
    for (const auto& [spelling, meant] : kSounds) {
      if (!word.starts_with(spelling)) continue;
      sound = meant;
      bytes = spelling.size();
      break;
    }
    word.remove_prefix(bytes);
    if (!key.ends_with(sound)) key += sound;
  }
  return key;
}

}  // namespace

struct NameKeys::State {
  std::unique_ptr<icu::Transliterator> to_ascii;
};

NameKeys::NameKeys() = default;
NameKeys::NameKeys(NameKeys&&) noexcept = default;
NameKeys& NameKeys::operator=(NameKeys&&) noexcept = default;
NameKeys::~NameKeys() = default;

std::string NameKeys::KeyOf(std::string_view word) {
  std::string latin;
  const bool ascii = std::all_of(word.begin(), word.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) {
    latin = ToLowerAscii(word);
  } else {
    if (state_ == nullptr) {
      UErrorCode status = U_ZERO_ERROR;
      state_ = std::make_unique<State>();
      state_->to_ascii.reset(icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower",
                                                                 UTRANS_FORWARD, status));
    }
    if (state_->to_ascii == nullptr) return {};
    icu::UnicodeString text = icu::UnicodeString::fromUTF8(
        icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())));
    state_->to_ascii->transliterate(text);
    text.toUTF8String(latin);
  }
  std::erase_if(latin, [](char c) { return !IsLower(c); });
  return Sounds(latin);
}

}  // namespace cuepoint
