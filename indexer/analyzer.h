// Analysis: text to tokens, the same way when indexing and when searching.
//
//   "Zürich's HTTP/3 demo"  →  zurich  http 3 +http3  demo
//
// The text is normalised (NFKC with case folding, diacritics folded), cut into words (UAX #29, with
// dictionaries for Thai, Chinese and Japanese) and stemmed (Snowball, by language). Technical
// identifiers survive and meet in every spelling: an identifier such as "HTTP/3", "rfc9000",
// "DNS-over-HTTPS" or "node.js" gives its parts, each with a position, and one compound ("http3",
// "rfc9000", "dnsoverhttps", "nodejs") at the position of its first part. Some spellings that no
// splitting would save:
//
//   C++20 → c++ 20 +c++20      .NET → dot net +dotnet      don't, dont → dont
//   C#    → c#                 0RTT → 0 rtt +0rtt          O'Reilly → o reilly +oreilly
//
// Two spellings meet when they share a compound, or when the parts of one stand at consecutive
// positions in the other. Emoji, punctuation and the scheme and "www" of a URL are dropped;
// identifiers of more than four parts are plain words.
#ifndef CUEPOINT_INDEXER_ANALYZER_H_
#define CUEPOINT_INDEXER_ANALYZER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"
#include "indexer/text_arena.h"

namespace cuepoint {

namespace text {
class IdentifierBuilder;
}  // namespace text

enum class TokenKind : std::uint8_t {
  kWord,      ///< A word that stands alone.
  kPart,      ///< One word of a compound identifier ("http" and "3" of "HTTP/3").
  kCompound,  ///< The parts of an identifier joined ("http3").
};

/// One token. The views point into the TokenStream that holds it.
struct Token {
  std::string_view term;       ///< Normalised surface form; at most kMaxTermBytes.
  std::string_view stem;       ///< Its stem; the term itself when it is not made of letters alone.
  std::uint32_t position = 0;  ///< Ordinal of the word; a compound shares its first part's.
  std::uint32_t begin = 0;     ///< Byte range in the analysed text that the token came from.
  std::uint32_t end = 0;
  std::uint32_t group = 0;  ///< The same for all tokens of one identifier; unique for lone words.
  TokenKind kind = TokenKind::kWord;
  bool stop_word = false;  ///< A word of the language's stop list.
};

/// Tokens of one text in order of position (a compound comes right before its first part), with the
/// storage that their views need. Reuse one to save allocations; Clear() keeps the capacity.
class TokenStream {
 public:
  TokenStream() = default;
  TokenStream(const TokenStream&) = delete;
  TokenStream& operator=(const TokenStream&) = delete;
  TokenStream(TokenStream&&) = default;
  TokenStream& operator=(TokenStream&&) = default;

  const std::vector<Token>& tokens() const& { return tokens_; }
  const std::vector<Token>& tokens() const&& = delete;  // Would dangle.
  void Clear();

 private:
  friend class text::IdentifierBuilder;
  std::vector<Token> tokens_;
  text::Arena arena_;
  std::uint32_t next_group_ = 0;
};

/// Text to tokens for one language. Cheap to call, not thread-safe: one per thread (it caches
/// stems).
class Analyzer {
 public:
  /// Terms longer than this are cut at a character boundary (Xapian allows 245 with the prefix).
  static constexpr std::size_t kMaxTermBytes = 64;

  /// An analyzer for a BCP 47 language tag; "" or a language without a stemmer gives one that does
  /// not stem. Never fails for an unknown tag; fails only when ICU's data are missing.
  static Result<Analyzer> Create(std::string_view language);

  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;
  ~Analyzer();

  /// Appends the tokens of `text` to `out`; positions continue from `first_position`. Any bytes are
  /// accepted: invalid UTF-8 separates words. Linear in the text. Returns the next free position.
  std::uint32_t Analyze(std::string_view text, std::uint32_t first_position, TokenStream& out);

 private:
  friend class AnalyzerPeer;  // Tests.
  struct State;
  explicit Analyzer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// A key under which names and tags meet in every spelling: case and diacritics folded, runs of
/// anything but letters and digits one space, trimmed ("Terts  Diepraam!" → "terts diepraam").
/// Thread-safe.
std::string FoldKey(std::string_view text);

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_ANALYZER_H_
