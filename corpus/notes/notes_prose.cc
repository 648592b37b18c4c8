#include "corpus/notes/notes_prose.h"

#include <algorithm>
#include <array>
#include <string>

#include "corpus/notes/notes_names.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

// Four capitalised words without a link are a title rather than a name.
constexpr std::size_t kMaxCapitals = 3;

bool IsCapitalAt(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  return IsUpper(text[at]) || static_cast<unsigned char>(text[at]) >= 0xC3;
}

std::size_t WordLength(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() &&
         (IsAlpha(text[length]) || text[length] == '-' || text[length] == '\'' ||
          static_cast<unsigned char>(text[length]) >= 0x80)) {
    // A curly apostrophe, a dash or a quotation mark of Unicode ends a word.
    if (text.substr(length).starts_with("\xE2\x80")) break;
    ++length;
  }
  return length;
}

}  // namespace

std::size_t FindSentenceEnd(std::string_view text, std::size_t begin) {
  for (std::size_t i = begin; i + 1 < text.size(); ++i) {
    if (text[i] != '.' && text[i] != '!' && text[i] != '?') continue;
    if (!IsSpace(text[i + 1])) continue;
    const bool initial = text[i] == '.' && i > begin && IsUpper(text[i - 1]) &&
                         (i < begin + 2 || text[i - 2] == ' ');
    if (!initial) return i + 1;
  }
  return text.size();
}

Sentence Sentence::Head(std::size_t end, bool list) const {
  if (list) {
    const std::size_t comma = text_.substr(0, end).rfind(", ");
    if (comma != std::string_view::npos) end = comma;
  }
  return Sentence(line_, begin_, begin_ + std::min(end, text_.size()));
}

std::optional<ProseName> Sentence::NameAt(std::size_t at) const {
  if (const auto linked = LinkAt(at)) return linked;
  std::size_t end = at;
  std::size_t words = 0;
  std::size_t capitals = 0;
  std::size_t name_end = at;
  while (words < 5 && end < text_.size()) {
    const std::size_t length = WordLength(text_.substr(end));
    if (length == 0) break;
    const std::string_view word = text_.substr(end, length);
    const bool capital = IsCapitalAt(text_, end);
    if (!capital && (words == 0 || !IsNameParticle(word))) break;
    // "Reuters' Ada Byron", "Xojo's Ada Byron": the name is yet to come.
    if (words == 0 && (word.ends_with("'s") || word.ends_with("s'"))) return std::nullopt;
    ++words;
    end += length;
    if (capital) {
      name_end = end;
      if (++capitals > kMaxCapitals) return std::nullopt;
    }
    // An initial: "Ursula K. Guin".
    if (length == 1 && text_.substr(end).starts_with(". ")) ++end;
    if (end >= text_.size() || text_[end] != ' ') break;
    if (LinkAt(end + 1)) break;  // Somebody or something else.
    ++end;
  }
  const std::string_view name = text_.substr(at, name_end - at);
  if (name.ends_with("'s") || text_.substr(name_end).starts_with("\xE2\x80\x99s"))
    return std::nullopt;
  if (!LooksLikeName(name) || NamesAThing(name)) return std::nullopt;
  return ProseName{at, name_end, name, {}};
}

std::optional<ProseName> Sentence::FindName(std::size_t at, std::size_t limit) const {
  const std::size_t last = std::min(text_.size(), at + limit);
  for (std::size_t i = at; i < last; ++i) {
    if (i > at && text_[i - 1] != ' ' && text_[i - 1] != '(') continue;
    if (!IsCapitalAt(text_, i)) continue;
    if (const auto name = NameAt(i); name && EndsWell(*name)) return name;
    // The rest of a capitalised phrase is none either: "New York Times".
    while (i < last && text_[i] != ' ' && text_[i] != ',') ++i;
  }
  return std::nullopt;
}

bool Sentence::EndsWell(const ProseName& name) const {
  if (!name.url.empty() || name.end >= text_.size()) return true;
  const std::string_view after = text_.substr(name.end);
  if (std::string_view(",.;:!?)&").find(after.front()) != std::string_view::npos) return true;
  constexpr std::array<std::string_view, 28> kWords = {
      " and ",  " about ", " from ", " of ",   " on ",  " who ",     " to ",
      " for ",  " at ",    " all ",  " as ",   " (",    " joins",    " joined",
      " talks", " shares", " is ",   " was ",  " - ",   " \xE2\x80", " in ",
      " & ",    " again",  " this ", " today", " how ", " why ",     " where "};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return after.starts_with(word); });
}

std::optional<ProseName> Sentence::AnyLinkAt(std::size_t at) const {
  const std::size_t offset = line_.begin + begin_ + at;
  const auto link =
      std::lower_bound(line_.links.begin(), line_.links.end(), offset,
                       [](const TextLink& each, std::size_t begin) { return each.begin < begin; });
  if (link == line_.links.end() || link->begin != offset) return std::nullopt;
  const std::size_t length = std::min(link->end - offset, text_.size() - at);
  return ProseName{at, at + length, Trim(text_.substr(at, length)), link->url};
}

std::optional<ProseName> Sentence::LinkAt(std::size_t at) const {
  auto link = AnyLinkAt(at);
  if (link && (!LooksLikeName(link->text) || NamesAThing(link->text))) link.reset();
  return link;
}

std::optional<ProseName> Sentence::LinkedWordAt(std::size_t at) const {
  auto link = AnyLinkAt(at);
  if (!link) return std::nullopt;
  const bool word = IsCapitalAt(link->text, 0) && WordLength(link->text) == link->text.size();
  if (!word || NamesAThing(link->text)) link.reset();
  return link;
}

}  // namespace cuepoint
