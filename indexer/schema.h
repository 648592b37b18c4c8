// The index format, as a specification. Everything that writes or reads an index uses these names.
//
// An index is a directory: the stub file XAPIANDB names the current generation (`gen-N/`, a Xapian
// glass database), `lock` serialises writers. See index_store.h.
//
// DOCUMENTS. Each episode is one document with an id below kFirstPassage; its passages are
// documents with consecutive ids from there up, in the order of MakePassages (passage.h), and the
// episode's value slot kPassagesSlot says which. So a passage needs neither data nor values, and
// what Xapian keeps by document id (lengths, postings, values) stays dense for episodes, which most
// queries rank. An episode that changes keeps its id; its passages get new ones.
//
// TERMS. Prefixes follow Omega's conventions (xapian-omega/docs/termprefixes.rst): our own begin
// with X, stemmed forms with Z. Analysed terms never begin with a capital letter, so prefixes
// cannot clash.
//
//   prefix  on        wdf       content
//   XK      all       0         document kind: XKe episode, XKc chapter, XKw window, XKg guest
//   Q       episode   0         episode id
//   XS      episode   0         show id
//   XN      episode   0         name of a person, as FoldKey
//   XG      episode   0         the same for a guest only
//   XH      episode   0         the same for a host only
//   XW      episode   0         title of the show, as FoldKey
//   H       episode   0         host that a link leads to, lower case, without "www."
//   XT      episode   0         title, as FoldKey
//   K       episode   0         tag, as FoldKey
//   L       episode   0         primary language subtag
//   Z       episode   weighted  stem, of everything the episode says (passages folded in)
//   ZS      episode   1 scaled  stem of the title, for what ranks by titles alone
//   ZXP     passage   weighted  stem, of what the passage says
//   Stems of stop words (stop_words.h) are left out: they would be a fifth of all postings. So is
//   what a sponsor's chapter says.
//
// The wdf of a stem is the sum over its occurrences of the weight of the field it stands in, times
// kWdfScale. Longer terms than kMaxTermBytes are hashed (LongTerm).
//
// VALUES (episodes only).
//   slot  name            encoding
//   0     content hash    16 bytes, XXH3-128 of source and native JSON, canonical order
//   1     published       sortable_serialise of days since 1970-01-01; absent when unknown
//   2     passages        id of the first passage and their number, 4 bytes each, big-endian
//   3     words           every word the episode says, in order: see word_sequence.h
//   4     vectors         see episode_vectors.h; absent without an encoder
//   5     duration        sortable_serialise of seconds; absent when unknown
//
// DATA (episodes only): two lines, the source as a JSON string and the episode as native JSON.
//
// METADATA. "cuepoint.schema": kSchemaVersion in decimal; a database without it is not ours.
//   "cuepoint.revision": decimal, grows by one with every committed run, across rebuilds.
//   "cuepoint.statistics": JSON {"episodes", "passages", "episode_length", "passage_length",
//   "next_episode"}: counts and sums of document lengths (in scaled wdf), for BM25, and the next
//   free id of an episode. "cuepoint.languages": JSON array of the language subtags that were
//   indexed. "cuepoint.encoder": JSON, the identity of the encoder whose vectors are stored, or
//   absent. "cuepoint.fetched.URL" (as Term, below): JSON {"url", "reading", "etag",
//   "last_modified"}: what a server said of a document that was fetched, and how it was read.
//   "cuepoint.synonyms": the text of the index's own rules (synonym_rules.h), or absent.
#ifndef CUEPOINT_INDEXER_SCHEMA_H_
#define CUEPOINT_INDEXER_SCHEMA_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

namespace cuepoint::schema {

/// Grows when the meaning of anything in this file, or the analysis, changes.
inline constexpr std::string_view kSchemaVersion = "4";

inline constexpr std::string_view kEpisodeKind = "XKe";
inline constexpr std::string_view kChapterKind = "XKc";
inline constexpr std::string_view kWindowKind = "XKw";
inline constexpr std::string_view kGuestKind = "XKg";

inline constexpr std::string_view kIdPrefix = "Q";
inline constexpr std::string_view kShowPrefix = "XS";
inline constexpr std::string_view kPersonPrefix = "XN";
inline constexpr std::string_view kGuestPrefix = "XG";
inline constexpr std::string_view kHostPrefix = "XH";
inline constexpr std::string_view kShowTitlePrefix = "XW";
inline constexpr std::string_view kLinkHostPrefix = "H";
inline constexpr std::string_view kTitlePrefix = "XT";
inline constexpr std::string_view kTagPrefix = "K";
inline constexpr std::string_view kLanguagePrefix = "L";
inline constexpr std::string_view kEpisodeStemPrefix = "Z";
inline constexpr std::string_view kTitleStemPrefix = "ZS";
inline constexpr std::string_view kPassageStemPrefix = "ZXP";

inline constexpr Xapian::valueno kContentHashSlot = 0;
inline constexpr Xapian::valueno kPublishedSlot = 1;
inline constexpr Xapian::valueno kPassagesSlot = 2;
inline constexpr Xapian::valueno kWordsSlot = 3;
inline constexpr Xapian::valueno kVectorsSlot = 4;
inline constexpr Xapian::valueno kDurationSlot = 5;

/// Document ids from here on are passages. Four million episodes fit below; a higher bound would
/// make checks slow, for which Xapian takes memory by the highest id.
inline constexpr Xapian::docid kFirstPassage = 1u << 22;

/// The passages of one episode: documents first … first + count − 1.
struct PassageRange {
  Xapian::docid first = kFirstPassage;
  Xapian::doccount count = 0;
};

/// 4 bytes each, big-endian.
std::string EncodeNumbers(std::span<const std::uint32_t> numbers);
/// Trailing bytes that make no number are ignored.
std::vector<std::uint32_t> DecodeNumbers(std::string_view value);

std::string EncodePassageRange(PassageRange range);

/// A value that is not 8 bytes gives an empty range.
PassageRange DecodePassageRange(std::string_view value);

inline constexpr const char* kSchemaKey = "cuepoint.schema";
inline constexpr const char* kRevisionKey = "cuepoint.revision";
inline constexpr const char* kStatisticsKey = "cuepoint.statistics";
inline constexpr const char* kLanguagesKey = "cuepoint.languages";
inline constexpr const char* kSynonymsKey = "cuepoint.synonyms";
inline constexpr const char* kEncoderKey = "cuepoint.encoder";
inline constexpr const char* kFetchedKeyPrefix = "cuepoint.fetched.";

/// Field weights are multiples of 1/kWdfScale.
inline constexpr unsigned kWdfScale = 4;

/// Xapian's limit is 245 bytes, less escapes for zero bytes.
inline constexpr std::size_t kMaxTermBytes = 200;

/// `prefix` and `text` as one term; a text too long for a term is cut and ends in its hash.
std::string Term(std::string_view prefix, std::string_view text);

/// 16 bytes of XXH3-128, the same on every machine.
std::string ContentHash(std::string_view bytes);

}  // namespace cuepoint::schema

#endif  // CUEPOINT_INDEXER_SCHEMA_H_
