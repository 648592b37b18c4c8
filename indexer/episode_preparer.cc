#include "indexer/episode_preparer.h"

#include <utility>

#include "indexer/language.h"
#include "indexer/schema.h"

namespace cuepoint {

EpisodePreparer::EpisodePreparer(const std::optional<std::string>& committed_generation,
                                 FieldWeights weights, std::shared_ptr<const Encoder> encoder)
    : builder_(weights, std::move(encoder)) {
  if (committed_generation) committed_.emplace(*committed_generation);
}

PreparedEpisode EpisodePreparer::Prepare(SourcedEpisode sourced) {
  PreparedEpisode prepared;
  prepared.id = sourced.episode.id;
  prepared.language = LanguageOf(sourced.episode);
  prepared.chapters = sourced.episode.chapters.size();
  prepared.people = sourced.episode.people.size();
  prepared.transcript = !sourced.episode.transcript.empty();
  std::string data = EncodeRecord(sourced.source, sourced.episode);
  prepared.source = std::move(sourced.source);
  prepared.bytes = data.size();
  if (committed_) prepared.stored = FindEpisode(*committed_, prepared.id);
  if (!prepared.stored || prepared.stored->content_hash != schema::ContentHash(data)) {
    prepared.documents = builder_.Build(sourced.episode, std::move(data));
  }
  return prepared;
}

std::size_t TextBytes(const Episode& episode) {
  std::size_t bytes = episode.title.size() + episode.description.size();
  for (const Chapter& chapter : episode.chapters) {
    bytes += chapter.title.size() + chapter.text.size();
  }
  for (const Person& person : episode.people) bytes += person.name.size() + person.bio.size();
  for (const Link& link : episode.links) bytes += link.url.size() + link.title.size();
  for (const Cue& cue : episode.transcript) bytes += cue.speaker.size() + cue.text.size();
  return bytes;
}

}  // namespace cuepoint
