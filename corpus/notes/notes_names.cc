#include "corpus/notes/notes_names.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMaxNameBytes = 64;
constexpr std::size_t kMaxNameWords = 5;

// Sorted, for a binary search; all are capitalised.
// clang-format off
constexpr std::array<std::string_view, 223> kThings = {
    "AI", "API", "Actions", "Advocate", "Amazon", "American", "And", "Android", "Apple", "Army",
    "Artificial", "Assistant", "Associate", "Association", "Author", "Bank", "Bitcoin",
    "Brazilian", "British", "Brothers", "Browser", "CEO", "CSS", "CTO", "Certified", "Chair",
    "Chief", "Chinese", "Chrome", "Church", "City", "Cloud", "Club", "Co-Founder", "Co-founder",
    "Code", "Cofounder", "College", "Committee", "Company", "Components", "Computer",
    "Conference", "Copilot", "Core", "Corporation", "Council", "Creator", "Daily", "Data",
    "December", "Department", "Design", "Designer", "DevRel", "Developer", "Developers",
    "Development", "Director", "Discord", "Docker", "Editor", "Engine", "Engineer", "Engineering",
    "Episode", "European", "Executive", "Expert", "Facebook", "February", "Firefox", "Foundation",
    "Founder", "Founding", "Framework", "French", "Friday", "Game", "Games", "General", "German",
    "GitHub", "Google", "Group", "Guest", "Guests", "HTML", "Hasty", "Head", "Hertz", "Host",
    "House", "How", "In", "Inc", "Indian", "Industry", "Institute", "Intelligence",
    "International", "Italian", "January", "Java", "JavaScript", "Join", "July", "Knife",
    "Kubernetes", "Labs", "Lead", "League", "Learning", "Lightning", "Linux", "Listen", "ML",
    "Machine", "Magazine", "Maintainer", "Manager", "March", "Meet", "Microsoft", "Ministry",
    "Monday", "Mozilla", "Music", "National", "Native", "Netflix", "Network", "Networks", "News",
    "Node", "November", "October", "Officer", "Open", "OpenAI", "Our", "Part", "Party",
    "Pictures", "Platform", "Podcast", "President", "Press", "Principal", "Producer", "Product",
    "Professor", "Program", "Project", "Python", "Radio", "React", "Records", "Research", "Rust",
    "Saturday", "School", "Science", "Security", "Senior", "September", "Series", "Server",
    "Services", "Show", "Silicon", "Sisters", "Society", "Software", "Sound", "Source", "Space",
    "Spanish", "Special", "Spotify", "Staff", "States", "Student", "Students", "Studio",
    "Studios", "Sunday", "Supper", "Syntax", "Systems", "Team", "Tech", "Technologies",
    "Technology", "The", "This", "Thousand", "Thursday", "Times", "Today", "Treat", "Tuesday",
    "Twenty", "Twitter", "TypeScript", "Union", "United", "University", "VP", "Valley", "Vice",
    "Visual", "We", "Web", "Wednesday", "Week", "What", "When", "Why", "Windows", "World", "York",
    "You"};
// clang-format on

bool IsNameWord(std::string_view word) {
  bool letter = false;
  for (const char c : word) {
    if (IsAlpha(c) || static_cast<unsigned char>(c) >= 0x80) {
      letter = true;
    } else if (c != '-' && c != '\'' && c != '.') {
      return false;
    }
  }
  if (!letter) return false;
  const char first = word.front();
  if (IsUpper(first)) return true;
  return static_cast<unsigned char>(first) >= 0xC3;  // A letter beyond ASCII, not a symbol.
}

}  // namespace

bool IsNameParticle(std::string_view word) {
  if (word.empty() || word.size() > 5 || !IsLower(word.front())) return false;
  constexpr std::array<std::string_view, 24> kParticles = {
      "van", "von", "der", "den", "de",  "da", "di", "do",  "dos", "del", "della", "la",
      "le",  "du",  "bin", "ben", "ibn", "al", "el", "ter", "ten", "zu",  "y",     "e"};
  return std::find(kParticles.begin(), kParticles.end(), word) != kParticles.end();
}

bool LooksLikeName(std::string_view text) {
  text = Trim(text);
  if (text.empty() || text.size() > kMaxNameBytes) return false;
  std::size_t words = 0;
  std::size_t capitals = 0;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, length);
    if (IsNameWord(word)) {
      ++capitals;
    } else if (words == 0 || !IsNameParticle(word)) {
      return false;
    }
    if (++words > kMaxNameWords) return false;
    text = Trim(text.substr(length));
  }
  return capitals >= 2;
}

bool NamesAThing(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = std::min(text.find(' '), text.size());
    if (IsUpper(text.front()) &&
        std::binary_search(kThings.begin(), kThings.end(), text.substr(0, length)))
      return true;
    text.remove_prefix(std::min(text.size(), length + 1));
  }
  return false;
}

}  // namespace cuepoint
