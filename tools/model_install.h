// Brings a known model into a directory, and takes it away.
#ifndef CUEPOINT_TOOLS_MODEL_INSTALL_H_
#define CUEPOINT_TOOLS_MODEL_INSTALL_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "corpus/result.h"
#include "indexer/model_catalogue.h"

namespace cuepoint {

/// How far an installation is: what it does, and bytes of how many.
using InstallProgressFn =
    std::function<void(std::string_view doing, std::uint64_t done, std::uint64_t total)>;

/// NAME.onnx and NAME.vocab.txt in a directory of models.
std::string ModelPath(const std::string& directory, std::string_view name);
std::string VocabularyPath(const std::string& directory, std::string_view name);

/// Whether both files are there and are the ones that the catalogue names, by their digests.
bool IsInstalled(const KnownModel& model, const std::string& directory);

/// Fetches the model from the first of its sources that has it, checks it, and puts it in
/// `directory`, which is made where it is missing. Nothing appears under its name before it is
/// complete. A download that breaks off is kept and gone on with the next time. Errors: those of
/// the last source, with what the others said; kCorrupt for a file with another digest.
Result<void> InstallModel(const KnownModel& model, const std::string& directory,
                          const InstallProgressFn& progress);

/// Removes the model and what is left of downloads of it. Error: kNotFound, kUnavailable.
Result<void> RemoveModel(std::string_view name, const std::string& directory);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_MODEL_INSTALL_H_
