#include "server/body_scanner.h"

#include <algorithm>
#include <cassert>
#include <charconv>

#include "corpus/text.h"

namespace cuepoint {
namespace {

// A chunk's size and its extensions, which nobody uses.
constexpr std::size_t kChunkLineBytes = 256;
constexpr std::size_t kTrailerBytes = 8190;
// Digits that fit into 64 bits, of either base. Longer numbers are too large whatever they say.
constexpr std::size_t kLengthDigits = 18;
constexpr std::size_t kChunkSizeDigits = 15;

constexpr int kBad = 400;
constexpr int kTooLarge = 413;

// The value of a field line if it has that name.
bool IsField(std::string_view line, std::string_view name, std::string_view& value) {
  if (line.size() <= name.size() || line[name.size()] != ':') return false;
  if (!EqualsNoCase(line.substr(0, name.size()), name)) return false;
  value = Trim(line.substr(name.size() + 1));
  return true;
}

}  // namespace

BodyFraming FramingOf(std::string_view head, std::size_t limit_bytes) {
  BodyFraming framing;
  const auto refused = [](int status) {
    return BodyFraming{.kind = BodyFraming::Kind::kRefused, .status = status};
  };
  bool too_large = false;
  std::size_t begin = head.find("\r\n");
  while (begin != std::string_view::npos) {
    begin += 2;
    const std::size_t end = head.find("\r\n", begin);
    if (end == begin || end == std::string_view::npos) break;
    const std::string_view line = head.substr(begin, end - begin);
    begin = end;
    if (line.front() == ' ' || line.front() == '\t') return refused(kBad);
    std::string_view value;
    if (IsField(line, "content-length", value)) {
      if (framing.kind != BodyFraming::Kind::kNone) return refused(kBad);
      if (value.empty() || !std::all_of(value.begin(), value.end(), &IsDigit)) return refused(kBad);
      framing.kind = BodyFraming::Kind::kLength;
      too_large = value.size() > kLengthDigits;
      if (!too_large) std::from_chars(value.data(), value.data() + value.size(), framing.bytes);
      too_large |= framing.bytes > limit_bytes;
    } else if (IsField(line, "transfer-encoding", value)) {
      if (framing.kind != BodyFraming::Kind::kNone) return refused(kBad);
      if (!EqualsNoCase(value, "chunked")) return refused(kBad);
      framing.kind = BodyFraming::Kind::kChunked;
    } else if (IsField(line, "expect", value)) {
      framing.expects_continue |= EqualsNoCase(value, "100-continue");
    }
  }
  return too_large ? refused(kTooLarge) : framing;
}

BodyScanner::BodyScanner(const BodyFraming& framing, std::size_t limit_bytes)
    : limit_bytes_(limit_bytes),
      chunked_(framing.kind == BodyFraming::Kind::kChunked),
      part_(chunked_ ? Part::kChunkSize : Part::kData),
      due_bytes_(framing.bytes) {
  assert(framing.kind != BodyFraming::Kind::kRefused);
  if (!chunked_ && due_bytes_ == 0) part_ = Part::kDone;
}

void BodyScanner::TakeData(std::string_view& rest, std::string& body) {
  const std::size_t bytes = std::min(due_bytes_, rest.size());
  body.append(rest.substr(0, bytes));
  rest.remove_prefix(bytes);
  due_bytes_ -= bytes;
  if (due_bytes_ == 0) part_ = chunked_ ? Part::kChunkEnd : Part::kDone;
}

int BodyScanner::TakeChunkSize(std::string_view line, std::size_t content_bytes) {
  const std::string_view digits = line.substr(0, line.find(';'));
  const bool hexadecimal = std::all_of(digits.begin(), digits.end(), [](char c) {
    return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
  if (digits.empty() || !hexadecimal) return kBad;
  if (digits.size() > kChunkSizeDigits) return kTooLarge;
  std::from_chars(digits.data(), digits.data() + digits.size(), due_bytes_, 16);
  if (due_bytes_ > limit_bytes_ - content_bytes) return kTooLarge;
  part_ = due_bytes_ == 0 ? Part::kTrailer : Part::kData;
  return 0;
}

int BodyScanner::TakeTrailerLine(std::string_view line) {
  trailer_bytes_ += line.size() + 2;
  if (line.empty()) part_ = Part::kDone;
  return trailer_bytes_ > kTrailerBytes ? 431 : 0;
}

int BodyScanner::TakeLine(std::string_view& rest, std::size_t content_bytes) {
  const std::size_t most = part_ == Part::kTrailer ? kTrailerBytes : kChunkLineBytes;
  const std::size_t feed = rest.substr(0, most).find('\n');
  if (feed == std::string_view::npos) {
    if (rest.size() < most) return 0;
    return part_ == Part::kTrailer ? 431 : kBad;
  }
  if (feed == 0 || rest[feed - 1] != '\r') return kBad;
  const std::string_view line = rest.substr(0, feed - 1);
  rest.remove_prefix(feed + 1);
  switch (part_) {
    case Part::kChunkSize:
      return TakeChunkSize(line, content_bytes);
    case Part::kTrailer:
      return TakeTrailerLine(line);
    case Part::kChunkEnd:
      part_ = Part::kChunkSize;
      return line.empty() ? 0 : kBad;
    case Part::kData:
    case Part::kDone:
      break;
  }
  return 0;
}

BodyScanner::Progress BodyScanner::Scan(std::string_view arrived, std::string& body) {
  std::string_view rest = arrived;
  while (part_ != Part::kDone && !rest.empty()) {
    if (part_ == Part::kData) {
      TakeData(rest, body);
      continue;
    }
    const std::size_t before = rest.size();
    if (const int status = TakeLine(rest, body.size())) {
      return {Progress::State::kRefused, arrived.size() - rest.size(), status};
    }
    if (rest.size() == before) break;
  }
  const std::size_t consumed = arrived.size() - rest.size();
  return {part_ == Part::kDone ? Progress::State::kComplete : Progress::State::kIncomplete,
          consumed, 0};
}

}  // namespace cuepoint
