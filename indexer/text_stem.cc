#include "indexer/text_stem.h"

#include <algorithm>
#include <cstring>

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

// Eight bytes at a time through a 64-bit multiply; the constant is 2^64 divided by the golden
// ratio.
std::uint32_t Hash(std::string_view word) {
  constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15ULL;
  std::uint64_t hash = word.size() * kGolden;
  const char* at = word.data();
  std::size_t left = word.size();
  for (; left > 0;) {
    std::uint64_t chunk = 0;
    const std::size_t bytes = std::min<std::size_t>(left, sizeof(chunk));
    std::memcpy(&chunk, at, bytes);
    hash = (hash ^ chunk) * kGolden;
    hash ^= hash >> 32;
    at += bytes;
    left -= bytes;
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

StemStore::StemStore(std::string_view language, Folder& folder) : folder_(&folder), slots_(kSlots) {
  if (!language.empty()) {
    stemmer_.reset(sb_stemmer_new(StemmerName(language).c_str(), "UTF_8"));
  }
  for (const std::string_view word : StopWords(language)) {
    stop_words_.insert(word);
    longest_stop_word_ = std::max(longest_stop_word_, word.size());
  }
}

Stem StemStore::Find(std::string_view word) {
  if (word.empty() || word.size() > kMaxCachedBytes) return {Compute(word), IsStopWord(word)};
  const std::uint32_t hash = Hash(word);
  Slot& slot = slots_[hash % kSlots];
  if (slot.hash != hash || std::string_view(slot.word, slot.word_bytes) != word) {
    const std::string_view stem = Compute(word);
    const bool stop_word = IsStopWord(word);
    if (stem.size() > kMaxCachedBytes) return {stem, stop_word};
    slot.hash = hash;
    slot.word_bytes = static_cast<std::uint8_t>(word.size());
    slot.stem_bytes = static_cast<std::uint8_t>(stem.size());
    slot.stop_word = stop_word;
    std::copy(word.begin(), word.end(), slot.word);
    std::copy(stem.begin(), stem.end(), slot.stem);
  }
  return {{slot.stem, slot.stem_bytes}, slot.stop_word};
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
