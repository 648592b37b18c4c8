#include "indexer/encoder.h"

#include <cstdint>
#include <limits>

#include <nlohmann/json.hpp>

namespace cuepoint {

namespace {

// Enough of a digest to tell two apart by eye.
constexpr std::size_t kShownDigits = 12;

std::string Shown(const EncoderIdentity& identity) {
  return "\"" + identity.name + "\" (" + std::to_string(identity.dimensions) + " dimensions, " +
         identity.sha256.substr(0, kShownDigits) + "…)";
}

}  // namespace

std::string ToJson(const EncoderIdentity& identity) {
  const nlohmann::ordered_json json = {
      {"name", identity.name}, {"dimensions", identity.dimensions}, {"sha256", identity.sha256}};
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<EncoderIdentity> ParseEncoderIdentity(std::string_view text) {
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  const auto field = [&](const char* name) {
    return json.is_object() && json.contains(name) ? json.at(name) : nlohmann::json();
  };
  const nlohmann::json name = field("name");
  const nlohmann::json dimensions = field("dimensions");
  const nlohmann::json sha256 = field("sha256");
  if (!name.is_string() || !dimensions.is_number_unsigned() || !sha256.is_string() ||
      dimensions.get<std::uint64_t>() > std::numeric_limits<unsigned>::max()) {
    return Error{.code = ErrorCode::kCorrupt,
                 .message = "the index does not say which encoder it was built with",
                 .remedy = "index again with --rebuild",
                 .kind = "bad-encoder-identity"};
  }
  return EncoderIdentity{name.get<std::string>(), dimensions.get<unsigned>(),
                         sha256.get<std::string>()};
}

Result<void> RequireSameEncoder(const EncoderIdentity& indexed, const EncoderIdentity& present) {
  if (indexed == present) return {};
  return Error{.code = ErrorCode::kUnsupported,
               .message = "the index was built with the encoder " + Shown(indexed) +
                          ", and this is " + Shown(present) + ": their vectors cannot be compared",
               .remedy = "index again with --rebuild --encoder " + present.name +
                         ", or bring back the model that the index was built with",
               .kind = "encoder-mismatch"};
}

}  // namespace cuepoint
