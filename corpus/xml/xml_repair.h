// Repairs the two faults of hand-made XML that a parser cannot pass over without losing text:
// ampersands that were not escaped ("AT&T") and entities of HTML that XML does not have ("&nbsp;").
#ifndef CUEPOINT_CORPUS_XML_XML_REPAIR_H_
#define CUEPOINT_CORPUS_XML_XML_REPAIR_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "corpus/result.h"

namespace cuepoint {

/// Attributes of one element above which ScanXml refuses a document. libxml2 compares every
/// attribute with every other of its element; real feeds have a dozen.
inline constexpr std::size_t kMaxXmlAttributes = 512;

/// What ScanXml found, with the 1-based line of the first of each.
struct XmlRepair {
  std::string text;            ///< The document, repaired; empty unless `repaired`.
  bool repaired = false;       ///< Otherwise the document stands as it is.
  std::size_t ampersands = 0;  ///< Escaped.
  std::size_t first_ampersand_line = 0;
  std::size_t html_entities = 0;  ///< Replaced by the character they stand for.
  std::size_t first_html_entity_line = 0;
  std::size_t controls = 0;  ///< Characters that XML does not allow, replaced by spaces.
  std::size_t first_control_line = 0;
};

/// Looks through a document in UTF-8, CDATA sections aside. Error: kTooLarge, for a tag with more
/// attributes than kMaxXmlAttributes. Linear, and fast where nothing is wrong. Pure and
/// thread-safe.
Result<XmlRepair> ScanXml(std::string_view xml);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_XML_XML_REPAIR_H_
