// Which encoders there are, and where their models lie.
#ifndef CUEPOINT_INDEXER_ENCODER_REGISTRY_H_
#define CUEPOINT_INDEXER_ENCODER_REGISTRY_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"
#include "indexer/encoder.h"

namespace cuepoint {

/// The encoder that is used when nobody names one.
inline constexpr std::string_view kDefaultEncoder = "static";

/// Directories in which models are looked for, best first: those in $CUEPOINT_MODELS (separated by
/// colons), share/cuepoint/models beside the directory of this program, the source tree that it was
/// built from, and the user's own ($XDG_DATA_HOME, else ~/.local/share, then cuepoint/models).
/// Without those that are not there.
std::vector<std::string> ModelDirectories();

/// Where `cuepoint models` installs to: the first of $CUEPOINT_MODELS, else the user's own. It need
/// not be there yet. Error: kInvalidArgument where neither is known.
Result<std::string> InstallDirectory();

/// A model that could be opened.
struct FoundModel {
  std::string name;
  std::string path;
};

/// The models in these directories by name; of several of one name, the first.
std::vector<FoundModel> FindModels(const std::vector<std::string>& directories);

/// Opens an encoder: by name ("static") from the first of `directories` that has it, or by the path
/// of its file ("./mine.bin", whose encoder is called "mine"). Errors: kNotFound, which lists what
/// there is; those of the encoder. "none" is for the caller to understand.
Result<std::shared_ptr<const Encoder>> OpenEncoder(
    std::string_view name, const std::vector<std::string>& directories = ModelDirectories());

/// Opens the encoder that an index was built with: the first of that name in `directories` that
/// is the same. Errors: those of OpenEncoder and of RequireSameEncoder.
Result<std::shared_ptr<const Encoder>> OpenEncoder(
    const EncoderIdentity& indexed,
    const std::vector<std::string>& directories = ModelDirectories());

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_ENCODER_REGISTRY_H_
