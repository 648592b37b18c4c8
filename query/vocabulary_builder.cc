#include "query/vocabulary_builder.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

#include "query/utf8_char.h"

namespace cuepoint {
namespace {

/// Words that are offered have a letter and between so many characters.
constexpr std::size_t kLeastCharacters = 3;
constexpr std::size_t kMostCharacters = 32;
/// Longer texts are no titles, and would only crowd the answer.
constexpr std::size_t kMostTitleBytes = 300;

/// Worth of an entry by its kind, and of the logarithm of the number of its episodes. Chosen on the
/// titles of the Syntax corpus and by looking (bench/RESULTS.md).
struct KindWeight {
  float base = 0;
  float frequency = 0;
};
constexpr KindWeight kKindWeights[] = {
    {.base = 3.0f, .frequency = 0},     // kEpisode
    {.base = 3.5f, .frequency = 0.5f},  // kPerson
    {.base = 1.5f, .frequency = 0.2f},  // kChapter
    {.base = 3.0f, .frequency = 0.3f},  // kTag
    {.base = 2.0f, .frequency = 0.3f},  // kWord
};
constexpr float kRecency = 0.5f;
/// Taken off a word that is part of somebody's name: the whole name is meant more often.
constexpr float kNamePart = 1.5f;

bool IsOffered(std::string_view word) {
  std::size_t characters = 0;
  bool letter = false;
  for (std::size_t at = 0; at < word.size(); ++characters) {
    const Utf8Char character = Utf8CharAt(word, at);
    letter = letter || u_isalpha(character.code);
    at += character.bytes;
  }
  return letter && characters >= kLeastCharacters && characters <= kMostCharacters;
}

}  // namespace

std::uint32_t VocabularyBuilder::WordId(std::string_view term) {
  const auto found = word_ids_.find(term);
  if (found != word_ids_.end()) return found->second;
  const auto id = static_cast<std::uint32_t>(words_.size());
  words_.emplace_back();
  word_ids_.emplace(term, id);
  return id;
}

void VocabularyBuilder::AddText(std::string_view text, Role role) {
  const auto episode = static_cast<std::uint32_t>(episodes_.size());
  text_ = text;
  tokens_.Clear();
  analyzer_.Analyze(text, 0, tokens_);
  for (const Token& token : tokens_.tokens()) {
    const std::uint32_t id = WordId(token.term);
    Word& word = words_[id];
    if (word.latest_episode != episode) {
      word.latest_episode = episode;
      word.frequency += 1;
      word_episodes_.emplace_back(id, episode);
    }
    word.stop_word = token.stop_word;
    if (role == Role::kName && token.kind != TokenKind::kCompound) word.is_name = true;
    if (token.kind == TokenKind::kPart) continue;
    word.alone = true;
    const std::string_view spelling = text.substr(token.begin, token.end - token.begin);
    if (word.votes == 0) word.spelling = spelling;
    if (word.spelling == spelling) {
      word.votes += 1;
    } else {
      word.votes -= 1;
    }
  }
}

void VocabularyBuilder::AddEntryWords() {
  entry_words_begin_.push_back(static_cast<std::uint32_t>(entry_words_.size()));
  for (const Token& token : tokens_.tokens()) {
    entry_words_.push_back({WordId(token.term), token.position});
  }
}

void VocabularyBuilder::AddNamed(SuggestionKind kind, const std::string& text) {
  AddText(text, kind == SuggestionKind::kPerson ? Role::kName : Role::kText);
  std::string key = FoldKey(text);
  if (key.empty() || text.size() > kMostTitleBytes) return;
  const auto episode = static_cast<std::uint32_t>(episodes_.size());
  Index& index = named_[static_cast<std::size_t>(kind) - 1];
  const auto [found, added] =
      index.emplace(std::move(key), static_cast<std::uint32_t>(entries_.size()));
  if (added) {
    entries_.push_back({.text = text, .kind = kind});
    entry_latest_.push_back(kNone);
    AddEntryWords();
  }
  VocabularyEntry& entry = entries_[found->second];
  if (entry_latest_[found->second] == episode) return;
  entry_latest_[found->second] = episode;
  entry.episodes += 1;
}

void VocabularyBuilder::AddChapter(const Chapter& chapter) {
  AddNamed(SuggestionKind::kChapter, chapter.title);
  const auto found = named_[1].find(FoldKey(chapter.title));
  if (found == named_[1].end()) return;
  const auto episode = static_cast<std::uint32_t>(episodes_.size());
  VocabularyEntry& entry = entries_[found->second];
  const bool newer =
      entry.episode == kNone ||
      (entry.episode != episode && published_days_[entry.episode] <= published_days_[episode]);
  if (!newer) return;
  entry.episode = episode;
  entry.start_s = chapter.start_s;
}

void VocabularyBuilder::Add(Episode&& episode, std::int32_t published_days) {
  const auto number = static_cast<std::uint32_t>(episodes_.size());
  published_days_.push_back(published_days);
  AddText(episode.title);
  if (!tokens_.tokens().empty() && episode.title.size() <= kMostTitleBytes) {
    entries_.push_back({.text = episode.title,
                        .kind = SuggestionKind::kEpisode,
                        .episodes = 1,
                        .episode = number});
    entry_latest_.push_back(number);
    AddEntryWords();
  }
  AddText(episode.description);
  for (const std::string& tag : episode.tags) AddNamed(SuggestionKind::kTag, tag);
  for (const Person& person : episode.people) {
    AddNamed(SuggestionKind::kPerson, person.name);
    AddText(person.bio);
  }
  for (const Chapter& chapter : episode.chapters) {
    if (chapter.sponsor) continue;
    AddChapter(chapter);
    AddText(chapter.text);
  }
  for (const Link& link : episode.links) AddText(link.title);
  for (const Cue& cue : episode.transcript) AddText(cue.text);
  episodes_.push_back({.id = std::move(episode.id),
                       .title = std::move(episode.title),
                       .number = episode.number,
                       .url = std::move(episode.url),
                       .deep_link = std::move(episode.show.deep_link)});
}

void VocabularyBuilder::AddWordEntries() {
  for (const auto& [term, id] : word_ids_) {
    const Word& word = words_[id];
    if (!word.alone || word.stop_word || !IsOffered(term)) continue;
    const std::string key = FoldKey(word.spelling);
    // The same as a tag or as somebody's name is offered once.
    if (named_[0].contains(key) || named_[2].contains(key)) continue;
    entries_.push_back(
        {.text = word.spelling, .kind = SuggestionKind::kWord, .episodes = word.frequency});
    entry_words_begin_.push_back(static_cast<std::uint32_t>(entry_words_.size()));
    entry_words_.push_back({id, 0});
    // An identifier is found by its parts, too.
    tokens_.Clear();
    analyzer_.Analyze(word.spelling, 0, tokens_);
    for (const Token& token : tokens_.tokens()) {
      const auto part = word_ids_.find(token.term);
      if (part == word_ids_.end() || part->second == id) continue;
      entry_words_.push_back({part->second, token.position});
    }
  }
  entry_words_begin_.push_back(static_cast<std::uint32_t>(entry_words_.size()));
}

void VocabularyBuilder::SortWords(Vocabulary& vocabulary) {
  std::vector<std::string> sorted;
  sorted.reserve(words_.size());
  for (const auto& [term, id] : word_ids_) sorted.push_back(term);
  std::sort(sorted.begin(), sorted.end());
  vocabulary.words = SortedWords::Build(sorted);

  std::vector<std::uint32_t> place(words_.size());  // In alphabetical order, by id.
  vocabulary.frequency.resize(words_.size());
  vocabulary.is_name.resize(words_.size());
  vocabulary.is_stop_word.resize(words_.size());
  for (std::uint32_t i = 0; i < sorted.size(); ++i) {
    const std::uint32_t id = word_ids_.find(sorted[i])->second;
    place[id] = i;
    vocabulary.frequency[i] = words_[id].frequency;
    vocabulary.is_name[i] = words_[id].is_name;
    vocabulary.is_stop_word[i] = words_[id].stop_word;
    if (!words_[id].is_name) continue;
    std::string key = names_.KeyOf(sorted[i]);
    if (!key.empty()) vocabulary.names.emplace(std::move(key), i);
  }
  for (EntryWord& word : entry_words_) word.word = place[word.word];

  auto& begin = vocabulary.word_episodes_begin;
  begin.assign(words_.size() + 1, 0);
  for (std::uint32_t i = 0; i < sorted.size(); ++i) {
    begin[i + 1] = begin[i] + vocabulary.frequency[i];
  }
  vocabulary.word_episodes.resize(word_episodes_.size());
  std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
  for (const auto& [word, episode] : word_episodes_) {
    vocabulary.word_episodes[next[place[word]]++] = episode;
  }
}

void VocabularyBuilder::SortOccurrences(Vocabulary& vocabulary) const {
  auto& begin = vocabulary.occurrences_begin;
  begin.assign(vocabulary.words.size() + 1, 0);
  for (const EntryWord& word : vocabulary.entry_words) ++begin[word.word + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  vocabulary.occurrences.resize(vocabulary.entry_words.size());
  std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
  for (std::uint32_t entry = 0; entry < vocabulary.entries.size(); ++entry) {
    for (const EntryWord& word : vocabulary.WordsOf(entry)) {
      vocabulary.occurrences[next[word.word]++] = {entry, word.position};
    }
  }
  const auto worth = [&](const Occurrence& occurrence) {
    return vocabulary.entries[occurrence.entry].weight +
           (occurrence.position == 0 ? Vocabulary::kFirstWord : 0);
  };
  std::vector<float> worths;
  worths.reserve(vocabulary.occurrences.size());
  for (std::size_t word = 0; word < vocabulary.words.size(); ++word) {
    const auto first = vocabulary.occurrences.begin() + begin[word];
    const auto last = vocabulary.occurrences.begin() + begin[word + 1];
    std::stable_sort(first, last,
                     [&](const Occurrence& a, const Occurrence& b) { return worth(a) > worth(b); });
    std::transform(first, last, std::back_inserter(worths), worth);
  }
  vocabulary.occurrence_worth = MaximumTree(std::move(worths));
}

float VocabularyBuilder::WeightOf(const VocabularyEntry& entry, std::uint32_t rank) const {
  const KindWeight& kind = kKindWeights[static_cast<std::size_t>(entry.kind)];
  const float recency =
      entry.episode == kNone || published_days_.empty()
          ? 0
          : static_cast<float>(rank + 1) / static_cast<float>(published_days_.size());
  return kind.base + kind.frequency * std::log(static_cast<float>(entry.episodes)) +
         kRecency * recency;
}

std::shared_ptr<const Vocabulary> VocabularyBuilder::Finish(std::uint64_t revision) && {
  auto vocabulary = std::make_shared<Vocabulary>();
  vocabulary->revision = revision;
  AddWordEntries();
  SortWords(*vocabulary);

  // Recency is the place in the order of dates.
  std::vector<std::uint32_t> by_date(published_days_.size());
  std::iota(by_date.begin(), by_date.end(), 0);
  std::stable_sort(by_date.begin(), by_date.end(), [this](std::uint32_t a, std::uint32_t b) {
    return published_days_[a] < published_days_[b];
  });
  std::vector<std::uint32_t> rank(by_date.size());
  for (std::uint32_t i = 0; i < by_date.size(); ++i) rank[by_date[i]] = i;

  vocabulary->entry_of_word.assign(vocabulary->words.size(), kNone);
  std::vector<float> word_worth(vocabulary->words.size(), 0);
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    VocabularyEntry& entry = entries_[i];
    entry.weight = WeightOf(entry, entry.episode == kNone ? 0 : rank[entry.episode]);
    if (entry.kind != SuggestionKind::kWord) continue;
    const std::uint32_t word = entry_words_[entry_words_begin_[i]].word;
    vocabulary->entry_of_word[word] = i;
    if (vocabulary->is_name[word]) entry.weight -= kNamePart;
    word_worth[word] = static_cast<float>(entry.episodes);
  }
  vocabulary->word_worth = MaximumTree(std::move(word_worth));
  vocabulary->episodes = std::move(episodes_);
  vocabulary->entries = std::move(entries_);
  vocabulary->entry_words = std::move(entry_words_);
  vocabulary->entry_words_begin = std::move(entry_words_begin_);
  SortOccurrences(*vocabulary);
  return vocabulary;
}

}  // namespace cuepoint
