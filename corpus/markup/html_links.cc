#include "corpus/markup/html_links.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <libxml/uri.h>

#include "corpus/text.h"

namespace cuepoint {
namespace {

// libxml2 takes quadratic time to normalise a path with many "..", so that longer ones stay as they
// are written. Servers refuse addresses of this length (RFC 9110, 4.1, asks for 8000).
constexpr std::size_t kResolveLimitBytes = 4096;

struct XmlFree {
  void operator()(xmlChar* text) const { xmlFree(text); }
};
using XmlString = std::unique_ptr<xmlChar, XmlFree>;

const xmlChar* AsXml(const std::string& text) {
  return reinterpret_cast<const xmlChar*>(text.c_str());
}

// The scheme of `url` without its colon; empty when it has none (RFC 3986, 3.1).
std::string_view Scheme(std::string_view url) {
  if (url.empty() || !IsAlpha(url[0])) return {};
  std::size_t i = 1;
  while (i < url.size() && (IsAlnum(url[i]) || url[i] == '+' || url[i] == '-' || url[i] == '.')) {
    ++i;
  }
  return i < url.size() && url[i] == ':' ? url.substr(0, i) : std::string_view{};
}

// "%7E" is a tilde that needs no encoding (RFC 3986, 2.3), and as such a browser knows "#:~:text=".
void DecodeTildes(std::string& url) {
  if (url.find("%7") == std::string::npos) return;
  std::string decoded;
  for (std::size_t i = 0; i < url.size(); ++i) {
    const bool tilde = EqualsNoCase(std::string_view(url).substr(i, 3), "%7E");
    decoded += tilde ? '~' : url[i];
    if (tilde) i += 2;
  }
  url = std::move(decoded);
}

std::optional<std::string> BuildUri(const std::string& url, const std::string& base) {
  const XmlString built(xmlBuildURI(AsXml(url), AsXml(base)));
  if (built == nullptr) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(built.get()));
}

bool EndsAddress(char c) {
  return static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == '"' || c == '`' ||
         c == '|' || c == '\\' || c == '^' || c == '{' || c == '}';
}

// How much of `address` is meant: without the full stop of its sentence, and without a bracket that
// was opened before it.
std::size_t MeantLength(std::string_view address) {
  const auto count = [&address](char c) { return std::count(address.begin(), address.end(), c); };
  std::ptrdiff_t unopened = count(')') - count('(');
  std::ptrdiff_t unopened_square = count(']') - count('[');
  std::size_t length = address.size();
  while (length > 0) {
    const char last = address[length - 1];
    if (last == ')') {
      if (unopened-- <= 0) break;
    } else if (last == ']') {
      if (unopened_square-- <= 0) break;
    } else if (std::string_view(".,;:!?'*_").find(last) == std::string_view::npos) {
      break;
    }
    --length;
  }
  return length;
}

}  // namespace

std::string ResolveLink(std::string_view href, std::string_view base_url) {
  std::string url(Trim(href));
  std::erase_if(url, [](char c) { return c == '\n' || c == '\r' || c == '\t'; });
  DecodeTildes(url);
  if (url.empty()) return {};
  const std::string_view scheme = Scheme(url);
  if (!scheme.empty()) {
    const bool web = EqualsNoCase(scheme, "http") || EqualsNoCase(scheme, "https");
    // "https:" with nothing behind it leads nowhere.
    if (!web && !EqualsNoCase(scheme, "mailto")) return {};
    return url.size() > scheme.size() + (web ? 3 : 1) ? url : std::string();
  }
  if (StartsWithNoCase(url, "www.")) return "https://" + url;
  if (base_url.empty()) return url.starts_with("//") ? "https:" + url : url;
  if (url.size() > kResolveLimitBytes || base_url.size() > kResolveLimitBytes) return url;
  const std::string base(base_url);
  if (std::optional<std::string> built = BuildUri(url, base)) return *built;
  const XmlString escaped(xmlURIEscapeStr(AsXml(url), AsXml(":/?#[]@!$&'()*+,;=%")));
  if (escaped == nullptr) return url;
  return BuildUri(reinterpret_cast<const char*>(escaped.get()), base).value_or(url);
}

void LinkAddresses(TextBlock& block) {
  const std::string_view text = block.text;
  std::vector<TextLink> found;
  std::size_t known = 0;  // The first link that does not end before the place looked at.
  for (std::size_t colon = text.find("://"); colon != std::string_view::npos;) {
    std::size_t next = colon + 3;
    for (const std::string_view scheme : {std::string_view("https"), std::string_view("http")}) {
      if (colon < scheme.size()) continue;
      const std::size_t begin = colon - scheme.size();
      if (!EqualsNoCase(text.substr(begin, scheme.size()), scheme)) continue;
      if (begin > 0 && IsAlnum(text[begin - 1])) break;
      const auto rest = text.substr(next);
      const auto stop = std::find_if(rest.begin(), rest.end(), EndsAddress);
      std::size_t end = next + static_cast<std::size_t>(stop - rest.begin());
      while (known < block.links.size() && block.links[known].end <= begin) ++known;
      const bool linked = known < block.links.size() && block.links[known].begin <= begin;
      if (known < block.links.size())
        end = std::min(end, std::max(begin, block.links[known].begin));
      if (linked) break;
      const std::size_t length = MeantLength(text.substr(begin, end - begin));
      if (length > scheme.size() + 3) {
        found.push_back({begin, begin + length, std::string(text.substr(begin, length))});
        next = std::max(next, begin + length);
      }
      break;
    }
    colon = text.find("://", next);
  }
  if (found.empty()) return;
  block.links.insert(block.links.end(), std::make_move_iterator(found.begin()),
                     std::make_move_iterator(found.end()));
  std::sort(block.links.begin(), block.links.end(),
            [](const TextLink& a, const TextLink& b) { return a.begin < b.begin; });
}

}  // namespace cuepoint
