#include "bench/corpora.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "indexer/passage.h"
#include "tests/support/relevance_corpus.h"

namespace cuepoint::bench {
namespace {

void AppendLine(std::string& text, const std::string& line) {
  if (line.empty()) return;
  text += line;
  text += '\n';
}

std::string TextOf(const Episode& episode) {
  std::string text;
  AppendLine(text, episode.title);
  AppendLine(text, episode.description);
  for (const std::string& tag : episode.tags) AppendLine(text, tag);
  AppendLine(text, LooseLinkTitles(episode));
  for (const std::string& passage : PassageTexts(episode)) AppendLine(text, passage);
  return text;
}

std::vector<Episode> Read(const std::string& path) {
  Result<std::vector<Episode>> episodes = ReadEpisodes(path);
  if (!episodes) Fail(ToString(episodes.error()));
  return *std::move(episodes);
}

Corpus MakeCorpus(std::string name, std::vector<Episode> episodes, const std::string& directory) {
  Corpus corpus;
  corpus.jsonl_path = directory + "/" + name + ".jsonl";
  corpus.name = std::move(name);
  corpus.episodes = std::move(episodes);
  for (const Episode& episode : corpus.episodes) {
    corpus.texts.push_back(TextOf(episode));
    corpus.text_bytes += corpus.texts.back().size();
  }
  const Result<void> written = WriteNativeJsonl(corpus.episodes, corpus.jsonl_path);
  if (!written) Fail(ToString(written.error()));
  return corpus;
}

}  // namespace

std::vector<Corpus> LoadCorpora(const std::string& directory) {
  std::vector<Corpus> corpora;
  corpora.push_back(
      MakeCorpus("netstack.fm", Read(CUEPOINT_SOURCE_DIR "/corpus/netstack.fm"), directory));
  const std::string notes = CUEPOINT_SOURCE_DIR "/../shared/data/corpora/syntax/shows";
  if (!std::filesystem::exists(notes)) {
    std::fprintf(stderr, "no development data here: only the bundled corpus is measured\n");
    return corpora;
  }
  corpora.push_back(MakeCorpus("syntax", Read(notes), directory));
  return corpora;
}

std::vector<std::string> PassageTexts(const Episode& episode) {
  std::vector<std::string> texts;
  for (const Passage& passage : MakePassages(episode)) {
    std::string text;
    AppendLine(text, passage.title);
    AppendLine(text, passage.text);
    AppendLine(text, passage.links);
    texts.push_back(std::move(text));
  }
  return texts;
}

void BuildRaw(const std::string& path, const Corpus& corpus, RawUnits units,
              const std::vector<std::vector<std::string>>& passages) {
  Xapian::WritableDatabase database(path, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS);
  Xapian::TermGenerator generator;
  generator.set_stemmer(Xapian::Stem("en"));
  generator.set_stemming_strategy(Xapian::TermGenerator::STEM_SOME);
  const auto add = [&](const std::string& text) {
    Xapian::Document document;
    document.set_data(text);
    generator.set_document(document);
    generator.set_termpos(0);
    generator.index_text(text);
    database.add_document(document);
  };
  database.begin_transaction();
  for (std::size_t i = 0; i < corpus.texts.size(); ++i) {
    add(corpus.texts[i]);
    if (units == RawUnits::kEpisodes) continue;
    for (const std::string& passage : passages[i]) add(passage);
  }
  database.commit_transaction();
  database.close();
}

void Fail(const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  std::exit(2);
}

}  // namespace cuepoint::bench
