#include "server/template.h"

#include <algorithm>
#include <optional>

#include "corpus/text.h"

namespace cuepoint {
namespace {

constexpr std::string_view kRawSuffix = "_html";

Error ParseError(std::string_view name, std::size_t offset, std::string message) {
  return {.code = ErrorCode::kParse,
          .message = std::move(message),
          .source = std::string(name),
          .offset = offset};
}

bool IsName(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char c) { return IsAlnum(c) || c == '_' || c == '.'; });
}

}  // namespace

bool TemplateValue::IsTrue() const {
  if (const bool* const value = std::get_if<bool>(&value_)) return *value;
  if (const std::string* const value = text()) return !value->empty();
  return !std::get<List>(value_).empty();
}

// One source to nodes.
struct Templates::Parser {
  std::string_view name;
  std::string_view source;
  std::vector<Node> nodes = {};
  std::vector<std::size_t> open = {};  // Indices of the sections that are open, outermost first.

  Result<std::vector<Node>> Run() {
    std::size_t at = 0;
    while (at < source.size()) {
      const std::size_t tag = std::min(source.find("{{", at), source.size());
      if (tag > at) nodes.push_back({.text = std::string(source.substr(at, tag - at))});
      if (tag == source.size()) break;
      const bool raw = source.substr(tag).starts_with("{{{");
      const std::string_view closing = raw ? "}}}" : "}}";
      const std::size_t begin = tag + closing.size();
      const std::size_t end = source.find(closing, begin);
      if (end == std::string_view::npos) return ParseError(name, tag, "the tag is not closed");
      const Result<void> taken = Take(source.substr(begin, end - begin), raw, tag);
      if (!taken) return taken.error();
      at = end + closing.size();
    }
    if (!open.empty()) {
      const Node& section = nodes[open.back()];
      return ParseError(name, section.offset, "{{#" + section.text + "}} is not closed");
    }
    return std::move(nodes);
  }

  Result<void> Take(std::string_view tag, bool raw, std::size_t offset) {
    Node node{.kind = raw ? Node::Kind::kRaw : Node::Kind::kText, .offset = offset};
    const char sign = tag.empty() ? '\0' : tag.front();
    const bool has_sign = sign == '#' || sign == '^' || sign == '/' || sign == '>';
    node.text = tag.substr(has_sign ? 1 : 0);
    if (!IsName(node.text) || (raw && has_sign)) {
      return ParseError(name, offset, "there is no tag {{" + std::string(tag) + "}}");
    }
    if (raw && !node.text.ends_with(kRawSuffix)) {
      return ParseError(name, offset,
                        "{{{" + node.text + "}}} would not be escaped; its name must end in _html");
    }
    if (sign == '/') return Close(node.text, offset);
    if (sign == '>') node.kind = Node::Kind::kPartial;
    if (sign == '#') node.kind = Node::Kind::kSection;
    if (sign == '^') node.kind = Node::Kind::kInverted;
    if (sign == '#' || sign == '^') {
      if (open.size() == kDepth) return ParseError(name, offset, "sections are nested too deeply");
      open.push_back(nodes.size());
    }
    nodes.push_back(std::move(node));
    return {};
  }

  Result<void> Close(const std::string& section, std::size_t offset) {
    if (open.empty() || nodes[open.back()].text != section) {
      return ParseError(name, offset, "{{/" + section + "}} closes nothing");
    }
    nodes[open.back()].end = nodes.size();
    open.pop_back();
    return {};
  }
};

// One page being written.
struct Templates::Filler {
  const Templates& templates;
  std::vector<const TemplateValues*> scopes = {};  // Innermost last.
  std::string out = {};

  const TemplateValue* Find(std::string_view name) const {
    for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope) {
      for (const auto& [key, value] : **scope) {
        if (key == name) return &value;
      }
    }
    return nullptr;
  }

  Result<void> Fill(const Template& page, std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end; ++at) {
      const Node& node = page.nodes[at];
      if (node.kind == Node::Kind::kLiteral) {
        out += node.text;
        continue;
      }
      if (node.kind == Node::Kind::kPartial) {
        const Template& part = *templates.Find(node.text);  // Parse saw to it that it is there.
        if (Result<void> filled = Fill(part, 0, part.nodes.size()); !filled) return filled;
        continue;
      }
      const TemplateValue* const value = Find(node.text);
      if (value == nullptr) return Unfillable(page, node, "nothing fills");
      if (node.kind == Node::Kind::kText || node.kind == Node::Kind::kRaw) {
        const std::string* const text = value->text();
        if (text == nullptr) return Unfillable(page, node, "there is no text for");
        out += node.kind == Node::Kind::kRaw ? *text : EscapeHtml(*text);
        continue;
      }
      if (Result<void> filled = FillSection(page, at, *value); !filled) return filled;
      at = node.end - 1;
    }
    return {};
  }

  Result<void> FillSection(const Template& page, std::size_t at, const TemplateValue& value) {
    const Node& node = page.nodes[at];
    const TemplateValue::List* const list = value.list();
    if (node.kind == Node::Kind::kSection && list != nullptr) {
      for (const TemplateValues& item : *list) {
        scopes.push_back(&item);
        Result<void> filled = Fill(page, at + 1, node.end);
        scopes.pop_back();
        if (!filled) return filled;
      }
      return {};
    }
    if (value.IsTrue() != (node.kind == Node::Kind::kSection)) return {};
    return Fill(page, at + 1, node.end);
  }

  static Error Unfillable(const Template& page, const Node& node, const std::string& what) {
    return {.code = ErrorCode::kInternal,
            .message = what + " {{" + node.text + "}}",
            .source = page.name,
            .offset = node.offset};
  }
};

const Templates::Template* Templates::Find(std::string_view name) const {
  for (const Template& page : templates_) {
    if (page.name == name) return &page;
  }
  return nullptr;
}

Result<Templates> Templates::Parse(const std::vector<TemplateSource>& sources) {
  Templates templates;
  for (const TemplateSource& source : sources) {
    Result<std::vector<Node>> nodes = Parser{.name = source.name, .source = source.text}.Run();
    if (!nodes) return nodes.error();
    templates.templates_.push_back({std::string(source.name), *std::move(nodes)});
  }

  // Walks from each template through those it contains. A template within itself goes on for ever,
  // so it shows as depth.
  struct Visit {
    const Templates& templates;
    Result<void> Of(const Template& page, std::size_t depth) const {
      for (const Node& node : page.nodes) {
        if (node.kind != Node::Kind::kPartial) continue;
        const Template* const part = templates.Find(node.text);
        if (part == nullptr) {
          return ParseError(page.name, node.offset, "there is no template " + node.text);
        }
        if (depth == kDepth) {
          return ParseError(page.name, node.offset, "templates are nested too deeply");
        }
        if (Result<void> visited = Of(*part, depth + 1); !visited) return visited;
      }
      return {};
    }
  };
  for (const Template& page : templates.templates_) {
    if (Result<void> visited = Visit{templates}.Of(page, 0); !visited) return visited.error();
  }
  return templates;
}

Result<std::string> Templates::Render(std::string_view name, const TemplateValues& values) const {
  const Template* const page = Find(name);
  if (page == nullptr) {
    return Error{.code = ErrorCode::kInternal,
                 .message = "there is no template " + std::string(name)};
  }
  Filler filler{.templates = *this, .scopes = {&values}};
  if (Result<void> filled = filler.Fill(*page, 0, page->nodes.size()); !filled) {
    return filled.error();
  }
  return std::move(filler.out);
}

}  // namespace cuepoint
