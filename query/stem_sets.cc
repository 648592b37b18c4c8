#include "query/stem_sets.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "indexer/schema.h"

namespace cuepoint {

void EpisodeSet::Add(Xapian::docid episode) {
  const std::size_t word = episode / kWordBits;
  if (word >= words_.size()) words_.resize(word + 1);
  words_[word] |= std::uint64_t{1} << episode % kWordBits;
}

void EpisodeSet::AddRange(Xapian::docid first, Xapian::docid last) {
  const std::size_t last_word = last / kWordBits;
  if (last_word >= words_.size()) words_.resize(last_word + 1);
  for (std::size_t word = first / kWordBits; word <= last_word; ++word) {
    const std::size_t begin = word * kWordBits;
    std::uint64_t bits = ~std::uint64_t{0};
    if (first > begin) bits <<= first - begin;
    if (last < begin + kWordBits - 1) bits &= ~std::uint64_t{0} >> (begin + kWordBits - 1 - last);
    words_[word] |= bits;
  }
}

void EpisodeSet::UniteWith(const EpisodeSet& other) {
  if (words_.size() < other.words_.size()) words_.resize(other.words_.size());
  for (std::size_t i = 0; i < other.words_.size(); ++i) words_[i] |= other.words_[i];
}

void EpisodeSet::IntersectWith(const EpisodeSet& other) {
  words_.resize(std::min(words_.size(), other.words_.size()));
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
}

void EpisodeSet::Remove(const EpisodeSet& other) {
  const std::size_t common = std::min(words_.size(), other.words_.size());
  for (std::size_t i = 0; i < common; ++i) words_[i] &= ~other.words_[i];
}

std::size_t EpisodeSet::Count() const {
  std::size_t count = 0;
  for (const std::uint64_t word : words_) count += static_cast<std::size_t>(std::popcount(word));
  return count;
}

std::vector<Xapian::docid> EpisodeSet::Members() const {
  std::vector<Xapian::docid> members;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    for (std::uint64_t word = words_[i]; word != 0; word &= word - 1) {
      members.push_back(static_cast<Xapian::docid>(i * kWordBits) +
                        static_cast<Xapian::docid>(std::countr_zero(word)));
    }
  }
  return members;
}

std::shared_ptr<const EpisodeSet> StemSets::FindTerm(const Reader& reader,
                                                     const std::string& term) {
  const Key key{reader.view->revision(), term};
  if (auto found = cache_.Find(key)) return found;
  auto set = std::make_shared<EpisodeSet>();
  for (auto posting = reader.database.postlist_begin(term);
       posting != reader.database.postlist_end(term); ++posting) {
    const Xapian::docid document = *posting;
    set->Add(document < schema::kFirstPassage ? document : PassageBit(document));
  }
  std::shared_ptr<const EpisodeSet> shared = std::move(set);
  cache_.Insert(key, shared, shared->bytes() + sizeof key + term.size());
  return shared;
}

std::shared_ptr<const std::vector<std::string>> StemSets::Terms(const Reader& reader,
                                                                const std::string& prefix) {
  const Key key{reader.view->revision(), prefix};
  if (auto found = terms_.Find(key)) return found;
  auto terms = std::make_shared<std::vector<std::string>>();
  std::size_t bytes = sizeof key;
  for (auto term = reader.database.allterms_begin(prefix);
       term != reader.database.allterms_end(prefix) && terms->size() < kMaxTerms; ++term) {
    terms->push_back((*term).substr(prefix.size()));
    bytes += sizeof(std::string) + terms->back().size();
  }
  std::shared_ptr<const std::vector<std::string>> shared = std::move(terms);
  terms_.Insert(key, shared, bytes);
  return shared;
}

}  // namespace cuepoint
