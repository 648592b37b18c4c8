// XML as a stream of events, by libxml2, for documents from strangers: broken markup is passed
// over and reported, what could do harm stops the reading.
//
// Nothing is fetched, no DTD is loaded and no declaration within the document is accepted, so that
// there are no entities to expand (neither "billion laughs" nor files of this machine).
#ifndef CUEPOINT_CORPUS_XML_XML_PARSER_H_
#define CUEPOINT_CORPUS_XML_XML_PARSER_H_

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/result.h"

namespace cuepoint {

/// Elements within elements above which a document is refused; feeds need about ten. libxml2's own
/// bound without XML_PARSE_HUGE is the same.
inline constexpr std::size_t kMaxXmlDepth = 256;

/// Namespaces declared at one place above which a document is refused: libxml2 looks through all
/// of them for every element.
inline constexpr std::size_t kMaxXmlNamespaces = 256;

/// A name. The three are interned: equal ones have equal addresses while the document is parsed.
struct XmlName {
  std::string_view prefix;
  std::string_view local;
  std::string_view uri;  ///< Empty without a namespace, and for a prefix that is not declared.
};

struct XmlAttribute {
  XmlName name;
  std::string_view value;  ///< References replaced; valid during the event.
};

/// Receives the events of ParseXml. Every Start has its End, except where the document is cut off
/// or refused.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void Start(const XmlName& name, const std::vector<XmlAttribute>& attributes,
                     std::size_t line) = 0;
  /// Text of the innermost element, in pieces of any size; CDATA sections included.
  virtual void Text(std::string_view text) = 0;
  virtual void End() = 0;
};

/// What libxml2 complains about, by its own number of the fault.
struct XmlFault {
  std::string message;   ///< Of the first one.
  std::size_t line = 0;  ///< Of the first one.
  std::size_t count = 0;
};

/// How a document was read.
struct XmlOutcome {
  /// Why it was refused or ends too early: kTooLarge, kUnsupported (declarations) or kParse.
  std::optional<Error> error;
  std::map<int, XmlFault> faults;  ///< Passed over.
  XmlFault undeclared_prefixes;    ///< Count 0 when all are declared.
  /// End tags without their start and the like, which BalanceXml (corpus/feed/xml_balance.h) puts
  /// in order: until it has, elements may be read as parts of others. Count 0: none.
  XmlFault unbalanced_tags;
};

/// Parses a document in UTF-8 without a byte order mark, from its root's or DOCTYPE's "<" on;
/// `first_line` is the number of the line that starts it. With `stop_where_unbalanced` it stops,
/// without an error, at the first tag that does not match. Call ScanXml (corpus/feed/xml_repair.h)
/// first: it repairs what the parser would drop and refuses what would make it slow. Linear.
XmlOutcome ParseXml(std::string_view xml, std::size_t first_line, bool stop_where_unbalanced,
                    XmlHandler& handler);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_XML_XML_PARSER_H_
