#include "query/score_explanation.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "indexer/schema.h"
#include "query/stem_sets.h"

namespace cuepoint {
namespace {

using Kind = PlanNode::Kind;

}  // namespace

std::vector<ScoreComponent> ScoreExplainer::Explain(const PlanNode& plan,
                                                    Xapian::docid document) const {
  Components all = Weigh(plan, document).value_or(Components());
  // A stem that is asked for twice counts twice, and is told once.
  Components merged;
  for (ScoreComponent& component : all) {
    const auto same = std::find_if(merged.begin(), merged.end(), [&](const ScoreComponent& other) {
      return other.name == component.name;
    });
    if (same == merged.end()) {
      merged.push_back(std::move(component));
    } else {
      same->value += component.value;
    }
  }
  return merged;
}

std::optional<ScoreExplainer::Components> ScoreExplainer::Weigh(const PlanNode& node,
                                                                Xapian::docid document) const {
  switch (node.kind) {
    case Kind::kStem:
      if (std::optional<ScoreComponent> word = ExplainWord(node.forms, document)) {
        return Components{*std::move(word)};
      }
      return std::nullopt;
    case Kind::kPhrase:
    case Kind::kNear:
      if (!IsAt(node.places, document)) return std::nullopt;
      return WeighAny(node.children, document).value_or(Components());
    case Kind::kFilter:
      if (!IsAt(node.places, document)) return std::nullopt;
      return Components();
    case Kind::kAnd:
      return WeighAll(node, document);
    case Kind::kOr:
      return WeighAny(node.children, document);
    case Kind::kAlso: {
      std::optional<Components> found = Weigh(node.children.front(), document);
      if (!found) return found;
      for (ScoreComponent& component : *found) {
        component.value *= node.weight;
        component.facts.emplace_back("other_name", node.weight);
      }
      return found;
    }
    case Kind::kMust:
    case Kind::kOptional:
      return Weigh(node.children.front(), document);
    case Kind::kNot:
      if (Weigh(node.children.front(), document)) return std::nullopt;
      return Components();
    case Kind::kNothing:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<ScoreComponent> ScoreExplainer::ExplainWord(const std::vector<std::string>& forms,
                                                          Xapian::docid document) const {
  const Place place = field_ == StemField::kPassage ? PassageBit(document) : document;
  const std::shared_ptr<const PostingList> list = postings_.Find(reader_, field_, forms);
  const auto found = std::lower_bound(list->places.begin(), list->places.end(), place);
  if (found == list->places.end() || *found != place) return std::nullopt;
  ScoreComponent component{.name = field_ == StemField::kTitle ? "title:" : "bm25:"};
  component.name += WordName(forms);
  component.value =
      postings_.Weight(*reader_.view, field_, *list) *
      static_cast<double>(list->impacts[static_cast<std::size_t>(found - list->places.begin())]);
  if (forms.size() == 1) AddFacts(forms.front(), document, component);
  component.facts.emplace_back("weight", component.value);
  return component;
}

void ScoreExplainer::AddFacts(const std::string& form, Xapian::docid document,
                              ScoreComponent& component) const {
  const std::string term = schema::Term(PrefixOf(field_), form);
  Xapian::PostingIterator posting = reader_.database.postlist_begin(term);
  posting.skip_to(document);
  const Bm25Parts parts =
      ExplainBm25(postings_.parameters(field_), StatisticsOf(*reader_.view, field_),
                  reader_.database.get_termfreq(term), posting.get_wdf(), posting.get_doclength());
  component.facts = {{"tf", parts.tf}, {"idf", parts.idf}, {"length_norm", parts.length_norm}};
}

std::optional<ScoreExplainer::Components> ScoreExplainer::WeighAll(const PlanNode& node,
                                                                   Xapian::docid document) const {
  Components sum;
  for (const PlanNode& child : node.children) {
    std::optional<Components> part = Weigh(child, document);
    if (!part && child.kind != Kind::kOptional) return std::nullopt;
    if (part) std::move(part->begin(), part->end(), std::back_inserter(sum));
  }
  return sum;
}

std::optional<ScoreExplainer::Components> ScoreExplainer::WeighAny(
    const std::vector<PlanNode>& nodes, Xapian::docid document) const {
  std::optional<Components> sum;
  for (const PlanNode& node : nodes) {
    std::optional<Components> part = Weigh(node, document);
    if (!part) continue;
    if (!sum) sum.emplace();
    std::move(part->begin(), part->end(), std::back_inserter(*sum));
  }
  return sum;
}

bool ScoreExplainer::IsAt(const Places& places, Xapian::docid document) const {
  if (field_ != StemField::kPassage) {
    return std::binary_search(places.episodes.begin(), places.episodes.end(), document);
  }
  return std::any_of(places.passages.begin(), places.passages.end(), [&](const DocRange& range) {
    return range.first <= document && document <= range.last;
  });
}

}  // namespace cuepoint
