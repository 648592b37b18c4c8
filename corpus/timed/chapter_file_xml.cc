#include <algorithm>
#include <string>
#include <vector>

#include "corpus/timed/chapter_file_readers.h"
#include "corpus/timestamp.h"
#include "corpus/xml/xml_parser.h"
#include "corpus/xml/xml_prolog.h"
#include "corpus/xml/xml_repair.h"

namespace cuepoint {
namespace {

// "chapter" of "psc:chapter": the parser leaves an undeclared prefix in front of the name.
std::string_view LocalName(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

class PodloveHandler : public XmlHandler {
 public:
  explicit PodloveHandler(ChapterList& chapters) : chapters_(chapters) {}

  void Start(const XmlName& name, const std::vector<XmlAttribute>& attributes,
             std::size_t line) override {
    if (LocalName(name.local) != "chapter") return;
    std::string_view start;
    std::string_view title;
    std::string_view url;
    for (const XmlAttribute& attribute : attributes) {
      const std::string_view attribute_name = LocalName(attribute.name.local);
      if (attribute_name == "start") start = attribute.value;
      if (attribute_name == "title") title = attribute.value;
      if (attribute_name == "href") url = attribute.value;
    }
    chapters_.Add(ParsePlayTime(start), title, url, line);
  }
  void Text(std::string_view) override {}
  void End() override {}

 private:
  ChapterList& chapters_;
};

}  // namespace

bool IsXmlChapters(std::string_view content) {
  return LocalName(ReadXmlProlog(content).root) == "chapters";
}

std::optional<Error> ReadXmlChapters(std::string_view content, ChapterList& chapters) {
  const std::size_t begin = ReadXmlProlog(content).begin;
  const auto lines_before = static_cast<std::size_t>(
      std::count(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
  std::string_view xml = content.substr(begin);
  const Result<XmlRepair> repair = ScanXml(xml);
  if (!repair) return repair.error();
  if (repair->repaired) {
    xml = repair->text;
    chapters.problems().Add("xml-repaired", "the XML was mended before it could be read");
  }
  PodloveHandler handler(chapters);
  XmlOutcome outcome = ParseXml(xml, lines_before + 1, /*stop_where_unbalanced=*/false, handler);
  if (!outcome.faults.empty()) {
    const XmlFault& fault = outcome.faults.begin()->second;
    chapters.problems().Add("xml-fault", fault.message, fault.line);
  }
  if (!outcome.error) return std::nullopt;
  // Declarations are refused whatever follows them; a document that is cut off is not.
  if (outcome.error->code != ErrorCode::kParse || chapters.empty()) return outcome.error;
  chapters.problems().Add("xml-cut-off", outcome.error->message + "; the chapters before are kept",
                          outcome.error->line.value_or(0));
  return std::nullopt;
}

}  // namespace cuepoint
