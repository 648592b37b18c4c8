#include "corpus/native/json_records.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>

#include <nlohmann/json.hpp>

namespace cuepoint {
namespace {

constexpr std::size_t kMaxDepth = 64;

// Receiver of nlohmann's SAX events; names and signatures are nlohmann's.
class RecordSax {
 public:
  RecordSax(std::span<const std::string_view> lists, JsonRecordSink& sink)
      : lists_(lists), sink_(sink) {}

  bool null() { return Scalar({}); }
  bool boolean(bool value) { return Scalar({.kind = JsonScalar::Kind::kBool, .flag = value}); }
  bool number_integer(std::int64_t value) { return Number(static_cast<double>(value)); }
  bool number_unsigned(std::uint64_t value) { return Number(static_cast<double>(value)); }
  bool number_float(double value, const std::string&) { return Number(value); }
  bool string(std::string& value) {
    return Scalar({.kind = JsonScalar::Kind::kString, .text = value});
  }
  bool binary(nlohmann::json::binary_t&) { return true; }

  bool start_object(std::size_t) {
    if (++depth_ > kMaxDepth) return TooDeep();
    if (list_depth_ == 0) return true;
    if (depth_ == list_depth_ + 1) in_record_ = true;
    if (depth_ == list_depth_ + 2 && !in_array_) outer_ = name_;
    return true;
  }
  bool end_object() {
    const std::size_t closed = depth_--;
    if (list_depth_ == 0) return true;
    if (closed == list_depth_ + 2) outer_.clear();
    if (closed != list_depth_ + 1) return true;
    in_record_ = false;
    return sink_.EndRecord();
  }
  bool key(std::string& name) {
    // Only these levels have names that matter.
    if (depth_ == 1 || (list_depth_ != 0 && depth_ <= list_depth_ + 2)) name_ = name;
    return true;
  }
  bool start_array(std::size_t) {
    if (++depth_ > kMaxDepth) return TooDeep();
    if (list_depth_ == 0) {
      const bool root = depth_ == 1;
      if (!root && (depth_ != 2 || root_is_array_ || !IsList(name_))) return true;
      root_is_array_ = root;
      list_depth_ = depth_;
      return sink_.List(root ? std::string_view() : name_);
    }
    if (depth_ == list_depth_ + 2) in_array_ = true;
    return true;
  }
  bool end_array() {
    const std::size_t closed = depth_--;
    if (closed == list_depth_) list_depth_ = 0;
    if (closed == list_depth_ + 2) in_array_ = false;
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) {
    problem_ = Error{.code = ErrorCode::kParse,
                     .message = "the JSON is broken here",
                     .offset = position == 0 ? 0 : position - 1,
                     .kind = "bad-json"};
    return false;
  }

  const std::optional<Error>& problem() const { return problem_; }

 private:
  bool IsList(std::string_view name) const {
    return std::find(lists_.begin(), lists_.end(), name) != lists_.end();
  }
  bool Number(double value) { return Scalar({.kind = JsonScalar::Kind::kNumber, .number = value}); }
  bool Scalar(const JsonScalar& value) {
    if (list_depth_ == 0) {
      if (depth_ == 0) return sink_.Member({}, value);
      return depth_ != 1 || sink_.Member(name_, value);
    }
    if (!in_record_) return true;
    if (depth_ == list_depth_ + 1) return sink_.Field(name_, value);
    if (depth_ == list_depth_ + 2 && !in_array_) return sink_.Field(outer_ + "." + name_, value);
    return true;
  }
  bool TooDeep() {
    problem_ = Error{.code = ErrorCode::kTooLarge,
                     .message = "nested deeper than " + std::to_string(kMaxDepth),
                     .kind = "too-deep"};
    return false;
  }

  std::span<const std::string_view> lists_;
  JsonRecordSink& sink_;
  std::optional<Error> problem_;
  std::string name_;            // The last key of the document, a record or an object in one.
  std::string outer_;           // The key of the object in a record.
  std::size_t depth_ = 0;       // Open objects and arrays.
  std::size_t list_depth_ = 0;  // Depth of the open list; 0 outside of one.
  bool root_is_array_ = false;
  bool in_record_ = false;
  bool in_array_ = false;  // In an array directly within a record, whose content is skipped.
};

}  // namespace

std::optional<Error> ReadJsonRecords(std::string_view json, std::span<const std::string_view> lists,
                                     JsonRecordSink& sink) {
  std::optional<Error> problem;
  try {
    RecordSax sax(lists, sink);
    nlohmann::json::sax_parse(json.data(), json.data() + json.size(), &sax);
    problem = sax.problem();
  } catch (const std::exception&) {
    return Error{.code = ErrorCode::kTooLarge,
                 .message = "not enough memory to read this JSON",
                 .kind = "out-of-memory"};
  }
  if (problem && problem->offset) {
    const std::size_t offset = std::min(*problem->offset, json.size());
    const auto end = json.begin() + static_cast<std::ptrdiff_t>(offset);
    problem->offset = offset;
    problem->line = 1 + static_cast<std::size_t>(std::count(json.begin(), end, '\n'));
  }
  return problem;
}

}  // namespace cuepoint
