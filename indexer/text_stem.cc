#include "indexer/text_stem.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>

#include <libstemmer.h>
#include <unicode/utf8.h>

#include "indexer/stop_words.h"
#include "indexer/text_atom.h"
#include "indexer/text_fold.h"

namespace cuepoint::text {
namespace {

// libstemmer knows ISO 639 codes, except that both Norwegian written forms share one stemmer.
std::string StemmerName(std::string_view language) {
  if (language == "nb" || language == "nn") return "no";
  return std::string(language);
}

template <class Word>
std::uint64_t Load(const char* from) {
  Word word;
  std::memcpy(&word, from, sizeof(word));
  return word;
}

// Multiply and fold; the constant is 2^64 divided by the golden ratio. Loads of fixed size that may
// overlap keep short words, which are nearly all, free of loops and branches that mispredict.
std::uint32_t Hash(std::string_view word) {
  constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15ULL;
  const auto mix = [](std::uint64_t hash, std::uint64_t bits) {
    hash = (hash ^ bits) * kGolden;
    return hash ^ (hash >> 32);
  };
  const char* begin = word.data();
  const char* end = begin + word.size();
  std::uint64_t hash = word.size() * kGolden;
  if (word.size() >= sizeof(std::uint64_t)) {
    for (; begin + sizeof(std::uint64_t) < end; begin += sizeof(std::uint64_t)) {
      hash = mix(hash, Load<std::uint64_t>(begin));
    }
    hash = mix(hash, Load<std::uint64_t>(end - sizeof(std::uint64_t)));
  } else if (word.size() >= sizeof(std::uint32_t)) {
    hash = mix(hash,
               Load<std::uint32_t>(begin) << 32 | Load<std::uint32_t>(end - sizeof(std::uint32_t)));
  } else if (!word.empty()) {
    hash = mix(hash, Load<std::uint8_t>(begin) << 16 |
                         Load<std::uint8_t>(begin + word.size() / 2) << 8 |
                         Load<std::uint8_t>(end - 1));
  }
  return static_cast<std::uint32_t>(hash);
}

std::string_view CutAtCharacter(std::string_view text, std::size_t limit_bytes) {
  if (text.size() <= limit_bytes) return text;
  while (limit_bytes > 0 && U8_IS_TRAIL(text[limit_bytes])) --limit_bytes;
  return text.substr(0, limit_bytes);
}

}  // namespace

void StemStore::StemmerDeleter::operator()(sb_stemmer* stemmer) const {
  sb_stemmer_delete(stemmer);
}

StemStore::Slots::Slots() {
  std::size_t space = (kSlots + 1) * sizeof(Slot);
  void* memory = std::calloc(kSlots + 1, sizeof(Slot));
  if (memory == nullptr) throw std::bad_alloc();
  memory_.reset(memory);
  first_ = static_cast<Slot*>(std::align(alignof(Slot), kSlots * sizeof(Slot), memory, space));
}

StemStore::StemStore(std::string_view language, Folder& folder) : folder_(&folder) {
  if (!language.empty()) {
    stemmer_.reset(sb_stemmer_new(StemmerName(language).c_str(), "UTF_8"));
  }
  for (const std::string_view word : StopWords(language)) {
    stop_words_.insert(word);
    longest_stop_word_ = std::max(longest_stop_word_, word.size());
  }
}

Stem StemStore::Find(std::string_view word) {
  if (word.empty() || word.size() > kMaxCachedBytes) return Look(word);
  const std::uint32_t hash = Hash(word);
  Slot& slot = slots_[hash % kSlots];
  if (slot.hash != hash || std::string_view(slot.word, slot.word_bytes) != word) {
    const Stem stem = Look(word);
    if (stem.text.size() > kMaxCachedBytes) return stem;
    slot.hash = hash;
    slot.word_bytes = static_cast<std::uint8_t>(word.size());
    slot.stem_bytes = static_cast<std::uint8_t>(stem.text.size());
    slot.stop_word = stem.stop_word;
    slot.prefix = stem.prefix;
    std::copy(word.begin(), word.end(), slot.word);
    std::copy(stem.text.begin(), stem.text.end(), slot.stem);
  }
  return {{slot.stem, slot.stem_bytes}, slot.prefix, slot.stop_word};
}

Stem StemStore::Look(std::string_view word) {
  const std::string_view stem = Compute(word);
  return {stem, word.starts_with(stem), IsStopWord(word)};
}

std::string_view StemStore::Compute(std::string_view word) {
  if (stemmer_ == nullptr) return word;
  const auto* stem =
      sb_stemmer_stem(stemmer_.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                      static_cast<int>(word.size()));
  if (stem == nullptr) return word;  // Out of memory inside the stemmer.
  std::string_view text(reinterpret_cast<const char*>(stem),
                        static_cast<std::size_t>(sb_stemmer_length(stemmer_.get())));
  if (text.empty()) return word;
  if (std::any_of(text.begin(), text.end(), [](char c) { return U8_IS_SINGLE(c) == 0; })) {
    // Some stemmers write letters that folding would not leave (Serbian: Cyrillic to Latin č).
    folded_stem_.clear();
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<int32_t>(text.size());
    for (int32_t i = 0; i < size;) {
      UChar32 c;
      U8_NEXT(bytes, i, size, c);
      if (c < 0) continue;
      for (const FoldedChar& folded : folder_->Fold(static_cast<char32_t>(c))) {
        AppendUtf8(folded.code_point, folded_stem_);
      }
    }
    if (folded_stem_.empty()) return word;
    text = folded_stem_;
  }
  return CutAtCharacter(text, kMaxTermBytes);
}

}  // namespace cuepoint::text
