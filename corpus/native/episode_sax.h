// Builds an Episode from the events of a JSON parser: no document tree in between, unknown fields
// skipped without being stored, and the path of the current field known for errors. An
// implementation part of native_json.cc.
#ifndef CUEPOINT_CORPUS_NATIVE_EPISODE_SAX_H_
#define CUEPOINT_CORPUS_NATIVE_EPISODE_SAX_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <nlohmann/json.hpp>

#include "corpus/model.h"
#include "corpus/result.h"

namespace cuepoint {

/// Receiver of nlohmann's SAX events (nlohmann::json_sax, without virtual calls). A handler returns
/// false to stop the parser; problem() then says why. One handler reads one episode.
class EpisodeSax {
 public:
  /// Nesting that is refused, counted in open objects and arrays.
  static constexpr std::size_t kMaxDepth = 64;

  /// The episode read so far; complete when the parser returned true.
  Episode& episode() { return episode_; }
  /// What stopped the parser. `offset` is set for syntax errors only.
  const std::optional<Error>& problem() const { return problem_; }

  // Names and signatures below are nlohmann's.
  bool null();
  bool boolean(bool value);
  bool number_integer(std::int64_t value);
  bool number_unsigned(std::uint64_t value);
  bool number_float(double value, const std::string& text);
  bool string(std::string& value);
  bool binary(nlohmann::json::binary_t& value);
  bool start_object(std::size_t size);
  bool key(std::string& name);
  bool end_object();
  bool start_array(std::size_t size);
  bool end_array();
  bool parse_error(std::size_t position, const std::string& last_token,
                   const nlohmann::json::exception& failure);

 private:
  /// Where the parser stands. An element is one object of an array of the episode.
  enum class Level { kStart, kEpisode, kShow, kArray, kElement, kEnd };
  enum class Nested { kShow, kTags, kChapters, kPeople, kLinks, kTranscript };
  /// A time in seconds that must be there; distinct from an optional one.
  struct Seconds {
    double* value;
  };
  struct OptionalSeconds {
    std::optional<double>* value;
  };
  /// Where the value of the current key goes; monostate for an unknown field.
  using Slot = std::variant<std::monostate, std::string*, bool*, Seconds, OptionalSeconds,
                            std::optional<std::int64_t>*, Nested>;

  Slot EpisodeSlot(std::string_view name);
  Slot ShowSlot(std::string_view name);
  Slot ElementSlot(std::string_view name);

  bool Number(double value);
  bool Integer(std::int64_t value);
  bool BeginElement();
  bool EndElement();
  bool WrongType(std::string_view found);
  bool Fail(ErrorCode code, std::string message);
  bool Enter();
  /// "chapters[3].start_s", "tags[0]", "title"; empty at the top.
  std::string Path() const;
  std::string_view Expected() const;

  Episode episode_;
  std::optional<Error> problem_;
  Level level_ = Level::kStart;
  Slot slot_;
  Nested nested_ = Nested::kShow;       // Of kShow, kArray and kElement.
  std::string_view top_name_;           // Field of the episode.
  std::string_view element_name_;       // Field of the show or of an array's element.
  std::size_t next_index_ = 0;          // One past the current element.
  std::size_t depth_ = 0;               // Open objects and arrays.
  std::size_t ignored_from_depth_ = 0;  // Depth of an unknown container being skipped; 0 if none.
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NATIVE_EPISODE_SAX_H_
