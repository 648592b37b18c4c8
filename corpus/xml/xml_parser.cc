#include "corpus/xml/xml_parser.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>
#include <utility>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

#include "corpus/text.h"

namespace cuepoint {
namespace {

// Different names of a document, all together. Looking one up takes libxml2 2.9 longer the more
// there are; a feed has about 1 KB of them.
constexpr std::size_t kMaxNames_bytes = 64 << 10;
// Faults after which a document is no XML that was broken but something else.
constexpr std::size_t kMaxFaults = 100'000;

struct ContextDeleter {
  void operator()(xmlParserCtxt* context) const {
    // Made for declarations, even where no tree is wanted, and left behind when stopped at one.
    if (context->myDoc != nullptr) xmlFreeDoc(context->myDoc);
    xmlFreeParserCtxt(context);
  }
};
using Context = std::unique_ptr<xmlParserCtxt, ContextDeleter>;

std::string_view View(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

// Hands the document to libxml2 piece by piece: it keeps no copy of the whole.
struct Input {
  std::string_view rest;

  static int Read(void* self, char* buffer, int size) {
    std::string_view& rest = static_cast<Input*>(self)->rest;
    const std::size_t length = std::min(rest.size(), static_cast<std::size_t>(size));
    std::memcpy(buffer, rest.data(), length);
    rest.remove_prefix(length);
    return static_cast<int>(length);
  }
};

class Parse {
 public:
  Parse(std::size_t first_line, bool stop_where_unbalanced, XmlHandler& handler)
      : handler_(handler),
        lines_before_(first_line - 1),
        stop_where_unbalanced_(stop_where_unbalanced) {}

  XmlOutcome Run(std::string_view xml);

 private:
  static Parse& Of(void* self) { return *static_cast<Parse*>(self); }
  static xmlSAXHandler Callbacks();

  static void OnStart(void* self, const xmlChar* local, const xmlChar* prefix, const xmlChar* uri,
                      int namespace_count, const xmlChar** namespaces, int attribute_count,
                      int defaulted_count, const xmlChar** attributes);
  static void OnEnd(void* self, const xmlChar* local, const xmlChar* prefix, const xmlChar* uri);
  static void OnText(void* self, const xmlChar* text, int length);
  static void OnError(void* self, xmlError* error);

  void Refuse(ErrorCode code, std::string message, std::string kind);
  void Declared() {
    Refuse(ErrorCode::kUnsupported,
           "the document declares entities or elements of its own, which is not accepted",
           "declarations");
  }
  std::size_t Line() const;
  XmlFault& FaultOf(int code);
  // Sees to it that End is called for elements that libxml2 gave up without saying so.
  void CloseTo(int depth);
  // After an error libxml2 2.9 drops every "&lt;" and "&amp;" of the text unless told that all is
  // well.
  void GoOn() { context_->wellFormed = 1; }

  XmlHandler& handler_;
  std::size_t lines_before_;
  bool stop_where_unbalanced_;
  Context context_;
  XmlOutcome outcome_;
  std::vector<XmlAttribute> attributes_;
  int last_fault_ = 0;
  std::size_t fault_count_ = 0;
  int depth_ = 0;  // Elements whose Start was called and whose End was not.
};

std::size_t Parse::Line() const {
  const int line = context_->input == nullptr ? 1 : context_->input->line;
  return lines_before_ + static_cast<std::size_t>(std::max(line, 1));
}

void Parse::Refuse(ErrorCode code, std::string message, std::string kind) {
  if (!outcome_.error) {
    outcome_.error =
        Error{.code = code, .message = std::move(message), .line = Line(), .kind = std::move(kind)};
  }
  xmlStopParser(context_.get());
}

void Parse::CloseTo(int depth) {
  for (; depth_ > depth; --depth_) handler_.End();
}

void Parse::OnStart(void* self, const xmlChar* local, const xmlChar* prefix, const xmlChar* uri,
                    int /*namespace_count*/, const xmlChar** /*namespaces*/, int attribute_count,
                    int /*defaulted_count*/, const xmlChar** attributes) {
  Parse& parse = Of(self);
  if (parse.outcome_.error) return;
  parse.GoOn();
  parse.CloseTo(parse.context_->nameNr);
  if (static_cast<std::size_t>(parse.context_->nameNr) >= kMaxXmlDepth) {
    parse.Refuse(ErrorCode::kTooLarge,
                 "elements are nested deeper than " + std::to_string(kMaxXmlDepth), "too-deep");
    return;
  }
  if (static_cast<std::size_t>(parse.context_->nsNr) > 2 * kMaxXmlNamespaces) {
    parse.Refuse(ErrorCode::kTooLarge,
                 "more than " + std::to_string(kMaxXmlNamespaces) + " namespaces are declared",
                 "too-many-namespaces");
    return;
  }
  parse.attributes_.clear();
  for (int i = 0; i < attribute_count; ++i, attributes += 5) {
    // Five pointers each: local name, prefix, URI, and the value's begin and end.
    parse.attributes_.push_back({{View(attributes[1]), View(attributes[0]), View(attributes[2])},
                                 {reinterpret_cast<const char*>(attributes[3]),
                                  static_cast<std::size_t>(attributes[4] - attributes[3])}});
  }
  ++parse.depth_;
  parse.handler_.Start({View(prefix), View(local), View(uri)}, parse.attributes_, parse.Line());
}

void Parse::OnEnd(void* self, const xmlChar* /*local*/, const xmlChar* /*prefix*/,
                  const xmlChar* /*uri*/) {
  Parse& parse = Of(self);
  if (parse.outcome_.error) return;
  parse.GoOn();
  parse.CloseTo(parse.context_->nameNr);
  parse.CloseTo(parse.depth_ - 1);
}

void Parse::OnText(void* self, const xmlChar* text, int length) {
  Parse& parse = Of(self);
  if (parse.outcome_.error) return;
  parse.GoOn();
  parse.handler_.Text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
}

// The first line of a message of libxml2, without its newline.
std::string CleanMessage(const char* message) {
  const std::string_view text = message == nullptr ? "" : message;
  return RepairUtf8(TruncateUtf8(Trim(text.substr(0, text.find('\n'))), 200));
}

XmlFault& Parse::FaultOf(int code) {
  switch (code) {
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
      return outcome_.undeclared_prefixes;
    case XML_ERR_TAG_NAME_MISMATCH:
    case XML_ERR_NAME_REQUIRED:
      return outcome_.unbalanced_tags;
    default:
      return outcome_.faults[code];
  }
}

void Parse::OnError(void* self, xmlError* error) {
  Parse& parse = Of(self);
  if (parse.outcome_.error || error == nullptr) return;
  if (error->level == XML_ERR_WARNING) return;
  if (error->code == XML_ERR_NO_MEMORY) {
    parse.Refuse(ErrorCode::kTooLarge, "the document has too many different names",
                 "too-many-names");
    return;
  }
  parse.last_fault_ = error->code;
  XmlFault& fault = parse.FaultOf(error->code);
  const bool prefix = &fault == &parse.outcome_.undeclared_prefixes;
  if (!prefix && ++parse.fault_count_ > kMaxFaults) {
    parse.Refuse(ErrorCode::kParse,
                 "more than " + std::to_string(kMaxFaults) + " faults: this is hardly XML",
                 "malformed-xml");
    return;
  }
  if (parse.stop_where_unbalanced_ && &fault == &parse.outcome_.unbalanced_tags) {
    xmlStopParser(parse.context_.get());
  }
  if (fault.count++ > 0) return;
  fault.message = CleanMessage(error->message);
  fault.line = parse.Line();
}

xmlSAXHandler Parse::Callbacks() {
  xmlSAXHandler sax = {};
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = OnStart;
  sax.endElementNs = OnEnd;
  sax.characters = OnText;
  // The same function for both, or libxml2 works out which white space can be ignored.
  sax.ignorableWhitespace = OnText;
  sax.cdataBlock = OnText;
  sax.serror = OnError;
  sax.entityDecl = [](void* self, const xmlChar*, int, const xmlChar*, const xmlChar*, xmlChar*) {
    Of(self).Declared();
  };
  sax.unparsedEntityDecl = [](void* self, const xmlChar*, const xmlChar*, const xmlChar*,
                              const xmlChar*) { Of(self).Declared(); };
  sax.notationDecl = [](void* self, const xmlChar*, const xmlChar*, const xmlChar*) {
    Of(self).Declared();
  };
  sax.elementDecl = [](void* self, const xmlChar*, int, xmlElementContent*) {
    Of(self).Declared();
  };
  sax.attributeDecl = [](void* self, const xmlChar*, const xmlChar*, int, int, const xmlChar*,
                         xmlEnumeration* tree) {
    xmlFreeEnumeration(tree);  // The callback owns it.
    Of(self).Declared();
  };
  return sax;
}

XmlOutcome Parse::Run(std::string_view xml) {
  static std::once_flag initialised;
  std::call_once(initialised, xmlInitParser);
  xmlSAXHandler sax = Callbacks();
  Input input{xml};
  context_.reset(
      xmlCreateIOParserCtxt(&sax, this, Input::Read, nullptr, &input, XML_CHAR_ENCODING_UTF8));
  if (context_ == nullptr) {
    outcome_.error = Error{.code = ErrorCode::kInternal,
                           .message = "the XML parser cannot be set up",
                           .kind = "internal"};
    return std::move(outcome_);
  }
  // Without XML_PARSE_NOENT "&amp;" in an attribute comes as "&#38;". There are no other entities
  // to replace: declarations stop the parser.
  xmlDictSetLimit(context_->dict, kMaxNames_bytes);
  xmlCtxtUseOptions(context_.get(),
                    XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOENT);
  xmlParseDocument(context_.get());
  if (stop_where_unbalanced_ && outcome_.unbalanced_tags.count > 0) return std::move(outcome_);
  if (!outcome_.error && context_->disableSAX != 0) {
    // One of libxml2's own bounds, such as 10 MB for one CDATA section.
    outcome_.error = Error{.code = ErrorCode::kParse,
                           .message = FaultOf(last_fault_).message,
                           .line = Line(),
                           .kind = "malformed-xml"};
    outcome_.faults.erase(last_fault_);
  } else if (!outcome_.error && depth_ > 0) {
    outcome_.error = Error{.code = ErrorCode::kParse,
                           .message = "the document is cut off within an element",
                           .line = Line(),
                           .kind = "cut-off"};
    for (const int fault : {XML_ERR_TAG_NOT_FINISHED, XML_ERR_CDATA_NOT_FINISHED,
                            XML_ERR_COMMENT_NOT_FINISHED, XML_ERR_GT_REQUIRED}) {
      outcome_.faults.erase(fault);
    }
  }
  return std::move(outcome_);
}

}  // namespace

XmlOutcome ParseXml(std::string_view xml, std::size_t first_line, bool stop_where_unbalanced,
                    XmlHandler& handler) {
  return Parse(first_line, stop_where_unbalanced, handler).Run(xml);
}

}  // namespace cuepoint
