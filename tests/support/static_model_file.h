// Small static encoders for tests: files of the layout that indexer/static_model.h describes.
#ifndef CUEPOINT_TESTS_SUPPORT_STATIC_MODEL_FILE_H_
#define CUEPOINT_TESTS_SUPPORT_STATIC_MODEL_FILE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace cuepoint {

/// What a model holds; the members can be anything, right or wrong.
struct StaticModelContent {
  std::vector<std::string> tokens;
  std::vector<float> scales;      // One for each token.
  std::vector<std::int8_t> rows;  // `dimensions` values for each token with a scale.
  std::uint32_t dimensions = 0;
};

/// The bytes of a model's file.
std::string StaticModelFile(const StaticModelContent& content);

/// A model in which each of `words` has a row of pseudo-random values, the same on every run, and
/// "[UNK]", token 0, has none.
StaticModelContent RandomStaticModel(const std::vector<std::string>& words,
                                     std::uint32_t dimensions);

}  // namespace cuepoint

#endif  // CUEPOINT_TESTS_SUPPORT_STATIC_MODEL_FILE_H_
