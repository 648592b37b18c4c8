#include "corpus/xml/xml_prolog.h"

#include <algorithm>

#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

// One past `end` in `xml` from `at` on; the size when it is not there.
std::size_t SkipPast(std::string_view xml, std::size_t at, std::string_view end) {
  const std::size_t found = xml.find(end, at);
  return found == kNone ? xml.size() : found + end.size();
}

// One past the ">" of a DOCTYPE, its internal subset included.
std::size_t SkipDoctype(std::string_view xml, std::size_t at) {
  const std::size_t stop = std::min(xml.find_first_of("[>", at), xml.size());
  if (stop == xml.size() || xml[stop] == '>') return std::min(stop + 1, xml.size());
  return SkipPast(xml, SkipPast(xml, stop, "]"), ">");
}

}  // namespace

XmlProlog ReadXmlProlog(std::string_view xml) {
  std::size_t at = std::min(xml.find('<'), xml.size());
  if (StartsWithNoCase(xml.substr(at), "<?xml") && at + 5 < xml.size() && IsSpace(xml[at + 5])) {
    at = std::min(xml.find('<', SkipPast(xml, at, "?>")), xml.size());
  }
  XmlProlog prolog{.begin = at, .root = {}};
  while (at < xml.size()) {
    const std::string_view rest = xml.substr(at);
    if (rest.starts_with("<!--")) {
      at = SkipPast(xml, at + 4, "-->");
    } else if (rest.starts_with("<?")) {
      at = SkipPast(xml, at, "?>");
    } else if (rest.starts_with("<!")) {
      at = SkipDoctype(xml, at);
    } else {
      const std::string_view name = rest.substr(1);
      prolog.root = name.substr(0, std::min(name.find_first_of(" \t\r\n/>"), name.size()));
      return prolog;
    }
    at = std::min(xml.find('<', at), xml.size());
  }
  return prolog;
}

}  // namespace cuepoint
