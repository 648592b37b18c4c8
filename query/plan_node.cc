#include "query/plan_node.h"

#include <algorithm>
#include <utility>

namespace cuepoint {
namespace {

using Kind = PlanNode::Kind;

/// Of the words that a prefix stands for.
constexpr std::size_t kNamedForms = 3;

void CollectWords(const PlanNode& node, std::vector<const std::vector<std::string>*>& words) {
  if (node.kind == Kind::kNot) return;
  if (node.kind == Kind::kStem) words.push_back(&node.forms);
  for (const PlanNode& child : node.children) CollectWords(child, words);
}

}  // namespace

PlanNode CombineNodes(Kind kind, std::vector<PlanNode> children) {
  if (children.empty()) return {};
  if (children.size() == 1) return std::move(children.front());
  PlanNode node;
  node.kind = kind;
  node.children = std::move(children);
  return node;
}

PlanNode WrapNode(Kind kind, PlanNode child) {
  PlanNode node;
  node.kind = kind;
  node.children.push_back(std::move(child));
  return node;
}

bool SaysWhatToFind(const PlanNode& plan) {
  switch (plan.kind) {
    case Kind::kStem:
    case Kind::kPhrase:
    case Kind::kNear:
      return true;
    case Kind::kFilter:
    case Kind::kNot:
    case Kind::kNothing:
      return false;
    case Kind::kAlso:
    case Kind::kMust:
    case Kind::kOptional:
    case Kind::kAnd:
    case Kind::kOr:
      return std::any_of(plan.children.begin(), plan.children.end(), SaysWhatToFind);
  }
  return false;
}

bool JoinsWords(const PlanNode& plan) {
  return plan.kind == Kind::kAnd &&
         std::all_of(plan.children.begin(), plan.children.end(),
                     [](const PlanNode& child) { return child.kind == Kind::kStem; });
}

bool IsPlain(const PlanNode& plan) {
  switch (plan.kind) {
    case Kind::kStem:
    case Kind::kOr:
      break;
    case Kind::kAlso:
      if (plan.children.front().kind == Kind::kPhrase) return true;
      break;
    case Kind::kAnd:  // Joins the parts of an identifier, or binds: only its children tell.
      return JoinsWords(plan);
    default:
      return false;
  }
  return std::all_of(plan.children.begin(), plan.children.end(), IsPlain);
}

std::string WordName(const std::vector<std::string>& forms) {
  std::string name;
  for (std::size_t i = 0; i < std::min(forms.size(), kNamedForms); ++i) {
    name += (i == 0 ? "" : "|") + forms[i];
  }
  return forms.size() > kNamedForms ? name + "|\u2026" : name;
}

std::vector<std::vector<std::string>> EvidenceWords(const PlanNode& plan) {
  std::vector<const std::vector<std::string>*> found;
  CollectWords(plan, found);
  std::sort(found.begin(), found.end(), [](const auto* a, const auto* b) { return *a < *b; });
  std::vector<std::vector<std::string>> words;
  words.reserve(found.size());
  for (const std::vector<std::string>* forms : found) {
    if (words.empty() || words.back() != *forms) words.push_back(*forms);
  }
  return words;
}

namespace {

std::string Describe(const PlanNode& plan) {
  std::string text;
  switch (plan.kind) {
    case Kind::kNothing:
      return "(nothing)";
    case Kind::kStem:
      if (plan.forms.size() == 1) return plan.forms.front();
      text = "(one-of";
      for (const std::string& form : plan.forms) text += " " + form;
      return text + ")";
    case Kind::kNear:
      if (plan.forms.size() == 1) {
        text = "(word " + plan.forms.front();
        break;
      }
      text = "(near " + std::to_string(plan.near.others) + " \"";
      for (std::size_t i = 0; i < plan.forms.size(); ++i) text += (i ? " " : "") + plan.forms[i];
      text += "\"";
      break;
    case Kind::kPhrase: {
      text = "(phrase \"";
      for (std::size_t i = 0; i < plan.forms.size(); ++i) text += (i ? " " : "") + plan.forms[i];
      text += "\"";
      break;
    }
    case Kind::kFilter:
      return "\"" + plan.text + (plan.is_prefix ? "*\"" : "\"");
    case Kind::kAlso:
      text = "(also";
      break;
    case Kind::kMust:
      text = "(must";
      break;
    case Kind::kNot:
      text = "(not";
      break;
    case Kind::kOptional:
      text = "(maybe";
      break;
    case Kind::kAnd:
      text = "(and";
      break;
    case Kind::kOr:
      text = "(or";
      break;
  }
  for (const PlanNode& child : plan.children) text += " " + ToString(child);
  return text + ")";
}

}  // namespace

std::string ToString(const PlanNode& plan) {
  if (!plan.field) return Describe(plan);
  return "(" + std::string(Name(*plan.field)) + " " + Describe(plan) + ")";
}

}  // namespace cuepoint
