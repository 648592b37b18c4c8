// The static encoder: a text's vector is the sum of its tokens' vectors, scaled to unit length.
//
// All that a transformer would do with a token's surroundings is lost, and so is its cost: a query
// takes microseconds, and the model is a table in the repository. The rows were trained so that
// their sums come close to a transformer's vectors (tools/train_static/README.md); how much each
// token weighs is folded into its row.
#ifndef CUEPOINT_INDEXER_STATIC_ENCODER_H_
#define CUEPOINT_INDEXER_STATIC_ENCODER_H_

#include <memory>
#include <string>

#include "indexer/encoder.h"
#include "indexer/mapped_file.h"
#include "indexer/static_model.h"

namespace cuepoint {

/// v = Σ scale[t] · row[t] over the tokens t of a text, divided by |v|. Sums are taken in the order
/// of the tokens and without fused operations, so that every processor gives the same bits.
class StaticEncoder : public Encoder {
 public:
  /// Maps the model file at `path` and computes its digest. Errors: those of MappedFile::Open and
  /// StaticModel::Parse.
  static Result<std::shared_ptr<const StaticEncoder>> Open(const std::string& path,
                                                           std::string name);

  const EncoderIdentity& identity() const override { return identity_; }
  std::string_view teacher_sha256() const override { return teacher_; }
  Result<void> Encode(std::span<const std::string_view> texts, TextKind kind,
                      std::span<float> out) const override;
  double Familiarity(std::string_view text) const override {
    return model_.wordpiece().Familiarity(text);
  }

  /// The vector of one text given as tokens; all zeros where none of them has a row.
  void EncodeTokens(std::span<const TokenId> tokens, std::span<float> out) const;

  const StaticModel& model() const { return model_; }

 private:
  StaticEncoder(MappedFile file, StaticModel model, EncoderIdentity identity);

  MappedFile file_;
  StaticModel model_;  // Views into file_.
  EncoderIdentity identity_;
  std::string teacher_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_STATIC_ENCODER_H_
