// The model file's reader: any bytes give an error, or a model that can be used in every part.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "indexer/static_model.h"
#include "tests/fuzz/fuzz_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // As aligned as a mapping, and no byte longer, so that a sanitizer sees the end.
  void* copy = nullptr;
  FUZZ_CHECK(posix_memalign(&copy, 64, size > 0 ? size : 1) == 0);
  if (size > 0) std::memcpy(copy, data, size);
  const auto model = cuepoint::StaticModel::Parse({static_cast<const std::byte*>(copy), size});
  if (model) {
    FUZZ_CHECK(model->dimensions() > 0);
    std::int64_t sum = 0;
    const cuepoint::WordPiece& pieces = model->wordpiece();
    for (cuepoint::TokenId id = 0; id < pieces.size(); ++id) {
      FUZZ_CHECK(pieces.Find(pieces.token(id)) == id);
      FUZZ_CHECK(model->scale(id) >= 0 && std::isfinite(model->scale(id)));
      if (model->scale(id) == 0) continue;
      const auto row = model->row(id);
      FUZZ_CHECK(row.size() == model->dimensions());
      FUZZ_CHECK(row.data() + row.size() <= static_cast<const std::int8_t*>(copy) + size);
      for (const std::int8_t value : row) sum += value;
    }
    std::vector<cuepoint::TokenId> ids;
    pieces.Encode("the quick brown fox", ids);
    FUZZ_CHECK(sum <= static_cast<std::int64_t>(size) * 127);
  } else {
    FUZZ_CHECK(!model.error().message.empty() && !model.error().remedy.empty());
  }
  std::free(copy);
  return 0;
}
