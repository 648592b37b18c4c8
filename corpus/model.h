// The corpus model: what a show is. Plain values that flow from the readers to the indexer and,
// read back from the index, to the answers. The words are those of the native episode JSON
// (corpus/native/native_json.h), field for field.
//
// Times are seconds from the start of the audio, possibly fractional. Text is UTF-8 without markup.
#ifndef CUEPOINT_CORPUS_MODEL_H_
#define CUEPOINT_CORPUS_MODEL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cuepoint {

/// A podcast.
struct Show {
  std::string id;
  std::string title;
  std::string url;
  std::string language;  ///< BCP 47, e.g. "en" or "de-CH"; empty when not known.
  /// How to link to a second of an episode: "{url}" and "{seconds}" are replaced. Empty means the
  /// media fragment "{url}#t={seconds}" (W3C Media Fragments URI 1.0, temporal dimension).
  std::string deep_link;

  bool operator==(const Show&) const = default;
};

/// A titled span of an episode: it starts at `start_s` and ends where the next one starts.
struct Chapter {
  double start_s = 0;
  std::string title;
  std::string url;
  std::string text;  ///< Notes that stand under this chapter.
  /// An advertisement: shown in its place, never ranked.
  bool sponsor = false;

  bool operator==(const Chapter&) const = default;
};

/// Somebody on the episode.
struct Person {
  std::string name;
  std::string role;  ///< Lower case: "host", "guest", …; empty when not known.
  std::string bio;
  std::string url;
  bool inferred = false;  ///< Guessed from a title or the notes rather than stated.

  bool operator==(const Person&) const = default;
};

/// A link from the notes; `start_s` is that of the chapter it stands under, where the notes show
/// it.
struct Link {
  std::string url;
  std::string title;
  std::optional<double> start_s;

  bool operator==(const Link&) const = default;
};

/// One timed piece of a transcript.
struct Cue {
  double start_s = 0;
  double end_s = 0;
  std::string speaker;
  std::string text;

  bool operator==(const Cue&) const = default;
};

/// One instalment of a show. Only `title` is always there; `id` is never empty once a reader of
/// this room has returned the episode (see DeriveEpisodeId in corpus/native/native_json.h).
struct Episode {
  std::string id;
  Show show;
  std::optional<std::int64_t> number;
  std::optional<std::int64_t> season;
  std::string title;
  std::string url;
  std::string audio_url;
  std::string published;  ///< ISO 8601: "2025-12-09" or with a time "2025-12-09T08:00:00Z".
  std::optional<double> duration_s;
  std::string language;  ///< BCP 47; empty means the show's.
  std::vector<std::string> tags;
  std::string description;
  /// Advertisements and words that every episode carries, kept out of ranking and shown on request.
  std::string sponsor_notes;
  std::vector<Chapter> chapters;  ///< By ascending start_s.
  std::vector<Person> people;
  std::vector<Link> links;
  std::vector<Cue> transcript;  ///< By ascending start_s.

  bool operator==(const Episode&) const = default;
};

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_MODEL_H_
