// What the fields of front matter say of an episode, whatever a show calls them: `date`, `pubDate`
// or `published`; `file`, `audio_url` or `mp3`; `guests` as a string, a list or a list of maps.
#ifndef CUEPOINT_CORPUS_MARKDOWN_FRONT_MATTER_FIELDS_H_
#define CUEPOINT_CORPUS_MARKDOWN_FRONT_MATTER_FIELDS_H_

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "corpus/document.h"
#include "corpus/markdown/front_matter.h"

namespace cuepoint {

/// The fields of a map by name. Case, "_", "-" and spaces in names make no difference. Of two equal
/// names the last counts. The map must outlive the object.
class FrontMatterFields {
 public:
  explicit FrontMatterFields(const FrontMatterValue& map);

  /// The first of `names` (lower case, letters and digits only) that has a value; null when none
  /// has.
  const FrontMatterValue* Find(std::initializer_list<std::string_view> names) const;

  /// The trimmed text of the first of `names` that is a scalar and not empty; else empty.
  std::string_view Text(std::initializer_list<std::string_view> names) const;

  bool empty() const { return fields_.empty(); }

 private:
  std::unordered_map<std::string, const FrontMatterValue*> fields_;
};

/// Fills `episode` from `front_matter` (a map): title, number, season, date, duration, addresses,
/// description, tags, language, people, show, guid, attachments and chapters. A value that makes no
/// sense is left out with a warning ("bad-date", "bad-duration", "bad-number", "bad-chapter") that
/// has its line. Thread-safe.
void ApplyFrontMatter(const FrontMatterValue& front_matter, DocumentEpisode& episode,
                      std::vector<Error>& warnings);

/// Whether the author holds the episode back: `draft: true` or `published: false`.
bool IsDraft(const FrontMatterValue& front_matter);

/// The episode file that `front_matter` says it has the transcript of (`episode: _episodes/17.md`);
/// nullopt when it is that of an episode. Thread-safe.
std::optional<std::string> TranscribedEpisode(const FrontMatterValue& front_matter);

/// A date of front matter to ISO 8601: what ParseDateTime (corpus/date_time.h) reads, a year or a
/// month, "2025/12/09", "20251209", and seconds or milliseconds since 1970 of nine digits or more
/// (above 10^11, which is the year 5138 in seconds, they are milliseconds). Pure and thread-safe.
std::optional<std::string> ReadFrontMatterDate(std::string_view text);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_MARKDOWN_FRONT_MATTER_FIELDS_H_
