#include "query/query_translate.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/schema.h"
#include "query/doc_set.h"

namespace cuepoint {
namespace {

using Kind = PlanNode::Kind;

/// Xapian queries for a plan, over one kind of document.
class Translator {
 public:
  static std::string_view PrefixOf(Target target) {
    switch (target) {
      case Target::kEpisodes:
        return schema::kEpisodeStemPrefix;
      case Target::kTitles:
        return schema::kTitleStemPrefix;
      case Target::kPassages:
      case Target::kMoments:
        return schema::kPassageStemPrefix;
    }
    return {};
  }

  explicit Translator(Target target) : target_(target), prefix_(PrefixOf(target)) {}

  Xapian::Query Translate(const PlanNode& node) const {
    switch (node.kind) {
      case Kind::kStem:
        return Stem(node);
      case Kind::kPhrase:
      case Kind::kNear:
        return Text(node);
      case Kind::kFilter:
        // Holds for the episode as a whole.
        return target_ == Target::kMoments ? Xapian::Query::MatchNothing : Set(node);
      case Kind::kAnd:
        return All(node);
      case Kind::kOr:
        return Any(node.children);
      case Kind::kAlso:
        return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, Translate(node.children.front()),
                             node.weight);
      case Kind::kMust:
      case Kind::kOptional:
        return Translate(node.children.front());
      case Kind::kNot:
        return Xapian::Query(Xapian::Query::OP_AND_NOT, Everything(),
                             Translate(node.children.front()));
      case Kind::kNothing:
        return Xapian::Query::MatchNothing;
    }
    return Xapian::Query::MatchNothing;
  }

 private:
  Xapian::Query Stem(const PlanNode& node) const {
    std::vector<Xapian::Query> forms;
    for (const std::string& form : node.forms) forms.emplace_back(schema::Term(prefix_, form));
    if (forms.size() == 1) return forms.front();
    // Not OP_MAX: two of them side by side crash Xapian 1.4.
    return Xapian::Query(Xapian::Query::OP_SYNONYM, forms.begin(), forms.end());
  }

  Xapian::Query Any(const std::vector<PlanNode>& nodes) const {
    std::vector<Xapian::Query> children;
    for (const PlanNode& node : nodes) children.push_back(Translate(node));
    return Xapian::Query(Xapian::Query::OP_OR, children.begin(), children.end());
  }

  Xapian::Query All(const PlanNode& node) const {
    std::vector<Xapian::Query> required;
    std::vector<Xapian::Query> optional;
    std::vector<Xapian::Query> excluded;
    for (const PlanNode& child : node.children) {
      if (child.kind == Kind::kNot) {
        excluded.push_back(Translate(child.children.front()));
      } else if (child.kind == Kind::kOptional) {
        optional.push_back(Translate(child));
      } else {
        required.push_back(Translate(child));
      }
    }
    if (target_ == Target::kMoments) {
      std::move(optional.begin(), optional.end(), std::back_inserter(required));
      optional.clear();
    }
    if (required.empty() && target_ != Target::kMoments) required.push_back(Everything());
    Xapian::Query query(target_ == Target::kMoments ? Xapian::Query::OP_OR : Xapian::Query::OP_AND,
                        required.begin(), required.end());
    if (!optional.empty()) {
      query = Xapian::Query(Xapian::Query::OP_AND_MAYBE, query,
                            Xapian::Query(Xapian::Query::OP_OR, optional.begin(), optional.end()));
    }
    if (!excluded.empty()) {
      query = Xapian::Query(Xapian::Query::OP_AND_NOT, query,
                            Xapian::Query(Xapian::Query::OP_OR, excluded.begin(), excluded.end()));
    }
    return query;
  }

  Xapian::Query Set(const PlanNode& node) const {
    return DocSetQuery(target_ == Target::kEpisodes ? RangesOf(node.places.episodes)
                                                    : node.places.passages);
  }

  Xapian::Query Text(const PlanNode& node) const {
    if (target_ == Target::kTitles) {
      // Another name of a word: its words, wherever they stand in the title.
      std::vector<Xapian::Query> words;
      for (const PlanNode& child : node.children) words.push_back(Translate(child));
      return Xapian::Query(Xapian::Query::OP_AND, words.begin(), words.end());
    }
    const Xapian::Query evidence = Any(node.children);
    // Whatever an episode with this title says may be worth showing, but does not have to be.
    if (target_ == Target::kMoments && node.field == QueryField::kTitle) return evidence;
    return Xapian::Query(Xapian::Query::OP_AND_MAYBE, Set(node), evidence);
  }

  /// All documents of the kind.
  Xapian::Query Everything() const {
    const auto kind = [](std::string_view term) { return Xapian::Query(std::string(term)); };
    Xapian::Query all = kind(schema::kEpisodeKind);
    if (target_ == Target::kPassages || target_ == Target::kMoments) {
      all = kind(schema::kChapterKind) | kind(schema::kWindowKind);
    }
    return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, all, 0);
  }

  Target target_;
  std::string_view prefix_;
};

}  // namespace

Xapian::Query Translate(const PlanNode& plan, Target target) {
  return Translator(target).Translate(plan);
}

}  // namespace cuepoint
