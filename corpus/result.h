// Result<T>: a value, or an Error that says what was wrong, where, and what to do about it.
//
//   Result<Episode> episode = ParseEpisode(line);
//   if (!episode) return episode.error();
//   Use(*episode);
//
// The vocabulary is that of std::expected (C++23). Results are for what the world can cause (files,
// feeds, queries, disks); our own mistakes are asserts. No function of this project lets an
// exception of a library escape: each edge translates into an Error once.
#ifndef CUEPOINT_CORPUS_RESULT_H_
#define CUEPOINT_CORPUS_RESULT_H_

#include <cassert>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace cuepoint {

/// What kind of failure it was, for callers that act on it (exit status, HTTP status, retry).
enum class ErrorCode {
  kInvalidArgument,  ///< The caller asked for something that makes no sense (flag, parameter).
  kBadQuery,         ///< A query that cannot be parsed; `offset` points into it.
  kParse,            ///< Input that is not in the format it should be in.
  kType,             ///< Well-formed input with a value of the wrong type.
  kTooLarge,         ///< A bound on bytes, depth, terms or pages was reached.
  kNotFound,         ///< A file, an index or an episode that does not exist.
  kPermission,       ///< The system refused access.
  kUnsupported,      ///< A format, mode or feature this build or index does not have.
  kLocked,           ///< Another process is writing the index.
  kVersion,          ///< An index written by another schema version.
  kForeign,          ///< A database that Cuepoint did not write.
  kModified,         ///< The index moved on under a reader; reopen and retry.
  kCorrupt,          ///< The index is damaged.
  kUnavailable,      ///< A resource that may come back: disk full, network, remote database.
  kCancelled,        ///< Stopped on request.
  kInternal,         ///< Our own mistake, caught at a boundary.
};

/// The code's stable lower-case name, e.g. "bad-query"; used in JSON and logs.
std::string_view Name(ErrorCode code);

/// One failure. `message` is a sentence without a final full stop.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
  /// Where it happened: a path, a URL, "query", "standard input"; empty when there is no place.
  std::string source = {};
  /// Byte offset within `source`, where one is known.
  std::optional<std::size_t> offset = std::nullopt;
  /// 1-based line within `source`, where one is known.
  std::optional<std::size_t> line = std::nullopt;
  /// What the user can do about it; empty when the message already says.
  std::string remedy = {};
  /// Short stable name under which alike problems are counted in reports: "bad-date". May be empty.
  std::string kind = {};
};

/// One line for a terminal or a log: "SOURCE:LINE: MESSAGE (REMEDY)".
std::string ToString(const Error& error);

/// A value or an Error. Not thread-safe beyond what T is; cheap to move.
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  /// The value; asserts that there is one.
  T& value() & { return Get(); }
  const T& value() const& { return Get(); }
  T&& value() && { return std::move(Get()); }
  T& operator*() & { return Get(); }
  const T& operator*() const& { return Get(); }
  T&& operator*() && { return std::move(Get()); }
  T* operator->() { return &Get(); }
  const T* operator->() const { return &Get(); }

  /// The error; asserts that there is one.
  const Error& error() const& {
    assert(!has_value());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    assert(!has_value());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  T& Get() {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  const T& Get() const {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }

  std::variant<T, Error> state_;
};

/// Success without a value, or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;

  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }
  const Error& error() const& {
    assert(error_.has_value());
    return *error_;
  }
  Error&& error() && {
    assert(error_.has_value());
    return std::move(*error_);
  }

 private:
  std::optional<Error> error_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_RESULT_H_
