#include "corpus/notes/guest_phrases.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "corpus/text.h"

namespace cuepoint {
namespace {

// Lower case, sorted; a space at the end asks for a whole word. The first two bytes are letters.
constexpr auto kPhrases = std::to_array<std::string_view>({"au micro de ",
                                                           "chat with ",
                                                           "chats with ",
                                                           "chatted with ",
                                                           "chatting with ",
                                                           "conversation with ",
                                                           "discuss with ",
                                                           "discussed with ",
                                                           "discusses with ",
                                                           "discussing with ",
                                                           "guest is ",
                                                           "guest was ",
                                                           "guests are ",
                                                           "guests included ",
                                                           "guests were ",
                                                           "interview with ",
                                                           "interviewed ",
                                                           "interviewing ",
                                                           "interviews ",
                                                           "joined by ",
                                                           "our guest ",
                                                           "our guests ",
                                                           "re\xC3\xA7"
                                                           "oit ",
                                                           "sat down with ",
                                                           "sit down with ",
                                                           "sits down with ",
                                                           "speak with ",
                                                           "speaking with ",
                                                           "speaks to ",
                                                           "speaks with ",
                                                           "special guest ",
                                                           "special guests ",
                                                           "spoke with ",
                                                           "sprechen mit ",
                                                           "spricht mit ",
                                                           "talk to ",
                                                           "talk with ",
                                                           "talked to ",
                                                           "talked with ",
                                                           "talking to ",
                                                           "talking with ",
                                                           "talks to ",
                                                           "talks with ",
                                                           "welcome ",
                                                           "welcomes ",
                                                           "welcoming ",
                                                           "with guest ",
                                                           "with guests "});
static_assert(std::is_sorted(kPhrases.begin(), kPhrases.end()));

constexpr std::size_t kLetters = 26;

constexpr std::size_t Letter(char c) { return static_cast<std::size_t>(ToLower(c) - 'a'); }

// The phrases that start with two letters: [first, last) of the list above.
struct PhraseRange {
  std::uint8_t first = 0;
  std::uint8_t last = 0;
};

constexpr auto MakeRanges() {
  std::array<PhraseRange, kLetters * kLetters> ranges{};
  for (std::size_t i = 0; i < kPhrases.size(); ++i) {
    PhraseRange& range = ranges[Letter(kPhrases[i][0]) * kLetters + Letter(kPhrases[i][1])];
    if (range.last == 0) range.first = static_cast<std::uint8_t>(i);
    range.last = static_cast<std::uint8_t>(i + 1);
  }
  return ranges;
}

constexpr auto kRanges = MakeRanges();

// Length of the longest phrase at the start of `text`, which begins with a letter.
std::size_t PhraseLength(std::string_view text) {
  if (text.size() < 2 || !IsAlpha(text[1])) return 0;
  const PhraseRange range = kRanges[Letter(text[0]) * kLetters + Letter(text[1])];
  std::size_t length = 0;
  for (std::size_t k = range.first; k < range.last; ++k) {
    if (StartsWithNoCase(text, kPhrases[k])) length = std::max(length, kPhrases[k].size());
  }
  return length;
}

}  // namespace

std::optional<PhraseAt> FindGuestPhrase(std::string_view text, std::size_t from) {
  bool word_start = true;
  for (std::size_t i = from; i < text.size(); ++i) {
    const bool letter = IsAlpha(text[i]);
    if (letter && word_start) {
      if (const std::size_t length = PhraseLength(text.substr(i)); length > 0) {
        return PhraseAt{i, i + length};
      }
    }
    word_start = !letter && !IsDigit(text[i]);
  }
  return std::nullopt;
}

}  // namespace cuepoint
