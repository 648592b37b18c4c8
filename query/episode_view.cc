#include "query/episode_view.h"

#include <cmath>
#include <utility>

#include "indexer/document_builder.h"
#include "indexer/language.h"

namespace cuepoint {
namespace {

std::size_t BytesOf(const EpisodeView& view) {
  std::size_t bytes = sizeof view + view.text.size() + view.summary.title.size() +
                      view.summary.people.size() * sizeof(Person) +
                      view.passages.size() * sizeof(Passage);
  for (const Passage& passage : view.passages) {
    bytes += passage.title.size() + passage.text.size() + passage.links.size();
  }
  for (const Person& person : view.summary.people) bytes += person.name.size() + person.bio.size();
  return bytes;
}

void ReplaceAll(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

/// What a snippet of a passage is cut from: its notes, else its title.
std::string SnippetText(const Passage& passage) {
  if (passage.text.empty() && passage.links.empty()) return passage.title;
  if (passage.links.empty()) return passage.text;
  return passage.text.empty() ? passage.links : passage.text + "\n" + passage.links;
}

}  // namespace

std::string DeepLink(const std::string& url, const std::string& deep_link, double start_s) {
  if (url.empty()) return {};
  const std::string seconds = std::to_string(static_cast<long long>(std::floor(start_s)));
  if (deep_link.empty()) return url + "#t=" + seconds;
  std::string link = deep_link;
  ReplaceAll(link, "{seconds}", seconds);
  ReplaceAll(link, "{url}", url);
  return link;
}

Result<std::shared_ptr<const EpisodeView>> EpisodeCache::View(Reader& reader,
                                                              Xapian::docid episode) {
  const Key key{reader.view->revision(), episode};
  if (auto found = views_.Find(key)) return found;
  Result<EpisodeRecord> record = DecodeRecord(reader.database.get_document(episode).get_data());
  if (!record) return record.error();
  Episode& stored = record->episode;
  auto view = std::make_shared<EpisodeView>();
  view->passages = MakePassages(stored);
  view->first_passage = reader.view->PassagesOf(episode).first;
  view->timed_passages = view->passages.size() - stored.people.size();
  view->language = LanguageOf(stored);
  view->deep_link = std::move(stored.show.deep_link);
  view->text = stored.description.empty() ? LooseLinkTitles(stored) : std::move(stored.description);
  if (view->text.empty()) view->text = stored.title;
  view->summary = {.id = std::move(stored.id),
                   .show = std::move(stored.show.id),
                   .show_title = std::move(stored.show.title),
                   .number = stored.number,
                   .title = std::move(stored.title),
                   .url = std::move(stored.url),
                   .published = std::move(stored.published),
                   .duration_s = stored.duration_s,
                   .people = std::move(stored.people)};
  const std::size_t bytes = BytesOf(*view);
  std::shared_ptr<const EpisodeView> shared = std::move(view);
  views_.Insert(key, shared, bytes);
  return shared;
}

std::shared_ptr<const AnalyzedText> EpisodeCache::Text(Reader& reader, const EpisodeView& view,
                                                       Xapian::docid episode,
                                                       Xapian::docid document) {
  const Key key{reader.view->revision(), document};
  if (auto found = texts_.Find(key)) return found;
  auto text = std::make_shared<AnalyzedText>();
  text->text =
      document == episode ? view.text : SnippetText(view.passages[document - view.first_passage]);
  const std::vector<std::string>& languages = reader.view->languages();
  std::size_t analyzer = 0;
  for (std::size_t i = 0; i < languages.size(); ++i) {
    if (languages[i] == view.language) analyzer = i;
  }
  reader.tokens.Clear();
  reader.analyzers[analyzer].Analyze(text->text, 0, reader.tokens);
  text->tokens.reserve(reader.tokens.tokens().size());
  for (const Token& token : reader.tokens.tokens()) {
    text->tokens.push_back({StemHash(token.stem), token.position, token.begin, token.end});
  }
  const std::size_t bytes =
      sizeof *text + text->text.size() + text->tokens.size() * sizeof(TextToken);
  std::shared_ptr<const AnalyzedText> shared = std::move(text);
  texts_.Insert(key, shared, bytes);
  return shared;
}

}  // namespace cuepoint
