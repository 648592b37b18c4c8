#include "corpus/line_reader.h"

#include <algorithm>
#include <cstring>

namespace cuepoint {
namespace {

constexpr std::size_t kChunkBytes = 1u << 20;

}  // namespace

LineReader::LineReader(InputFile& input, std::size_t limit_bytes)
    : input_(input), limit_bytes_(limit_bytes) {}

Result<bool> LineReader::Fill() {
  if (begin_ > 0) {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() < end_ + kChunkBytes) {
    buffer_.resize(std::max(end_ + kChunkBytes, std::min(2 * end_, limit_bytes_ + kChunkBytes)));
  }
  const Result<std::size_t> got = input_.Read(buffer_.data() + end_, buffer_.size() - end_);
  if (!got) return got.error();
  end_ += *got;
  return *got > 0;
}

Line LineReader::TakeLine(std::size_t length, std::size_t with_end) {
  Line line{.text = {buffer_.data() + begin_, length}, .number = ++number_, .offset = offset_};
  if (!line.text.empty() && line.text.back() == '\r') line.text.remove_suffix(1);
  if (line.text.size() > limit_bytes_) {
    line.text = {};
    line.too_long = true;
  }
  begin_ += with_end;
  offset_ += with_end;
  scanned_ = 0;
  return line;
}

Result<std::optional<Line>> LineReader::Next() {
  while (true) {
    const char* from = buffer_.data() + begin_ + scanned_;
    const std::size_t unscanned = end_ - begin_ - scanned_;
    const void* found = unscanned == 0 ? nullptr : std::memchr(from, '\n', unscanned);
    if (found != nullptr) {
      const auto length =
          static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data()) - begin_;
      return std::optional<Line>(TakeLine(length, length + 1));
    }
    scanned_ = end_ - begin_;
    if (scanned_ > limit_bytes_ + 1) return SkipLongLine();  // One more for a "\r".
    const Result<bool> more = Fill();
    if (!more) return more.error();
    if (!*more) {
      if (begin_ == end_) return std::optional<Line>();
      return std::optional<Line>(TakeLine(end_ - begin_, end_ - begin_));
    }
  }
}

Result<std::optional<Line>> LineReader::SkipLongLine() {
  Line line{.text = {}, .number = ++number_, .offset = offset_, .too_long = true};
  while (true) {
    offset_ += end_ - begin_;
    begin_ = end_ = scanned_ = 0;
    const Result<bool> more = Fill();
    if (!more) return more.error();
    if (!*more) return std::optional<Line>(line);
    if (const void* found = std::memchr(buffer_.data(), '\n', end_)) {
      begin_ = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data()) + 1;
      offset_ += begin_;
      return std::optional<Line>(line);
    }
  }
}

}  // namespace cuepoint
