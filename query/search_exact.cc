// Episodes that were asked for by name: they come first.
#include <algorithm>
#include <string>
#include <string_view>

#include "indexer/analyzer.h"
#include "indexer/schema.h"
#include "query/search_run.h"

namespace cuepoint {
namespace {

/// A title that is being typed is meant when no more begin so than fit on a page.
constexpr std::size_t kTitlesMeant = 10;

/// The words of a query that ask for something, in order, without syntax.
void AppendPositiveText(const QueryNode& node, std::string& text) {
  if (node.kind == QueryNode::Kind::kNot) return;
  if (node.kind == QueryNode::Kind::kField && !HoldsText(node.field)) return;
  if (!node.text.empty()) text.append(text.empty() ? "" : " ").append(node.text);
  for (const QueryNode& child : node.children) AppendPositiveText(child, text);
}

bool Excludes(const QueryNode& node) {
  return node.kind == QueryNode::Kind::kNot ||
         std::any_of(node.children.begin(), node.children.end(), Excludes);
}

/// Adds the documents of a boolean term.
void AddPostings(const Xapian::Database& database, const std::string& term, EpisodeSet& set) {
  for (auto posting = database.postlist_begin(term); posting != database.postlist_end(term);
       ++posting) {
    set.Add(*posting);
  }
}

}  // namespace

void SearchRun::FindExact() {
  AppendPositiveText(prepared_.query, positive_text_);
  const std::string key = FoldKey(positive_text_);
  if (key.empty() || !WordsRank() || request_.group != Group::kEpisodes ||
      EffectiveSort() != Sort::kRelevance) {
    return;
  }
  const Xapian::Database& database = reader_.database;
  for (const std::string_view prefix : {schema::kTitlePrefix, schema::kPersonPrefix}) {
    AddPostings(database, schema::Term(prefix, key), exact_);
  }
  // Titles have words and marks that are syntax elsewhere ("Wes and Scott", an open quotation).
  if (!request_.prefix_last || Excludes(prepared_.query)) return;
  const std::string begin = std::string(schema::kTitlePrefix) + FoldKey(request_.query);
  std::vector<std::string> titles;
  for (auto title = database.allterms_begin(begin); title != database.allterms_end(begin);
       ++title) {
    if (titles.size() == kTitlesMeant) return;
    titles.push_back(*title);
  }
  EpisodeSet typed;
  for (const std::string& title : titles) AddPostings(database, title, typed);
  exact_.UniteWith(typed);
  for (const Place episode : typed.Members()) typed_titles_.Add(episode, 0);
}

}  // namespace cuepoint
