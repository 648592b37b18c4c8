#include "query/vocabulary.h"

#include <utility>

#include "indexer/document_builder.h"
#include "query/vocabulary_builder.h"

namespace cuepoint {

std::string_view Name(SuggestionKind kind) {
  switch (kind) {
    case SuggestionKind::kEpisode:
      return "episode";
    case SuggestionKind::kPerson:
      return "person";
    case SuggestionKind::kChapter:
      return "chapter";
    case SuggestionKind::kTag:
      return "tag";
    case SuggestionKind::kWord:
      return "word";
  }
  return "word";
}

Result<std::shared_ptr<const Vocabulary>> MakeVocabulary(Reader& reader) {
  VocabularyBuilder builder(reader.analyzers.front());
  for (const Xapian::docid docid : reader.view->Episodes()) {
    Result<EpisodeRecord> record = DecodeRecord(reader.database.get_document(docid).get_data());
    if (!record) return record.error();
    builder.Add(std::move(record->episode), reader.view->PublishedDays(docid));
  }
  return std::move(builder).Finish(reader.view->revision());
}

}  // namespace cuepoint
