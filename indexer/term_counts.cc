#include "indexer/term_counts.h"

#include <algorithm>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace cuepoint {
namespace {

std::uint64_t Beginning(std::string_view term) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof(number); ++i) {
    number = number << 8 | (i < term.size() ? static_cast<unsigned char>(term[i]) : 0U);
  }
  return number;
}

}  // namespace

void TermCounts::Add(std::string_view term, unsigned weight) {
  const std::uint64_t hash = XXH3_64bits(term.data(), term.size());
  const std::size_t mask = slots_.size() - 1;
  std::size_t place = hash & mask;
  for (; slots_[place].round == round_; place = (place + 1) & mask) {
    Entry& entry = entries_[slots_[place].entry];
    if (entry.hash == hash && TextOf(entry) == term) {
      entry.weight += weight;
      return;
    }
  }
  slots_[place] = {.round = round_, .entry = static_cast<std::uint32_t>(entries_.size())};
  entries_.push_back({.hash = hash,
                      .beginning = Beginning(term),
                      .offset = static_cast<std::uint32_t>(bytes_.size()),
                      .size = static_cast<std::uint32_t>(term.size()),
                      .weight = weight});
  bytes_ += term;
  if (2 * entries_.size() > slots_.size()) Grow();
}

void TermCounts::Grow() {
  slots_.assign(2 * slots_.size(), Slot());
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    std::size_t place = entries_[i].hash & mask;
    while (slots_[place].round == round_) place = (place + 1) & mask;
    slots_[place] = {.round = round_, .entry = static_cast<std::uint32_t>(i)};
  }
}

std::uint64_t TermCounts::MoveInto(std::string_view prefix, Xapian::Document& document) {
  std::sort(entries_.begin(), entries_.end(), [this](const Entry& a, const Entry& b) {
    return a.beginning != b.beginning ? a.beginning < b.beginning : TextOf(a) < TextOf(b);
  });
  std::uint64_t length = 0;
  std::string term;
  for (const Entry& entry : entries_) {
    term.assign(prefix).append(TextOf(entry));
    document.add_term(term, entry.weight);
    length += entry.weight;
  }
  entries_.clear();
  bytes_.clear();
  if (++round_ == 0) {
    std::fill(slots_.begin(), slots_.end(), Slot());
    round_ = 1;
  }
  return length;
}

}  // namespace cuepoint
