#include "indexer/text_unit.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace cuepoint::text {

UnitReader::UnitReader(std::string_view text, std::size_t begin, std::size_t end, Folder& folder,
                       std::vector<Unit>& queue)
    : text_(text), at_(begin), end_(end), folder_(folder), queue_(queue) {
  queue_.clear();
}

const Unit& UnitReader::Peek(std::size_t ahead) {
  constexpr std::size_t kCompactAt = 128;
  while (head_ + ahead >= queue_.size()) {
    if (at_ == end_) return end_unit_;
    if (head_ == queue_.size()) {
      queue_.clear();
      head_ = 0;
    } else if (head_ >= kCompactAt) {
      queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(head_));
      head_ = 0;
    }
    Decode();
  }
  return queue_[head_ + ahead];
}

void UnitReader::Decode() {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text_.data());
  const std::size_t begin = at_;
  if (U8_IS_SINGLE(bytes[at_])) {
    // Whatever combining marks follow, folding drops them one by one.
    const AsciiRow& row = kAscii[bytes[at_]];
    Unit unit;
    unit.code_point = row.folded != 0 ? static_cast<unsigned char>(row.folded) : bytes[at_];
    unit.char_class = row.char_class;
    unit.flags = row.flags;
    unit.begin = static_cast<std::uint32_t>(at_);
    unit.end = unit.begin + 1;
    queue_.push_back(unit);
    ++at_;
    return;
  }
  UChar32 c;
  U8_NEXT(bytes, at_, end_, c);
  if (c < 0) {
    Push({{0xFFFD, CharClass::kBreak}}, 0, begin);
    return;
  }
  const auto category = u_charType(c);
  const std::uint8_t flags =
      category == U_UPPERCASE_LETTER || category == U_TITLECASE_LETTER ? kHasUpper : kHasLower;
  const auto next_combines = [&](std::size_t& next, UChar32& next_c) {
    next = at_;
    if (next == end_ || U8_IS_SINGLE(bytes[next])) return false;
    U8_NEXT(bytes, next, end_, next_c);
    return next_c >= 0 && !folder_.StartsCluster(static_cast<char32_t>(next_c));
  };
  std::size_t next = 0;
  UChar32 next_c = 0;
  if (!next_combines(next, next_c)) {
    if (IsTakenApartAm(static_cast<char32_t>(c), static_cast<char32_t>(next_c))) {
      at_ = next;
      c = next_c + 1;
    }
    Push(folder_.Fold(static_cast<char32_t>(c)), flags, begin);
    return;
  }
  constexpr int kMaxCombining = 30;
  icu::UnicodeString cluster(c);
  for (int combining = 0; combining < kMaxCombining && next_combines(next, next_c); ++combining) {
    cluster.append(next_c);
    at_ = next;
  }
  Push(folder_.FoldCluster(cluster), flags, begin);
}

void UnitReader::Push(const std::vector<FoldedChar>& folded, std::uint8_t flags,
                      std::size_t begin) {
  for (const FoldedChar& c : folded) {
    Unit unit;
    unit.code_point = c.code_point;
    unit.char_class = c.char_class;
    unit.flags = c.char_class == CharClass::kDigit ? std::uint8_t{kHasDigit} : flags;
    unit.begin = static_cast<std::uint32_t>(begin);
    unit.end = static_cast<std::uint32_t>(at_);
    queue_.push_back(unit);
  }
}

}  // namespace cuepoint::text
