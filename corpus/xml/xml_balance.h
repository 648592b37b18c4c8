// Puts the tags of a broken XML document in order, as HTML is read: a parser of XML takes every end
// tag for that of the innermost element, so that one stray "</b>" would end the whole feed.
#ifndef CUEPOINT_CORPUS_XML_XML_BALANCE_H_
#define CUEPOINT_CORPUS_XML_XML_BALANCE_H_

#include <string>
#include <string_view>

namespace cuepoint {

/// `xml` with end tags added where elements were left open within others, without those that end
/// nothing, and with "<" escaped where it starts no tag. Lines stay what they were. What is open at
/// the end stays open. Elements nested deeper than kMaxXmlDepth are left as they are. Linear.
std::string BalanceXml(std::string_view xml);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_XML_XML_BALANCE_H_
