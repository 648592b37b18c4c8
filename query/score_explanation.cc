#include "query/score_explanation.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <string>
#include <utility>

#include "indexer/schema.h"
#include "query/doc_set.h"

namespace cuepoint {
namespace {

using Kind = PlanNode::Kind;

/// Of the words that a prefix stands for.
constexpr std::size_t kNamedForms = 3;

}  // namespace

ScoreExplainer::ScoreExplainer(const Xapian::Database& database, const PlanNode& plan,
                               Target target, Bm25Parameters parameters, KindStatistics statistics)
    : database_(database),
      plan_(plan),
      target_(target),
      parameters_(parameters),
      statistics_(statistics) {
  assert(target == Target::kEpisodes || target == Target::kPassages);
}

std::vector<ScoreComponent> ScoreExplainer::Explain(Xapian::docid document) const {
  Components all = Weigh(plan_, document).value_or(Components());
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

std::vector<ScoreComponent> ScoreExplainer::ExplainTitle(
    Xapian::docid episode, const std::function<double(const std::string&)>& weight_of) const {
  Components found;
  for (const std::string& stem : EvidenceStems(plan_)) {
    std::optional<ScoreComponent> word =
        WeighTerm("title:" + stem, schema::Term(schema::kTitleStemPrefix, stem), episode);
    if (!word) continue;
    const double weight = weight_of(stem);
    word->value *= weight;
    word->facts.emplace_back("title_weight", weight);
    found.push_back(*std::move(word));
  }
  return found;
}

std::optional<ScoreExplainer::Components> ScoreExplainer::Weigh(const PlanNode& node,
                                                                Xapian::docid document) const {
  switch (node.kind) {
    case Kind::kStem:
      return WeighStem(node, document);
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

std::optional<ScoreExplainer::Components> ScoreExplainer::WeighStem(const PlanNode& node,
                                                                    Xapian::docid document) const {
  const std::string_view prefix =
      target_ == Target::kEpisodes ? schema::kEpisodeStemPrefix : schema::kPassageStemPrefix;
  if (node.forms.size() != 1) return WeighForms(node, prefix, document);
  const std::string& form = node.forms.front();
  std::optional<ScoreComponent> found =
      WeighTerm("bm25:" + form, schema::Term(prefix, form), document);
  if (!found) return std::nullopt;
  return Components{*std::move(found)};
}

std::optional<ScoreComponent> ScoreExplainer::WeighTerm(const std::string& name,
                                                        const std::string& term,
                                                        Xapian::docid document) const {
  Xapian::PostingIterator posting = database_.postlist_begin(term);
  if (posting != database_.postlist_end(term)) posting.skip_to(document);
  if (posting == database_.postlist_end(term) || *posting != document) return std::nullopt;
  const Bm25Parts parts = ExplainBm25(parameters_, statistics_, database_.get_termfreq(term),
                                      posting.get_wdf(), posting.get_doclength());
  return ScoreComponent{.name = name,
                        .value = parts.weight,
                        .facts = {{"tf", parts.tf},
                                  {"idf", parts.idf},
                                  {"length_norm", parts.length_norm},
                                  {"weight", parts.weight}}};
}

std::optional<ScoreExplainer::Components> ScoreExplainer::WeighForms(const PlanNode& node,
                                                                     std::string_view prefix,
                                                                     Xapian::docid document) const {
  // Xapian counts forms as one word, whose frequency it estimates: only it knows the weight.
  std::string name = "bm25:";
  std::vector<Xapian::Query> forms;
  for (const std::string& form : node.forms) {
    forms.emplace_back(schema::Term(prefix, form));
    if (forms.size() <= kNamedForms) name += (forms.size() == 1 ? "" : "|") + form;
  }
  if (forms.size() > kNamedForms) name += "|\u2026";
  Xapian::Enquire enquire(database_);
  enquire.set_query(
      Xapian::Query(Xapian::Query::OP_FILTER,
                    Xapian::Query(Xapian::Query::OP_SYNONYM, forms.begin(), forms.end()),
                    DocSetQuery({{document, document}})));
  enquire.set_weighting_scheme(KindBm25(parameters_, statistics_));
  const Xapian::MSet found = enquire.get_mset(0, 1);
  if (found.empty()) return std::nullopt;
  const double weight = found.begin().get_weight();
  return Components{{.name = std::move(name), .value = weight, .facts = {{"weight", weight}}}};
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
  if (target_ == Target::kEpisodes) {
    return std::binary_search(places.episodes.begin(), places.episodes.end(), document);
  }
  return std::any_of(places.passages.begin(), places.passages.end(), [&](const DocRange& range) {
    return range.first <= document && document <= range.last;
  });
}

}  // namespace cuepoint
