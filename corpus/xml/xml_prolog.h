// What stands before the root element of an XML document.
#ifndef CUEPOINT_CORPUS_XML_XML_PROLOG_H_
#define CUEPOINT_CORPUS_XML_XML_PROLOG_H_

#include <cstddef>
#include <string_view>

namespace cuepoint {

/// Where the parts of a document start.
struct XmlProlog {
  /// Offset of the first "<" after the XML declaration and anything before it; the size of the
  /// document when there is none.
  std::size_t begin = 0;
  /// Name of the root element as written, prefix included; empty when it was not found.
  std::string_view root;
};

/// Looks at a document, or the start of one, in UTF-8 or any encoding that has ASCII in it. Passes
/// over text before the first "<", the XML declaration, comments, processing instructions and a
/// DOCTYPE. Linear.
XmlProlog ReadXmlProlog(std::string_view xml);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_XML_XML_PROLOG_H_
