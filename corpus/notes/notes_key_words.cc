#include "corpus/notes/notes_key_words.h"

#include "corpus/text.h"

namespace cuepoint {

std::string KeyWords(std::string_view text) {
  std::string words;
  bool gap = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = std::max<std::size_t>(Utf8SequenceLength(text.substr(i)), 1);
    const bool letter =
        IsAlnum(text[i]) || (length == 2 && text[i] != '\xC2' && text.substr(i, 2) != "\xC3\x97");
    if (letter) {
      if (gap && !words.empty()) words += ' ';
      gap = false;
      for (std::size_t k = 0; k < length; ++k) words += ToLower(text[i + k]);
    } else if (text[i] != '\'' && !(length == 3 && text.substr(i, 3) == "\xE2\x80\x99")) {
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
