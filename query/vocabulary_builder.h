// Collects the words and the names of episodes, one after the other, into a Vocabulary.
#ifndef CUEPOINT_QUERY_VOCABULARY_BUILDER_H_
#define CUEPOINT_QUERY_VOCABULARY_BUILDER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "corpus/model.h"
#include "indexer/analyzer.h"
#include "query/spelling_names.h"
#include "query/vocabulary.h"

namespace cuepoint {

/// Used by one thread.
class VocabularyBuilder {
 public:
  /// `analyzer` cuts the words, and must outlive the builder.
  explicit VocabularyBuilder(Analyzer& analyzer) : analyzer_(analyzer) {}

  /// Adds all that an episode says, but advertisements. `published_days` as in IndexView.
  void Add(Episode&& episode, std::int32_t published_days);

  /// The vocabulary of what was added.
  std::shared_ptr<const Vocabulary> Finish(std::uint64_t revision) &&;

 private:
  static constexpr std::uint32_t kNone = VocabularyEntry::kNoEpisode;

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  using Index = std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>>;

  /// What is known of a word while its episodes are read.
  struct Word {
    std::uint32_t frequency = 0;
    std::uint32_t latest_episode = kNone;
    bool is_name = false;
    bool stop_word = false;
    bool alone = false;  // Somewhere it is more than a part of an identifier.
    // The spelling that more than half of the places have, if one does (Boyer and Moore, MJRTY).
    std::string spelling;
    std::uint32_t votes = 0;
  };
  enum class Role { kText, kName };

  std::uint32_t WordId(std::string_view term);
  /// Analyses a text of the current episode and counts its words.
  void AddText(std::string_view text, Role role = Role::kText);
  /// The words of the text that was added last, for an entry.
  void AddEntryWords();
  void AddEpisodeEntry(const std::string& title);
  void AddNamed(SuggestionKind kind, const std::string& text);
  void AddChapter(const Chapter& chapter);
  void AddWordEntries();
  float WeightOf(const VocabularyEntry& entry, std::uint32_t rank) const;

  void SortWords(Vocabulary& vocabulary);
  void SortOccurrences(Vocabulary& vocabulary) const;

  Analyzer& analyzer_;
  NameKeys names_;
  TokenStream tokens_;
  std::string_view text_;

  Index word_ids_;
  std::vector<Word> words_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> word_episodes_;  // Word, episode.

  std::vector<VocabularyEpisode> episodes_;
  std::vector<std::int32_t> published_days_;  // Of each episode.
  std::vector<VocabularyEntry> entries_;
  std::vector<std::uint32_t> entry_latest_;  // The episode that was counted last, for each entry.
  std::vector<EntryWord> entry_words_;
  std::vector<std::uint32_t> entry_words_begin_;
  Index named_[3];  // People, chapters and tags by FoldKey.
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_VOCABULARY_BUILDER_H_
