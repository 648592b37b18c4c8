// What is encoded of an episode: short texts that each carry their episode's title.
//
// Recipe and reasons: vectors of short texts are sharper than those of long ones, so an episode is
// packed into pieces of about 64 tokens. A piece may be near to a query by chance, so that one of
// several pieces has the beginning of the episode beside them as a whole. A moment is encoded with
// its episode's title, without which "Loss recovery" could be of any trade.
#ifndef CUEPOINT_INDEXER_VECTOR_TEXT_H_
#define CUEPOINT_INDEXER_VECTOR_TEXT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "corpus/model.h"
#include "indexer/passage.h"

namespace cuepoint {

/// In place of a passage's ordinal: the text of the episode as a whole.
inline constexpr std::uint32_t kWholeEpisode = 0xFFFFFFFF;

/// One text to be encoded.
struct VectorText {
  /// 0 for a piece of the episode, kWholeEpisode, or the ordinal (from 1) of the timed passage it
  /// is of.
  std::uint32_t passage = 0;
  std::string text;
};

/// Words of a piece of an episode; some 64 tokens of WordPiece in English.
inline constexpr std::size_t kPieceWords = 48;
/// Words of the episode's title that each piece starts with.
inline constexpr std::size_t kPieceTitleWords = 16;

/// Words of the text of a whole episode; more than the 256 tokens that a transformer reads.
inline constexpr std::size_t kWholeWords = 240;

/// The texts of an episode whose passages are `passages` (MakePassages): pieces first, at least
/// one, then timed passages in order, then, where there is more than one piece, the beginning of it
/// all. Advertisements are left out. Pure.
std::vector<VectorText> MakeVectorTexts(const Episode& episode,
                                        const std::vector<Passage>& passages);

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_VECTOR_TEXT_H_
