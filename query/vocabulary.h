// What an index can complete and correct: its words, and everything with a name, of one revision.
//
// It is made from the episodes' records (MakeVocabulary) and kept in memory: the index holds stems,
// which nobody wants to see, and completing from it would cost a walk over its terms. At a hundred
// megabytes of text a second the records of a thousand episodes take some 50 ms to read through.
//
// A word is a normalised surface form (Analyzer's terms); an entry is a title, a person, a tag or a
// word in the spelling that is shown. Entries are found by the words that they consist of.
#ifndef CUEPOINT_QUERY_VOCABULARY_H_
#define CUEPOINT_QUERY_VOCABULARY_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "corpus/result.h"
#include "query/index_view.h"
#include "query/vocabulary_tree.h"
#include "query/vocabulary_words.h"

namespace cuepoint {

/// What a suggestion is.
enum class SuggestionKind : std::uint8_t { kEpisode, kPerson, kChapter, kTag, kWord };

/// "episode", "person", "chapter", "tag" or "word".
std::string_view Name(SuggestionKind kind);

/// What is shown of the episode that an entry leads to.
struct VocabularyEpisode {
  std::string id;
  std::string title;
  std::optional<std::int64_t> number;
  std::string url;
  std::string deep_link;  ///< The show's template.
};

/// Something with a name.
struct VocabularyEntry {
  static constexpr std::uint32_t kNoEpisode = 0xFFFFFFFF;

  std::string text;  ///< As shown.
  SuggestionKind kind = SuggestionKind::kWord;
  std::uint32_t episodes = 0;          ///< How many have it.
  std::uint32_t episode = kNoEpisode;  ///< For episodes and chapters: the newest that has it.
  std::optional<double> start_s = {};  ///< For chapters.
  float weight = 0;                    ///< Worth by kind, frequency and recency.
};

/// One word of an entry.
struct EntryWord {
  std::uint32_t word = 0;
  std::uint32_t position = 0;  ///< A compound ("http3") stands where its first part does.
};

/// A word of an entry, as it is looked up.
struct Occurrence {
  std::uint32_t entry = 0;
  std::uint32_t position = 0;
};

/// Immutable once made; shared between threads.
struct Vocabulary {
  /// What is added to an entry's weight where its first word matches.
  static constexpr float kFirstWord = 2;

  std::uint64_t revision = 0;
  std::vector<VocabularyEpisode> episodes;
  std::vector<VocabularyEntry> entries;

  SortedWords words;
  std::vector<std::uint32_t> frequency;  ///< Of each word: episodes that have it.
  std::vector<bool> is_name;             ///< Of each word: part of a person's name.
  std::vector<bool> is_stop_word;
  std::vector<std::uint32_t> entry_of_word;  ///< Its kWord entry, or VocabularyEntry::kNoEpisode.
  std::vector<std::uint32_t> word_episodes;  ///< Which ones, word by word, ascending.
  std::vector<std::uint32_t> word_episodes_begin;  ///< One more than there are words.

  std::vector<Occurrence> occurrences;  ///< By word, the best entries of each first.
  std::vector<std::uint32_t> occurrences_begin;
  MaximumTree occurrence_worth;  ///< Weight of the entry, and kFirstWord, of each occurrence.
  MaximumTree word_worth;        ///< Frequency of each word that has a kWord entry, else 0.

  std::vector<EntryWord> entry_words;  ///< Entry by entry, in order of the text.
  std::vector<std::uint32_t> entry_words_begin;

  /// Words of people's names by NameKey (spelling_names.h).
  std::unordered_multimap<std::string, std::uint32_t> names;

  std::span<const std::uint32_t> EpisodesOf(std::uint32_t word) const {
    return std::span(word_episodes)
        .subspan(word_episodes_begin[word],
                 word_episodes_begin[word + 1] - word_episodes_begin[word]);
  }
  std::span<const EntryWord> WordsOf(std::uint32_t entry) const {
    return std::span(entry_words)
        .subspan(entry_words_begin[entry], entry_words_begin[entry + 1] - entry_words_begin[entry]);
  }
};

/// Reads the vocabulary of a revision from its records, which takes time (see above). Errors:
/// kCorrupt. Throws what Xapian throws.
Result<std::shared_ptr<const Vocabulary>> MakeVocabulary(Reader& reader);

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_VOCABULARY_H_
