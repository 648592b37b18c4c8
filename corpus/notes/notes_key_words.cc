#include "corpus/notes/notes_key_words.h"

namespace cuepoint {
namespace {

// What each byte of ASCII is in key words: itself in lower case, or one of these.
constexpr char kGap = '\0';
constexpr char kClosesUp = '\'';

constexpr std::array<char, 128> MakeKeyBytes() {
  std::array<char, 128> bytes{};
  for (std::size_t c = 0; c < bytes.size(); ++c) {
    const char byte = static_cast<char>(c);
    bytes[c] = IsAlnum(byte) ? ToLower(byte) : byte == kClosesUp ? kClosesUp : kGap;
  }
  return bytes;
}

constexpr std::array<char, 128> kKeyBytes = MakeKeyBytes();

}  // namespace

std::string KeyWords(std::string_view text) {
  std::string words;
  words.reserve(text.size());
  bool gap = false;
  const auto close_gap = [&] {
    if (gap && !words.empty()) words += ' ';
    gap = false;
  };
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < kKeyBytes.size()) {
      const char byte = kKeyBytes[static_cast<unsigned char>(text[i++])];
      if (byte == kGap) {
        gap = true;
      } else if (byte != kClosesUp) {
        close_gap();
        words += byte;
      }
      continue;
    }
    const std::size_t length = std::max<std::size_t>(Utf8SequenceLength(text.substr(i)), 1);
    const std::string_view character = text.substr(i, length);
    // Letters of two bytes are those of Europe; the symbols among them are Latin-1's and "×".
    if (length == 2 && character[0] != '\xC2' && character != "\xC3\x97") {
      close_gap();
      words += character;
    } else if (character != "\xE2\x80\x99") {
      gap = true;
    }
    i += length;
  }
  return words;
}

bool StartsWithWords(std::string_view words, std::string_view phrase) {
  const bool open = phrase.ends_with('*');
  if (open) phrase.remove_suffix(1);
  if (!words.starts_with(phrase)) return false;
  return open || words.size() == phrase.size() || words[phrase.size()] == ' ';
}

}  // namespace cuepoint
