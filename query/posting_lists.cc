#include "query/posting_lists.h"

#include <algorithm>
#include <utility>

#include "indexer/schema.h"
#include "query/stem_sets.h"

namespace cuepoint {
namespace {

/// tf / K of an impact tf / (tf + K): these add up over the forms of a word.
double Odds(float impact) {
  const auto x = static_cast<double>(impact);
  return x / (1 - x);
}

}  // namespace

std::size_t Seek(std::span<const Place> places, std::size_t from, Place place) {
  std::size_t step = 1;
  while (from + step < places.size() && places[from + step] < place) {
    from += step;
    step *= 2;
  }
  const auto begin = places.begin() + static_cast<std::ptrdiff_t>(from);
  const auto end =
      places.begin() + static_cast<std::ptrdiff_t>(std::min(from + step, places.size()));
  return static_cast<std::size_t>(std::lower_bound(begin, end, place) - places.begin());
}

std::string_view PrefixOf(StemField field) {
  switch (field) {
    case StemField::kEpisode:
      return schema::kEpisodeStemPrefix;
    case StemField::kTitle:
      return schema::kTitleStemPrefix;
    case StemField::kPassage:
      return schema::kPassageStemPrefix;
  }
  return {};
}

KindStatistics StatisticsOf(const IndexView& view, StemField field) {
  return field == StemField::kPassage ? view.passage_statistics() : view.episode_statistics();
}

double PostingLists::Weight(const IndexView& view, StemField field, const PostingList& list) const {
  if (list.places.empty()) return 0;
  const double documents = StatisticsOf(view, field).documents;
  return Bm25Idf(documents, static_cast<double>(list.places.size())) * (parameters(field).k1 + 1);
}

PostingList PostingLists::Read(const Reader& reader, StemField field,
                               const std::string& form) const {
  const std::string term = schema::Term(PrefixOf(field), form);
  const Bm25Saturation saturation(parameters(field), StatisticsOf(*reader.view, field));
  PostingList list;
  const Xapian::doccount frequency = reader.database.get_termfreq(term);
  list.places.reserve(frequency);
  list.impacts.reserve(frequency);
  for (auto posting = reader.database.postlist_begin(term);
       posting != reader.database.postlist_end(term); ++posting) {
    const Xapian::docid document = *posting;
    list.places.push_back(field == StemField::kPassage ? PassageBit(document) : document);
    list.impacts.push_back(saturation.Impact(posting.get_wdf(), posting.get_doclength()));
  }
  return list;
}

PostingList PostingLists::Merge(const Reader& reader, StemField field,
                                const std::vector<std::string>& forms) {
  std::vector<std::pair<Place, double>> postings;
  for (const std::string& form : forms) {
    const std::shared_ptr<const PostingList> list = Find(reader, field, {form});
    for (std::size_t i = 0; i < list->places.size(); ++i) {
      postings.emplace_back(list->places[i], Odds(list->impacts[i]));
    }
  }
  // In the order of forms within a document, so that sums are the same every time.
  std::stable_sort(postings.begin(), postings.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  PostingList merged;
  for (std::size_t i = 0; i < postings.size();) {
    const Place place = postings[i].first;
    double odds = 0;
    for (; i < postings.size() && postings[i].first == place; ++i) odds += postings[i].second;
    merged.places.push_back(place);
    merged.impacts.push_back(static_cast<float>(1 - 1 / (1 + odds)));
  }
  return merged;
}

PostingList PostingLists::Join(const Reader& reader, StemField field,
                               const std::vector<std::vector<std::string>>& words) {
  struct Part {
    std::shared_ptr<const PostingList> list;
    double weight = 0;
    std::size_t at = 0;
  };
  std::vector<Part> parts;
  double weights = 0;
  for (const std::vector<std::string>& forms : words) {
    Part& part = parts.emplace_back();
    part.list = Find(reader, field, forms);
    part.weight = Weight(*reader.view, field, *part.list);
    weights += part.weight;
  }
  PostingList joined;
  const auto fewest = std::min_element(
      parts.begin(), parts.end(),
      [](const Part& a, const Part& b) { return a.list->places.size() < b.list->places.size(); });
  if (fewest == parts.end()) return joined;
  for (const Place place : fewest->list->places) {
    double together = 0;
    const bool all = std::all_of(parts.begin(), parts.end(), [&](Part& part) {
      const std::vector<Place>& places = part.list->places;
      part.at = Seek(places, part.at, place);
      if (part.at == places.size() || places[part.at] != place) return false;
      together += part.weight * static_cast<double>(part.list->impacts[part.at]);
      return true;
    });
    if (!all) continue;
    joined.places.push_back(place);
    joined.impacts.push_back(static_cast<float>(together / weights));
  }
  return joined;
}

std::shared_ptr<const PostingList> PostingLists::Find(const Reader& reader, StemField field,
                                                      const std::vector<std::string>& forms) {
  Key key{reader.view->revision(), std::string(PrefixOf(field))};
  for (const std::string& form : forms) key.terms.append(form).push_back('\0');
  if (auto found = cache_.Find(key)) return found;
  return Keep(key,
              forms.size() == 1 ? Read(reader, field, forms.front()) : Merge(reader, field, forms));
}

std::shared_ptr<const PostingList> PostingLists::FindAll(
    const Reader& reader, StemField field, const std::vector<std::vector<std::string>>& words) {
  Key key{reader.view->revision(), std::string(PrefixOf(field))};
  for (const std::vector<std::string>& forms : words) {
    for (const std::string& form : forms) key.terms.append(form).push_back('\0');
    key.terms.push_back('\0');
  }
  if (auto found = cache_.Find(key)) return found;
  return Keep(key, Join(reader, field, words));
}

std::shared_ptr<const PostingList> PostingLists::Keep(const Key& key, PostingList list) {
  auto kept = std::make_shared<const PostingList>(std::move(list));
  cache_.Insert(key, kept, kept->bytes() + sizeof key + key.terms.size());
  return kept;
}

}  // namespace cuepoint
