#include "corpus/timed/cue_merge.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "corpus/text.h"

namespace cuepoint {
namespace {

// Two lines of captions are at most about 84 characters (broadcasters' guidelines allow 37 to 42 a
// line), of up to three bytes in most scripts.
constexpr std::size_t kMaxOverlapBytes = 256;

constexpr double kRollingSpacing_s = 10;    // A line of live captions is said in a few seconds.
constexpr double kWordSpacing_s = 2;        // Words come several a second; phrases do not.
constexpr double kWordsPerCue = 1.5;        // On average, at most, to count as single words.
constexpr std::size_t kPhraseBytes = 200;   // About two lines of a page.
constexpr std::size_t kSentenceBytes = 40;  // Shorter sentences are joined with the next one.
constexpr double kPhrase_s = 15;
constexpr double kPause_s = 1.5;

// Bytes at the start of `text` that repeat the end of `before`, in whole words, at least two words
// or all of one of them; 0 when there are none.
std::size_t OverlapBytes(std::string_view before, std::string_view text) {
  if (before.empty() || text.empty()) return 0;
  const std::size_t first_word = text.find(' ');
  if (first_word == std::string_view::npos) {
    // A single word: it repeats only what is that word.
    return before == text ? text.size() : 0;
  }
  const std::string_view probe = text.substr(0, text.find(' ', first_word + 1));
  std::size_t from = before.size() > kMaxOverlapBytes ? before.size() - kMaxOverlapBytes : 0;
  if (before.size() <= text.size() && text.starts_with(before) &&
      (before.size() == text.size() || text[before.size()] == ' ')) {
    return before.size();
  }
  for (; (from = before.find(probe, from)) != std::string_view::npos; ++from) {
    const std::string_view tail = before.substr(from);
    const bool at_word = from == 0 || before[from - 1] == ' ';
    if (at_word && text.starts_with(tail) &&
        (tail.size() == text.size() || text[tail.size()] == ' ')) {
      return tail.size();
    }
  }
  return 0;
}

bool EndsSentence(std::string_view text) {
  while (!text.empty() && (text.back() == '"' || text.back() == '\'' || text.back() == ')')) {
    text.remove_suffix(1);
  }
  return text.ends_with('.') || text.ends_with('!') || text.ends_with('?') ||
         text.ends_with("\u2026") || text.ends_with("\u3002") || text.ends_with("\uFF1F") ||
         text.ends_with("\uFF01");
}

bool IsPunctuation(char c) {
  return c == '.' || c == ',' || c == '!' || c == '?' || c == ';' || c == ':' || c == '\'';
}

bool BelongTogether(const Cue& phrase, const Cue& word) {
  if (phrase.speaker != word.speaker) return false;
  if (word.start_s - phrase.end_s > kPause_s) return false;
  if (word.end_s - phrase.start_s > kPhrase_s) return false;
  if (phrase.text.size() + word.text.size() > kPhraseBytes) return false;
  return phrase.text.size() < kSentenceBytes || !EndsSentence(phrase.text);
}

// Seconds from start to start, on average, of two cues or more.
double Spacing(const std::vector<Cue>& cues) {
  return (cues.back().start_s - cues.front().start_s) / static_cast<double>(cues.size() - 1);
}

bool AreSingleWords(const std::vector<Cue>& cues) {
  if (cues.size() < 3) return false;
  std::size_t words = 0;
  for (const Cue& cue : cues) {
    words += 1 + static_cast<std::size_t>(std::count(cue.text.begin(), cue.text.end(), ' '));
  }
  return static_cast<double>(words) <= kWordsPerCue * static_cast<double>(cues.size()) &&
         Spacing(cues) <= kWordSpacing_s;
}

}  // namespace

bool UnrollCaptions(std::vector<Cue>& cues) {
  constexpr std::size_t kFewestOverlaps = 3;  // A refrain is no rolling caption.
  if (cues.size() <= kFewestOverlaps || Spacing(cues) > kRollingSpacing_s) return false;
  std::vector<std::size_t> overlaps(cues.size(), 0);
  std::size_t rolling = 0;
  for (std::size_t i = 1; i < cues.size(); ++i) {
    overlaps[i] = OverlapBytes(cues[i - 1].text, cues[i].text);
    rolling += overlaps[i] > 0;
  }
  if (rolling < kFewestOverlaps || rolling * 4 < cues.size()) return false;
  std::vector<Cue> unrolled;
  unrolled.reserve(cues.size());
  for (std::size_t i = 0; i < cues.size(); ++i) {
    Cue& cue = cues[i];
    cue.text.erase(0, overlaps[i]);
    if (cue.text.starts_with(' ')) cue.text.erase(0, 1);
    if (!cue.text.empty()) {
      unrolled.push_back(std::move(cue));
    } else if (!unrolled.empty() && cue.end_s > unrolled.back().end_s) {
      unrolled.back().end_s = cue.end_s;
    }
  }
  cues = std::move(unrolled);
  return true;
}

bool JoinSingleWords(std::vector<Cue>& cues) {
  if (!AreSingleWords(cues)) return false;
  std::vector<Cue> phrases;
  for (Cue& word : cues) {
    if (phrases.empty() || !BelongTogether(phrases.back(), word)) {
      phrases.push_back(std::move(word));
      continue;
    }
    Cue& phrase = phrases.back();
    if (!IsPunctuation(word.text.front())) phrase.text += ' ';
    phrase.text += word.text;
    phrase.end_s = std::max(phrase.end_s, word.end_s);
  }
  cues = std::move(phrases);
  return true;
}

}  // namespace cuepoint
