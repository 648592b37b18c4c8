#include "query/query_translate.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/schema.h"

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

  Translator(Target target, const Reader& reader, DocRanges within)
      : target_(target), prefix_(PrefixOf(target)), reader_(reader), within_(std::move(within)) {}

  Xapian::Query Translate(const PlanNode& node) const {
    switch (node.kind) {
      case Kind::kStem:
        return Stem(node);
      case Kind::kPhrase:
        return Phrase(node);
      case Kind::kAnd:
        return All(node);
      case Kind::kOr:
        return Any(node.children);
      case Kind::kOptional:
        return Translate(node.children.front());
      case Kind::kNot:
        // A query that only excludes was refused by the parser; under an OR it matches nothing.
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
    return Xapian::Query(Xapian::Query::OP_MAX, forms.begin(), forms.end());
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

  Xapian::Query Phrase(const PlanNode& node) const {
    std::vector<Xapian::Query> words;
    for (const std::string& form : node.forms) words.emplace_back(schema::Term("", form));
    const Xapian::termcount window = node.positions.back() - node.positions.front() + 1;
    Xapian::Query phrase = words.size() == 1 ? words.front()
                                             : Xapian::Query(Xapian::Query::OP_PHRASE,
                                                             words.begin(), words.end(), window);
    if (target_ == Target::kEpisodes) {
      phrase = Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, phrase, 0.0);
    } else {
      phrase = PassagesWith(phrase, node);
    }
    return Xapian::Query(Xapian::Query::OP_AND_MAYBE, phrase, Any(node.children));
  }

  /// The passages in which a phrase stands. Words have their positions on the episode: those with
  /// the phrase are found first, then the places of the phrase tell the passages.
  Xapian::Query PassagesWith(const Xapian::Query& phrase, const PlanNode& node) const {
    Xapian::Enquire enquire(reader_.database);
    enquire.set_query(within_.empty()
                          ? phrase
                          : Xapian::Query(Xapian::Query::OP_FILTER, phrase, DocSetQuery(within_)));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    const Xapian::MSet found = enquire.get_mset(0, reader_.database.get_doccount());
    std::vector<Xapian::docid> passages;
    for (auto it = found.begin(); it != found.end(); ++it) AddPassages(*it, node, passages);
    std::sort(passages.begin(), passages.end());
    passages.erase(std::unique(passages.begin(), passages.end()), passages.end());
    return DocSetQuery(RangesOf(passages));
  }

  void AddPassages(Xapian::docid episode, const PlanNode& node,
                   std::vector<Xapian::docid>& passages) const {
    const schema::PassageRange range = reader_.view->PassagesOf(episode);
    const std::vector<std::uint32_t> starts = schema::DecodeNumbers(
        reader_.database.get_document(episode).get_value(schema::kPassagePositionsSlot));
    if (starts.empty() || starts.size() != range.count) return;
    std::vector<std::vector<Xapian::termpos>> positions;
    for (const std::string& form : node.forms) {
      const std::string term = schema::Term("", form);
      positions.emplace_back(reader_.database.positionlist_begin(episode, term),
                             reader_.database.positionlist_end(episode, term));
    }
    for (const Xapian::termpos first : positions.front()) {
      bool whole = true;
      for (std::size_t i = 1; whole && i < positions.size(); ++i) {
        whole = std::binary_search(positions[i].begin(), positions[i].end(),
                                   first + node.positions[i] - node.positions[0]);
      }
      const auto after = std::upper_bound(starts.begin(), starts.end(), first);
      if (!whole || after == starts.begin())
        continue;  // Before the passages: the episode's own text.
      passages.push_back(range.first + static_cast<Xapian::docid>(after - starts.begin()) - 1);
    }
  }

  Target target_;
  std::string_view prefix_;
  const Reader& reader_;
  DocRanges within_;
};

}  // namespace

Xapian::Query Translate(const PlanNode& plan, Target target, const Reader& reader,
                        DocRanges within) {
  return Translator(target, reader, std::move(within)).Translate(plan);
}

}  // namespace cuepoint
