#include "query/field_search.h"

#include <cassert>
#include <string>
#include <vector>

#include "indexer/analyzer.h"

namespace cuepoint {
namespace {

/// Whether `part` stands in `whole` between two of `separator`, or up to within a word.
bool HasWords(std::string_view whole, std::string_view part, char separator, bool is_prefix) {
  for (std::size_t at = whole.find(part); at != std::string_view::npos;
       at = whole.find(part, at + 1)) {
    const std::size_t end = at + part.size();
    if (at > 0 && whole[at - 1] != separator) continue;
    if (is_prefix || end == whole.size() || whole[end] == separator) return true;
  }
  return false;
}

/// How the names of a field are kept.
struct NameTerms {
  std::string_view prefix;
  bool folded = true;
  bool whole_first = false;  ///< Names that are all of the value come before those that have it.
};

std::vector<NameTerms> TermsOf(QueryField field) {
  switch (field) {
    case QueryField::kPerson:
      return {{schema::kPersonPrefix}};
    case QueryField::kGuest:
      return {{schema::kGuestPrefix}};
    case QueryField::kHost:
      return {{schema::kHostPrefix}};
    case QueryField::kTag:
      return {{schema::kTagPrefix, true, true}};
    case QueryField::kShow:
      return {{schema::kShowTitlePrefix, true, true}, {schema::kShowPrefix, false, true}};
    default:
      return {};
  }
}

EpisodeSet FindNamed(const PlanNode& node, const Reader& reader, StemSets& stem_sets,
                     QueryNotes* notes) {
  EpisodeSet whole;
  EpisodeSet part;
  bool known = false;
  bool whole_only = false;
  for (const NameTerms& terms : TermsOf(*node.field)) {
    const std::string prefix(terms.prefix);
    for (const std::string& term : *stem_sets.Terms(reader, prefix)) {
      const std::string folded = terms.folded ? std::string() : FoldKey(term);
      const std::string_view name = terms.folded ? std::string_view(term) : folded;
      if (!HasWords(name, node.text, ' ', node.is_prefix)) continue;
      known = true;
      const bool is_whole = name == node.text;
      whole_only = whole_only || (terms.whole_first && is_whole && !node.is_prefix);
      (is_whole ? whole : part).UniteWith(*stem_sets.FindTerm(reader, prefix + term));
    }
  }
  if (!known) {
    AddNote(notes, {.code = "unknown_name",
                    .message = "no " + std::string(Name(*node.field)) + " here is called \"" +
                               node.text + "\"",
                    .offset = node.offset});
  }
  if (!whole_only) whole.UniteWith(part);
  return whole;
}

EpisodeSet FindInRange(const PlanNode& node, const Reader& reader) {
  const Xapian::valueno slot = IsDate(*node.field) ? schema::kPublishedSlot : schema::kDurationSlot;
  EpisodeSet set;
  for (auto value = reader.database.valuestream_begin(slot);
       value != reader.database.valuestream_end(slot); ++value) {
    const double number = Xapian::sortable_unserialise(*value);
    if (number >= node.range.low && number < node.range.high) set.Add(value.get_docid());
  }
  return set;
}

}  // namespace

void AddPassages(schema::PassageRange range, DocRanges& passages) {
  if (range.count == 0) return;
  passages.push_back({.first = range.first, .last = range.first + range.count - 1});
}

EpisodeSet EpisodesWithHost(std::string_view host, const Reader& reader, StemSets& stem_sets) {
  EpisodeSet set;
  const std::string prefix(schema::kLinkHostPrefix);
  for (const std::string& known : *stem_sets.Terms(reader, prefix)) {
    if (HasWords(known, host, '.', false)) {
      set.UniteWith(*stem_sets.FindTerm(reader, prefix + known));
    }
  }
  return set;
}

Places FindFiltered(const PlanNode& node, const Reader& reader, StemSets& stem_sets,
                    QueryNotes* notes) {
  assert(node.field);
  const EpisodeSet set =
      IsRange(*node.field) ? FindInRange(node, reader) : FindNamed(node, reader, stem_sets, notes);
  Places places;
  places.episodes = set.Members();
  for (const Xapian::docid episode : places.episodes) {
    AddPassages(reader.view->PassagesOf(episode), places.passages);
  }
  return places;
}

}  // namespace cuepoint
