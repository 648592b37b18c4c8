// WordPiece: any bytes give ids of the vocabulary, words are parts of a well-formed normal form,
// and a text next to a blank gives the ids that it gives alone.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/text.h"
#include "indexer/wordpiece.h"
#include "indexer/wordpiece_text.h"
#include "tests/fuzz/fuzz_check.h"

namespace {

using cuepoint::TokenId;
using cuepoint::WordPiece;

WordPiece MakeWordPiece() {
  auto pieces =
      WordPiece::Create({"[UNK]",  "a",        "##a",    "e",        "##e",    "the", "##the",
                         "th",     "http",     "##http", "/",        "3",      "##3", "\u4E2D",
                         "\u0431", "##\u0431", "\u0131", "##\u1161", "\u1112", "'",   "."});
  FUZZ_CHECK(pieces.has_value());
  return std::move(*pieces);
}

std::vector<TokenId> Encode(const WordPiece& pieces, std::string_view text) {
  std::vector<TokenId> ids;
  pieces.Encode(text, ids);
  for (const TokenId id : ids) FUZZ_CHECK(id < pieces.size());
  return ids;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const WordPiece pieces = MakeWordPiece();
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  const std::string normalised = cuepoint::wordpiece::Normalise(text);
  FUZZ_CHECK(cuepoint::FindInvalidUtf8(normalised) == std::string_view::npos);
  cuepoint::wordpiece::WordReader reader(normalised);
  std::size_t bytes = 0;
  while (reader.Next()) {
    FUZZ_CHECK(!reader.word().empty());
    FUZZ_CHECK(reader.word().find(' ') == std::string_view::npos);
    bytes += reader.word().size();
  }
  std::string without_blanks = normalised;
  std::erase(without_blanks, ' ');
  FUZZ_CHECK(bytes == without_blanks.size());

  const std::vector<TokenId> ids = Encode(pieces, text);
  std::vector<TokenId> twice = ids;
  twice.insert(twice.end(), ids.begin(), ids.end());
  FUZZ_CHECK(Encode(pieces, std::string(text) + " " + std::string(text)) == twice);
  return 0;
}
