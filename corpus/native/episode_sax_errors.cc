// What is said of native JSON that is no episode: where it stands, and what was meant there.
#include <utility>

#include "corpus/native/episode_sax.h"
#include "corpus/text.h"

namespace cuepoint {

std::string EpisodeSax::Path() const {
  std::string path(top_name_);
  if (level_ == Level::kShow) path += "." + std::string(element_name_);
  if (level_ == Level::kArray) path += "[" + std::to_string(next_index_) + "]";
  if (level_ == Level::kElement) {
    path += "[" + std::to_string(next_index_ - 1) + "]." + std::string(element_name_);
  }
  return path;
}

std::string_view EpisodeSax::Expected() const {
  if (level_ == Level::kStart) return "a JSON object";
  if (level_ == Level::kArray) return nested_ == Nested::kTags ? "a string" : "an object";
  if (std::holds_alternative<std::string*>(slot_)) return "a string";
  if (std::holds_alternative<bool*>(slot_)) return "true or false";
  if (std::holds_alternative<std::optional<std::int64_t>*>(slot_)) return "a whole number";
  if (const auto* nested = std::get_if<Nested>(&slot_)) {
    return *nested == Nested::kShow ? "an object" : "an array";
  }
  return "a number";
}

bool EpisodeSax::WrongType(std::string_view found) {
  if (ignored_from_depth_ != 0) return true;
  const bool field =
      level_ == Level::kEpisode || level_ == Level::kShow || level_ == Level::kElement;
  if (field && std::holds_alternative<std::monostate>(slot_)) return true;  // Unknown field.
  const std::string subject = level_ == Level::kStart ? "an episode" : Path();
  return Fail(ErrorCode::kType,
              subject + " must be " + std::string(Expected()) + ", not " + std::string(found));
}

bool EpisodeSax::Fail(ErrorCode code, std::string message) {
  problem_ = Error{.code = code, .message = std::move(message)};
  return false;
}

bool EpisodeSax::parse_error(std::size_t position, const std::string&,
                             const nlohmann::json::exception& failure) {
  constexpr int kNumberOverflow = 406;  // The library's out_of_range.406: beyond a double.
  if (failure.id == kNumberOverflow && ignored_from_depth_ == 0) {
    return Fail(ErrorCode::kType, (top_name_.empty() ? "a value" : Path()) + " is out of range");
  }
  // The library's message ends in "… - what; last read: 'TOKEN'; expected …". The token may be
  // megabytes or invalid UTF-8, so it is left out; the offset says where to look.
  std::string_view what = failure.what();
  if (const auto dash = what.find(" - "); dash != std::string_view::npos) {
    what.remove_prefix(dash + 3);
  } else if (const auto bracket = what.find("] "); bracket != std::string_view::npos) {
    what.remove_prefix(bracket + 2);
  }
  std::string message(what.substr(0, what.find("; last read")));
  const auto expected = what.rfind("; expected ");
  if (message.size() < what.size() && expected != std::string_view::npos &&
      what.size() - expected < 80) {
    message += what.substr(expected);
  }
  message = RepairUtf8(TruncateUtf8(message, 200));
  const std::size_t offset = position == 0 ? 0 : position - 1;
  Fail(ErrorCode::kParse,
       "not valid JSON at byte " + std::to_string(offset) + ": " + std::move(message));
  problem_->offset = offset;
  return false;
}

}  // namespace cuepoint
