#include "corpus/notes/notes_contacts.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxContactBytes = 80;
constexpr auto kServices = std::to_array<std::string_view>(
    {"bluesky", "discord", "e-mail", "email", "facebook", "github", "instagram", "linkedin", "mail",
     "mastodon", "matrix", "reddit", "slack", "telegram", "tiktok", "twitter", "x", "youtube"});

bool IsItem(const NotesLine& line) { return line.block->kind == BlockKind::kListItem; }

bool IsMail(std::string_view text) {
  return text.find('@') != std::string_view::npos &&
         std::none_of(text.begin(), text.end(), IsSpace);
}

bool IsContact(const NotesLine& line) {
  if (line.text.size() > kMaxContactBytes) return false;
  const std::size_t colon = line.text.find(':');
  if (colon == std::string_view::npos) return false;
  const std::string_view label = Trim(line.text.substr(0, colon));
  const bool known = std::any_of(kServices.begin(), kServices.end(), [&](std::string_view service) {
    return EqualsNoCase(service, label);
  });
  if (!known) return false;
  const std::string_view value = Trim(line.text.substr(colon + 1));
  if (line.links.empty()) return IsMail(value);
  const std::size_t begin = line.links.front().begin - line.begin;
  const std::size_t end = line.links.front().end - line.begin;
  return line.links.size() == 1 && begin > colon && end >= line.text.size() &&
         value.size() == line.text.size() - begin;
}

}  // namespace

std::vector<bool> FindContacts(const std::vector<NotesLine>& lines) {
  std::vector<bool> contacts(lines.size());
  for (std::size_t begin = 0; begin < lines.size();) {
    std::size_t end = begin;
    bool all = true;
    for (; end < lines.size() && IsItem(lines[end]); ++end) all = all && IsContact(lines[end]);
    if (all && end - begin >= 2) std::fill(contacts.begin() + begin, contacts.begin() + end, true);
    begin = std::max(end, begin + 1);
  }
  return contacts;
}

}  // namespace cuepoint
