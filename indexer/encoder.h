// Encoders: text to unit vectors, so that texts that mean alike lie close together.
//
// What follows from a vector (passages, storage, fusion) is the same for every encoder; only its
// identity has to be right: vectors of two encoders must never meet in one index, so that an index
// records the identity it was built with and a search refuses any other.
#ifndef CUEPOINT_INDEXER_ENCODER_H_
#define CUEPOINT_INDEXER_ENCODER_H_

#include <span>
#include <string>
#include <string_view>

#include "corpus/result.h"

namespace cuepoint {

/// Which encoder, exactly.
struct EncoderIdentity {
  std::string name;         ///< As given to --encoder: "static", "minilm"; a file's stem.
  unsigned dimensions = 0;  ///< Length of its vectors.
  std::string sha256;       ///< Of its weights, lower-case hexadecimal.

  bool operator==(const EncoderIdentity&) const = default;
};

/// One line of JSON, as stored in an index: {"name":…,"dimensions":…,"sha256":…}.
std::string ToJson(const EncoderIdentity& identity);

/// What ToJson wrote; unknown fields are ignored. Error: kCorrupt.
Result<EncoderIdentity> ParseEncoderIdentity(std::string_view json);

/// Success where both are the same; otherwise an error (kUnsupported) that says what an index was
/// built with, what is at hand, and how to make them meet.
Result<void> RequireSameEncoder(const EncoderIdentity& indexed, const EncoderIdentity& present);

/// Some encoders treat what is asked and what is searched differently.
enum class TextKind { kQuery, kPassage };

/// Text to vectors. Thread-safe: one object serves all threads.
class Encoder {
 public:
  virtual ~Encoder() = default;

  virtual const EncoderIdentity& identity() const = 0;

  /// The digest of the encoder towards whose vectors this one was trained, in lower-case
  /// hexadecimal: a question encoded by this one can be held against texts encoded by that one.
  /// Empty for none.
  virtual std::string_view teacher_sha256() const { return {}; }

  /// Writes one vector of unit length for each text, row after row; all zeros for a text in which
  /// the encoder knows nothing. `out` has texts.size() × identity().dimensions values. Long texts
  /// are cut where the encoder's limit is: passages should be cut to fit before. Errors:
  /// kUnavailable, kInternal; `out` is of no meaning then.
  virtual Result<void> Encode(std::span<const std::string_view> texts, TextKind kind,
                              std::span<float> out) const = 0;

  /// How much of `text` are words that the encoder's vocabulary has whole, 0 … 1. What it makes of
  /// the pieces of random letters is no meaning.
  virtual double Familiarity(std::string_view text) const = 0;
};

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_ENCODER_H_
