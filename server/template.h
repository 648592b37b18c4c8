// Pages from templates: a small part of Mustache, in which text is escaped unless it says
// otherwise.
//
//   {{name}}              the text, escaped: right in HTML text and in quoted attributes
//   {{{name}}}            as it is; the name has to end in _html
//   {{#name}}…{{/name}}   for each item of a list, or once if the value is true
//   {{^name}}…{{/name}}   if it is not true: false, the empty text, the empty list
//   {{>file}}             another template with the same values
//
// Names are looked up in the item, then in what surrounds it; one that is nowhere is an error.
// server/web/README.md tells page authors the same.
#ifndef CUEPOINT_SERVER_TEMPLATE_H_
#define CUEPOINT_SERVER_TEMPLATE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "corpus/result.h"

namespace cuepoint {

class TemplateValue;

/// Names and their values; of two with the same name the first counts. Names are literals.
using TemplateValues = std::vector<std::pair<std::string_view, TemplateValue>>;

/// What a name stands for.
class TemplateValue {
 public:
  using List = std::vector<TemplateValues>;

  TemplateValue(std::string text) : value_(std::move(text)) {}
  TemplateValue(std::string_view text) : value_(std::string(text)) {}
  TemplateValue(const char* text) : value_(std::string(text)) {}
  TemplateValue(bool value) : value_(value) {}
  TemplateValue(List list) : value_(std::move(list)) {}

  bool IsTrue() const;
  /// nullptr where it is something else.
  const std::string* text() const { return std::get_if<std::string>(&value_); }
  const List* list() const { return std::get_if<List>(&value_); }

 private:
  std::variant<bool, std::string, List> value_;
};

/// A template's name and source.
struct TemplateSource {
  std::string_view name;
  std::string_view text;
};

/// Templates that may use each other. Immutable, thread-safe.
class Templates {
 public:
  /// Sections within sections, and templates within templates.
  static constexpr std::size_t kDepth = 16;

  /// Takes them apart; the sources may go away afterwards. Error: kParse, with the template as
  /// `source` and the byte offset: a tag that is not closed or not known, sections that do not
  /// match, a template that is missing or contains itself, nesting deeper than kDepth.
  static Result<Templates> Parse(const std::vector<TemplateSource>& sources);

  /// The template filled. Errors (kInternal): no such template, a name that nothing fills, a list
  /// where a text is wanted.
  Result<std::string> Render(std::string_view name, const TemplateValues& values) const;

 private:
  struct Node {
    enum class Kind { kLiteral, kText, kRaw, kSection, kInverted, kPartial };
    Kind kind = Kind::kLiteral;
    std::string text = {};   // The literal, or the name.
    std::size_t end = 0;     // Of a section: the index behind its last node.
    std::size_t offset = 0;  // In the source, for errors.
  };
  struct Template {
    std::string name;
    std::vector<Node> nodes;  // Sections are flat: a node and, up to `end`, what is in it.
  };
  struct Parser;
  struct Filler;

  const Template* Find(std::string_view name) const;

  std::vector<Template> templates_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_TEMPLATE_H_
