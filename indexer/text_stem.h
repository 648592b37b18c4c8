// Stems and stop words of one language, behind a bounded cache.
#ifndef CUEPOINT_INDEXER_TEXT_STEM_H_
#define CUEPOINT_INDEXER_TEXT_STEM_H_

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>

struct sb_stemmer;

namespace cuepoint::text {

class Folder;

struct Stem {
  std::string_view text;  ///< At most kMaxTermBytes, never empty.
  bool prefix = false;    ///< Whether the word begins with it, as most do.
  bool stop_word = false;
};

/// The Snowball stemmer of a language with its stop words. Stemming costs about a microsecond, show
/// notes repeat their words: a direct-mapped cache of kSlots words answers most of them in
/// nanoseconds. Not thread-safe.
class StemStore {
 public:
  /// For the primary subtag of a BCP 47 tag, in lower case; without a stemmer for it, a word is its
  /// own stem. `folder` must outlive the store: stems are folded like terms.
  StemStore(std::string_view language, Folder& folder);

  /// The stem of a folded word of letters. Valid until the next call.
  Stem Find(std::string_view word);

  bool IsStopWord(std::string_view word) const {
    return word.size() <= longest_stop_word_ && stop_words_.contains(word);
  }

 private:
  static constexpr std::size_t kSlots = 8192;
  static constexpr std::size_t kMaxCachedBytes = 28;
  // One cache line. Without initialisers, so that zeroed memory holds empty ones.
  struct alignas(64) Slot {
    std::uint32_t hash;
    std::uint8_t word_bytes;  // 0: empty.
    std::uint8_t stem_bytes;
    bool stop_word;
    bool prefix;
    char word[kMaxCachedBytes];
    char stem[kMaxCachedBytes];
  };
  static_assert(sizeof(Slot) == 64);
  // Slots in memory that the system hands out zeroed, page by page as it is touched: a question
  // needs a few of the half megabyte.
  class Slots {
   public:
    Slots();
    Slot& operator[](std::size_t i) { return first_[i]; }

   private:
    struct Free {
      void operator()(void* memory) const { std::free(memory); }
    };
    std::unique_ptr<void, Free> memory_;
    Slot* first_;
  };
  struct StemmerDeleter {
    void operator()(sb_stemmer* stemmer) const;
  };

  Stem Look(std::string_view word);
  std::string_view Compute(std::string_view word);

  std::unique_ptr<sb_stemmer, StemmerDeleter> stemmer_;
  Folder* folder_;
  std::unordered_set<std::string_view> stop_words_;  // Views into static lists.
  std::size_t longest_stop_word_ = 0;
  Slots slots_;
  std::string folded_stem_;
};

}  // namespace cuepoint::text

#endif  // CUEPOINT_INDEXER_TEXT_STEM_H_
