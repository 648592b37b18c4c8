#include "indexer/index_encoder.h"

#include <string>

#include "indexer/encoder_registry.h"
#include "indexer/schema.h"

namespace cuepoint {
namespace {

constexpr std::string_view kNone = "none";
constexpr std::string_view kAuto = "auto";

Error WithoutVectors(std::string_view asked) {
  return Error{.code = ErrorCode::kUnsupported,
               .message = "the index has no vectors, and those of \"" + std::string(asked) +
                          "\" cannot be added to a part of it",
               .remedy = "index all sources again with --rebuild --encoder " + std::string(asked) +
                         ", or leave --encoder out"};
}

}  // namespace

Result<std::optional<EncoderIdentity>> RecordedEncoder(const Xapian::Database& database) {
  const std::string json = database.get_metadata(schema::kEncoderKey);
  if (json.empty()) return std::optional<EncoderIdentity>();
  Result<EncoderIdentity> identity = ParseEncoderIdentity(json);
  if (!identity) return identity.error();
  return std::optional<EncoderIdentity>(*std::move(identity));
}

Result<std::shared_ptr<const Encoder>> ChooseEncoder(
    std::string_view asked, bool is_new, const std::optional<EncoderIdentity>& recorded) {
  if (is_new) {
    if (asked == kNone) return std::shared_ptr<const Encoder>();
    if (asked != kAuto) return OpenEncoder(asked);
    Result<std::shared_ptr<const Encoder>> usual = OpenEncoder(kDefaultEncoder);
    if (!usual && usual.error().code == ErrorCode::kNotFound) {
      return std::shared_ptr<const Encoder>();
    }
    return usual;
  }
  if (!recorded) {
    if (asked == kNone || asked == kAuto) return std::shared_ptr<const Encoder>();
    return WithoutVectors(asked);
  }
  if (asked == kAuto) return OpenEncoder(*recorded);
  if (asked == kNone) {
    return Error{.code = ErrorCode::kUnsupported,
                 .message = "the index has vectors of \"" + recorded->name +
                            "\", and an episode without one could not be found by meaning",
                 .remedy =
                     "leave --encoder out, or index all sources again with --rebuild "
                     "--encoder none"};
  }
  Result<std::shared_ptr<const Encoder>> encoder = OpenEncoder(asked);
  if (!encoder) return encoder.error();
  const Result<void> same = RequireSameEncoder(*recorded, (*encoder)->identity());
  if (!same) return same.error();
  return encoder;
}

}  // namespace cuepoint
