#include "corpus/notes/notes_text.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "corpus/text.h"

namespace cuepoint {
namespace {

// En dash, em dash, bullet, middle dot, and ASCII ones.
constexpr std::array<std::string_view, 9> kSeparators = {
    "-", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\xA2", "\xC2\xB7", "|", "*", ":", "\xE2\x80\x95"};

std::size_t SeparatorAtFront(std::string_view text) {
  if (text.empty()) return 0;
  if (IsSpace(text.front()) || text.front() == ')' || text.front() == ']') return 1;
  for (const std::string_view separator : kSeparators) {
    if (text.starts_with(separator)) return separator.size();
  }
  return 0;
}

std::size_t SeparatorAtBack(std::string_view text) {
  if (text.empty()) return 0;
  if (IsSpace(text.back()) || text.back() == '(' || text.back() == '[') return 1;
  for (const std::string_view separator : kSeparators) {
    if (text.ends_with(separator)) return separator.size();
  }
  return 0;
}

bool IsUrl(std::string_view text) {
  return text.starts_with("https://") || text.starts_with("http://");
}

// Whether an address can go on after an embedded "http": those of archives and redirects do.
bool CarriesUrl(char before) {
  return std::string_view("/=?&:%#+").find(before) != std::string_view::npos;
}

// Links of one line, or of a whole list without line ends. `url_first` as found in the list.
void ReadLine(std::string_view line, bool url_first, std::unordered_set<std::string>& known,
              std::vector<Link>& links) {
  std::size_t after_last = 0;  // End of the previous address.
  for (std::size_t at = FindUrl(line); at != std::string_view::npos;) {
    const std::size_t length = UrlLength(line.substr(at));
    const std::size_t next = FindUrl(line, at + length);
    Link link;
    link.url = line.substr(at, length);
    const std::string_view title =
        url_first ? line.substr(at + length, std::min(next, line.size()) - at - length)
                  : line.substr(after_last, at - after_last);
    link.title = TrimSeparators(title);
    if (known.insert(link.url).second) links.push_back(std::move(link));
    after_last = at + length;
    at = next;
  }
}

}  // namespace

std::string_view TrimSeparators(std::string_view text) {
  while (const std::size_t length = SeparatorAtFront(text)) {
    if (StartsWithOption(text)) break;
    text.remove_prefix(length);
  }
  while (const std::size_t length = SeparatorAtBack(text)) text.remove_suffix(length);
  return text;
}

bool StartsWithOption(std::string_view text) {
  return text.size() > 3 && text.starts_with("--") && IsLower(text[2]) && !IsSpace(text[3]);
}

std::size_t FindUrl(std::string_view text, std::size_t from) {
  std::size_t at = text.find("http", from);
  while (at != std::string_view::npos && !IsUrl(text.substr(at))) at = text.find("http", at + 4);
  return at;
}

std::size_t UrlLength(std::string_view text) {
  std::size_t length = 0;
  for (; length < text.size(); ++length) {
    const char c = text[length];
    if (static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == '"') break;
    if (c == 'h' && length > 0 && !CarriesUrl(text[length - 1]) && IsUrl(text.substr(length)))
      break;
  }
  const bool opens = text.substr(0, length).find('(') != std::string_view::npos;
  const std::string_view never_last = opens ? ".,;:!?'*]" : ".,;:!?'*])";
  while (length > 0 && never_last.find(text[length - 1]) != std::string_view::npos) --length;
  return length;
}

std::string UrlHost(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  std::string host = ToLowerAscii(url.substr(0, url.find_first_of("/?#:")));
  if (host.starts_with("www.")) host.erase(0, 4);
  return host;
}

std::vector<Link> ReadLinks(std::string_view list, std::string& rest) {
  std::vector<Link> links;
  std::unordered_set<std::string> known;
  const std::size_t first = FindUrl(list);
  const bool url_first =
      first != std::string_view::npos && TrimSeparators(list.substr(0, first)).empty();
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('\n'), list.size());
    const std::string_view line = list.substr(0, end);
    if (FindUrl(line) != std::string_view::npos) {
      ReadLine(line, url_first, known, links);
    } else if (!TrimSeparators(line).empty()) {
      if (!rest.empty()) rest += '\n';
      rest += Trim(line);
    }
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return links;
}

}  // namespace cuepoint
