#include "corpus/native/episode_sax.h"

#include <cmath>
#include <limits>
#include <utility>

#include "corpus/text.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
// Above this not every integer is a double, so a value written as 1e300 cannot be meant as a count.
constexpr double kExactIntegers = 9007199254740992.0;

}  // namespace

bool EpisodeSax::null() {
  if (ignored_from_depth_ != 0) return true;
  // A field that is null is a field that is not there; an element or an episode cannot be.
  if (level_ == Level::kStart || level_ == Level::kArray) return WrongType("null");
  return true;
}

bool EpisodeSax::boolean(bool value) {
  bool* const* flag = std::get_if<bool*>(&slot_);
  if (ignored_from_depth_ != 0 || level_ != Level::kElement || flag == nullptr) {
    return WrongType("a boolean");
  }
  **flag = value;
  return true;
}

bool EpisodeSax::number_integer(std::int64_t value) { return Integer(value); }

bool EpisodeSax::number_unsigned(std::uint64_t value) {
  if (value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    return Integer(static_cast<std::int64_t>(value));
  }
  return Number(static_cast<double>(value));
}

bool EpisodeSax::number_float(double value, const std::string&) { return Number(value); }

bool EpisodeSax::Integer(std::int64_t value) {
  if (ignored_from_depth_ == 0 && std::holds_alternative<std::optional<std::int64_t>*>(slot_) &&
      level_ == Level::kEpisode) {
    *std::get<std::optional<std::int64_t>*>(slot_) = value;
    return true;
  }
  return Number(static_cast<double>(value));
}

bool EpisodeSax::Number(double value) {
  if (ignored_from_depth_ != 0) return true;
  if (level_ == Level::kStart || level_ == Level::kArray) return WrongType("a number");
  if (const auto* integer = std::get_if<std::optional<std::int64_t>*>(&slot_)) {
    if (!(std::abs(value) <= kExactIntegers) || value != std::floor(value)) {
      return Fail(ErrorCode::kType, Path() + " must be a whole number of at most 64 bits");
    }
    **integer = static_cast<std::int64_t>(value);
    return true;
  }
  const auto* seconds = std::get_if<Seconds>(&slot_);
  const auto* optional = std::get_if<OptionalSeconds>(&slot_);
  if (seconds == nullptr && optional == nullptr) return WrongType("a number");
  if (!(value >= 0 && value < kTimeLimit_s)) {
    return Fail(ErrorCode::kType, Path() + " must be a time in seconds from 0 to below " +
                                      std::to_string(static_cast<int>(kTimeLimit_s)));
  }
  if (value == 0) value = 0;  // Minus zero.
  if (seconds != nullptr) {
    *seconds->value = value;
  } else {
    *optional->value = value;
  }
  return true;
}

bool EpisodeSax::string(std::string& value) {
  if (ignored_from_depth_ != 0) return true;
  if (level_ == Level::kArray && nested_ == Nested::kTags) {
    ++next_index_;
    episode_.tags.push_back(std::move(value));
    return true;
  }
  std::string* const* text = std::get_if<std::string*>(&slot_);
  if (level_ == Level::kStart || level_ == Level::kArray || text == nullptr) {
    return WrongType("a string");
  }
  **text = std::move(value);
  return true;
}

bool EpisodeSax::binary(nlohmann::json::binary_t&) { return WrongType("binary data"); }

bool EpisodeSax::key(std::string& name) {
  if (ignored_from_depth_ != 0) return true;
  switch (level_) {
    case Level::kEpisode:
      slot_ = EpisodeSlot(name);
      break;
    case Level::kShow:
      slot_ = ShowSlot(name);
      break;
    case Level::kElement:
      slot_ = ElementSlot(name);
      break;
    case Level::kStart:
    case Level::kArray:
    case Level::kEnd:
      slot_ = std::monostate();
      break;
  }
  return true;
}

bool EpisodeSax::Enter() {
  if (++depth_ <= kMaxDepth) return true;
  return Fail(ErrorCode::kTooLarge,
              "nesting is deeper than " + std::to_string(kMaxDepth) + " levels");
}

bool EpisodeSax::start_object(std::size_t) {
  if (!Enter()) return false;
  if (ignored_from_depth_ != 0) return true;
  if (level_ == Level::kStart) {
    level_ = Level::kEpisode;
    return true;
  }
  if (level_ == Level::kArray) return BeginElement();
  if (std::holds_alternative<std::monostate>(slot_)) {
    ignored_from_depth_ = depth_;
    return true;
  }
  const auto* nested = std::get_if<Nested>(&slot_);
  if (level_ != Level::kEpisode || nested == nullptr || *nested != Nested::kShow) {
    return WrongType("an object");
  }
  level_ = Level::kShow;
  nested_ = Nested::kShow;
  episode_.show = Show();  // The last of two equal keys wins, as everywhere in JSON.
  return true;
}

bool EpisodeSax::BeginElement() {
  ++next_index_;
  switch (nested_) {
    case Nested::kChapters:
      episode_.chapters.emplace_back().start_s = kMissing;
      break;
    case Nested::kPeople:
      episode_.people.emplace_back();
      break;
    case Nested::kLinks:
      episode_.links.emplace_back();
      break;
    case Nested::kTranscript:
      episode_.transcript.emplace_back().start_s = kMissing;
      episode_.transcript.back().end_s = kMissing;
      break;
    case Nested::kShow:
    case Nested::kTags:
      --next_index_;
      return WrongType("an object");
  }
  level_ = Level::kElement;
  element_name_ = {};
  return true;
}

bool EpisodeSax::end_object() {
  const std::size_t closed = depth_--;
  if (ignored_from_depth_ != 0) {
    if (ignored_from_depth_ == closed) ignored_from_depth_ = 0;
    return true;
  }
  switch (level_) {
    case Level::kEpisode:
      level_ = Level::kEnd;
      break;
    case Level::kShow:
      level_ = Level::kEpisode;
      break;
    case Level::kElement:
      return EndElement();
    case Level::kStart:
    case Level::kArray:
    case Level::kEnd:
      break;
  }
  return true;
}

bool EpisodeSax::EndElement() {
  level_ = Level::kArray;
  const bool untimed =
      (nested_ == Nested::kChapters && std::isnan(episode_.chapters.back().start_s)) ||
      (nested_ == Nested::kTranscript && std::isnan(episode_.transcript.back().start_s));
  if (untimed) {
    level_ = Level::kElement;
    element_name_ = "start_s";
    return Fail(ErrorCode::kType, Path() + " is missing");
  }
  if (nested_ == Nested::kPeople) {
    episode_.people.back().role = ToLowerAscii(episode_.people.back().role);
  }
  return true;
}

bool EpisodeSax::start_array(std::size_t) {
  if (!Enter()) return false;
  if (ignored_from_depth_ != 0) return true;
  const bool field =
      level_ == Level::kEpisode || level_ == Level::kShow || level_ == Level::kElement;
  if (field && std::holds_alternative<std::monostate>(slot_)) {
    ignored_from_depth_ = depth_;
    return true;
  }
  const auto* nested = std::get_if<Nested>(&slot_);
  if (level_ != Level::kEpisode || nested == nullptr || *nested == Nested::kShow) {
    return WrongType("an array");
  }
  nested_ = *nested;
  switch (nested_) {
    case Nested::kTags:
      episode_.tags.clear();
      break;
    case Nested::kChapters:
      episode_.chapters.clear();
      break;
    case Nested::kPeople:
      episode_.people.clear();
      break;
    case Nested::kLinks:
      episode_.links.clear();
      break;
    case Nested::kTranscript:
      episode_.transcript.clear();
      break;
    case Nested::kShow:
      break;
  }
  level_ = Level::kArray;
  next_index_ = 0;
  return true;
}

bool EpisodeSax::end_array() {
  const std::size_t closed = depth_--;
  if (ignored_from_depth_ != 0) {
    if (ignored_from_depth_ == closed) ignored_from_depth_ = 0;
    return true;
  }
  level_ = Level::kEpisode;
  return true;
}

}  // namespace cuepoint
