#include "indexer/vector_text.h"

#include <string_view>
#include <utility>

#include "corpus/text.h"

namespace cuepoint {
namespace {

/// Addresses say little and cost many tokens.
bool IsAddress(std::string_view word) {
  return word.find("://") != std::string_view::npos || word.starts_with("www.");
}

/// Calls `use` with each word of `line`.
template <class Use>
void ForEachWord(std::string_view line, const Use& use) {
  std::size_t at = 0;
  while (at < line.size()) {
    while (at < line.size() && IsSpace(line[at])) ++at;
    std::size_t end = at;
    while (end < line.size() && !IsSpace(line[end])) ++end;
    if (end > at) use(line.substr(at, end - at));
    at = end;
  }
}

std::string FirstWords(std::string_view text, std::size_t limit) {
  std::string words;
  std::size_t count = 0;
  ForEachWord(text, [&](std::string_view word) {
    if (count++ >= limit) return;
    if (!words.empty()) words += ' ';
    words += word;
  });
  return words;
}

/// Packs lines into pieces that start with the title: whole lines where they fit, a long one cut
/// into several.
class Packer {
 public:
  Packer(std::string_view title, std::size_t words)
      : title_(FirstWords(title, kPieceTitleWords)), words_(words) {
    ForEachWord(title_, [this](std::string_view) { ++title_words_; });
  }

  void AddLine(std::string_view line) {
    std::vector<std::string_view> words;
    ForEachWord(line, [&](std::string_view word) {
      if (!IsAddress(word)) words.push_back(word);
    });
    if (words.empty()) return;
    if (count_ > 0 && count_ + words.size() > Room()) Finish();
    for (const std::string_view word : words) {
      if (count_ == Room()) Finish();
      piece_.append(piece_.empty() ? "" : " ").append(word);
      ++count_;
    }
    if (!piece_.empty()) piece_ += '.';
  }

  std::vector<VectorText> Take() && {
    if (count_ > 0 || texts_.empty()) Finish();
    return std::move(texts_);
  }

 private:
  std::size_t Room() const { return words_ - title_words_; }
  void Finish() {
    std::string text = title_;
    if (!piece_.empty()) text.append(": ").append(piece_);
    texts_.push_back({.passage = 0, .text = std::move(text)});
    piece_.clear();
    count_ = 0;
  }

  std::string title_;
  std::size_t words_;
  std::size_t title_words_ = 0;
  std::string piece_;
  std::size_t count_ = 0;
  std::vector<VectorText> texts_;
};

void AddLines(std::string_view text, Packer& packer) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    packer.AddLine(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

std::vector<VectorText> Pack(const Episode& episode, const std::vector<Passage>& passages,
                             std::size_t words) {
  Packer packer(episode.title, words);
  AddLines(episode.description, packer);
  for (const Passage& passage : passages) {
    if (passage.sponsor) continue;
    packer.AddLine(passage.title);
    AddLines(passage.text, packer);
    AddLines(passage.links, packer);
  }
  AddLines(LooseLinkTitles(episode), packer);
  return std::move(packer).Take();
}

}  // namespace

std::vector<VectorText> MakeVectorTexts(const Episode& episode,
                                        const std::vector<Passage>& passages) {
  std::vector<VectorText> texts = Pack(episode, passages, kPieceWords);
  const bool has_pieces = texts.size() > 1;
  for (std::size_t i = 0; i < passages.size(); ++i) {
    const Passage& passage = passages[i];
    if (!passage.start_s || passage.sponsor) continue;
    std::string text = passage.title;
    // A window has no title; what is said in it is all there is.
    if (text.empty()) text = FirstWords(passage.text, 4 * kPieceWords);
    text.append(" - ").append(episode.title);
    texts.push_back({.passage = static_cast<std::uint32_t>(i + 1), .text = std::move(text)});
  }
  if (has_pieces) {
    std::vector<VectorText> long_pieces = Pack(episode, passages, kWholeWords);
    texts.push_back({.passage = kWholeEpisode, .text = std::move(long_pieces.front().text)});
  }
  return texts;
}

}  // namespace cuepoint
