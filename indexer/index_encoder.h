// Which encoder an index was built with, and which one a run of indexing is to use.
#ifndef CUEPOINT_INDEXER_INDEX_ENCODER_H_
#define CUEPOINT_INDEXER_INDEX_ENCODER_H_

#include <memory>
#include <optional>
#include <string_view>

#include <xapian.h>

#include "corpus/result.h"
#include "indexer/encoder.h"

namespace cuepoint {

/// The encoder whose vectors `database` holds; nothing for an index without vectors. Error:
/// kCorrupt. Throws what Xapian throws.
Result<std::optional<EncoderIdentity>> RecordedEncoder(const Xapian::Database& database);

/// The encoder for a run. `asked` is a name, the path of a model, "none", or "auto": the index's
/// own, or for a new one the default where its model is there. `recorded` is that of an index with
/// episodes, `is_new` whether there are none that could disagree. Null means no vectors. Errors:
/// kNotFound (no such model), kUnsupported (not the one the index was built with).
Result<std::shared_ptr<const Encoder>> ChooseEncoder(
    std::string_view asked, bool is_new, const std::optional<EncoderIdentity>& recorded);

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_INDEX_ENCODER_H_
