#include "query/facet_table.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "corpus/date.h"
#include "indexer/analyzer.h"
#include "indexer/document_builder.h"

namespace cuepoint {

/// Numbers the values while records are read.
class FacetTable::Builder {
 public:
  explicit Builder(FacetTable& table) : table_(table) {
    for (Column& column : table_.columns_) column.begins.push_back(0);
  }

  void Add(Xapian::docid docid, const Episode& episode) {
    table_.episodes_.push_back(docid);
    if (!episode.show.id.empty()) {
      Note(Facet::kShow, episode.show.id, episode.show.id, episode.show.title);
    }
    for (const Person& person : episode.people) {
      Note(Facet::kPerson, FoldKey(person.name), person.name);
    }
    for (const std::string& tag : episode.tags) Note(Facet::kTag, FoldKey(tag), tag);
    if (IsIsoDate(episode.published)) {
      const std::string year = episode.published.substr(0, 4);
      Note(Facet::kYear, year, year);
    }
    const std::string has_transcript = episode.transcript.empty() ? "false" : "true";
    Note(Facet::kTranscript, has_transcript, has_transcript);
    for (Column& column : table_.columns_) {
      // Somebody named twice is one person.
      const auto begin = column.ids.begin() + column.begins.back();
      std::sort(begin, column.ids.end());
      column.ids.erase(std::unique(begin, column.ids.end()), column.ids.end());
      column.begins.push_back(static_cast<std::uint32_t>(column.ids.size()));
    }
  }

  /// Gives each value its most frequent spelling.
  void Finish() {
    for (std::size_t i = 0; i < kAllFacets.size(); ++i) {
      for (auto& [key, known] : known_[i]) {
        const auto best =
            std::max_element(known.spellings.begin(), known.spellings.end(),
                             [](const auto& a, const auto& b) { return a.second < b.second; });
        table_.columns_[i].values[known.id].value = best->first;
      }
    }
  }

 private:
  struct Known {
    std::uint32_t id = 0;
    std::map<std::string, std::size_t> spellings;  // How often; ordered, so that ties are stable.
  };

  void Note(Facet facet, const std::string& key, const std::string& spelling,
            const std::string& title = {}) {
    if (key.empty()) return;
    const auto index = static_cast<std::size_t>(facet);
    Column& column = table_.columns_[index];
    const auto [found, is_new] = known_[index].try_emplace(key);
    Known& known = found->second;
    if (is_new) {
      known.id = static_cast<std::uint32_t>(column.values.size());
      column.values.emplace_back();
    }
    ++known.spellings[spelling];
    if (!title.empty()) column.values[known.id].title = title;
    column.ids.push_back(known.id);
  }

  FacetTable& table_;
  std::array<std::unordered_map<std::string, Known>, kAllFacets.size()> known_;
};

Result<std::shared_ptr<const FacetTable>> FacetTable::Read(const Reader& reader) {
  auto table = std::make_shared<FacetTable>();
  table->revision_ = reader.view->revision();
  Builder builder(*table);
  for (const Xapian::docid docid : reader.view->Episodes()) {
    const Result<EpisodeRecord> record =
        DecodeRecord(reader.database.get_document(docid).get_data());
    if (!record) return record.error();
    builder.Add(docid, record->episode);
  }
  builder.Finish();
  return std::shared_ptr<const FacetTable>(std::move(table));
}

FacetCounts FacetTable::Count(Facet facet, const EpisodeSet& episodes) const {
  const Column& column = columns_[static_cast<std::size_t>(facet)];
  std::vector<std::size_t> counts(column.values.size());
  for (std::size_t row = 0; row < episodes_.size(); ++row) {
    if (!episodes.Contains(episodes_[row])) continue;
    for (std::uint32_t i = column.begins[row]; i < column.begins[row + 1]; ++i) {
      ++counts[column.ids[i]];
    }
  }
  std::vector<std::uint32_t> found;
  for (std::uint32_t id = 0; id < counts.size(); ++id) {
    if (counts[id] > 0) found.push_back(id);
  }
  FacetCounts result{.facet = facet, .values = {}};
  const std::size_t shown = std::min(found.size(), FacetCounts::kMaxValues);
  result.more = found.size() - shown;
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(shown), found.end(),
                    [&](std::uint32_t a, std::uint32_t b) {
                      if (counts[a] != counts[b]) return counts[a] > counts[b];
                      return column.values[a].value < column.values[b].value;
                    });
  for (std::size_t i = 0; i < shown; ++i) {
    FacetValue& value = result.values.emplace_back(column.values[found[i]]);
    value.count = counts[found[i]];
  }
  return result;
}

EpisodeSet FacetTable::WithTranscript(bool has_transcript) const {
  const Column& column = columns_[static_cast<std::size_t>(Facet::kTranscript)];
  EpisodeSet set;
  for (std::size_t row = 0; row < episodes_.size(); ++row) {
    const std::string& value = column.values[column.ids[column.begins[row]]].value;
    if ((value == "true") == has_transcript) set.Add(episodes_[row]);
  }
  return set;
}

Result<std::shared_ptr<const FacetTable>> FacetTables::Of(const Reader& reader) {
  const std::scoped_lock lock(mutex_);
  if (latest_ && latest_->revision() == reader.view->revision()) return latest_;
  Result<std::shared_ptr<const FacetTable>> table = FacetTable::Read(reader);
  // A search that began before the latest revision must not drive it out.
  if (table && (!latest_ || latest_->revision() < (*table)->revision())) latest_ = *table;
  return table;
}

}  // namespace cuepoint
