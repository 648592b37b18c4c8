// Markdown notes with front matter: any bytes give an episode that the native format can carry, a
// reason for leaving the file out, or an error.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "corpus/markdown/markdown_reader.h"
#include "corpus/native/native_json.h"
#include "corpus/text.h"
#include "corpus/timestamp.h"
#include "tests/fuzz/fuzz_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  cuepoint::HasFrontMatter(content);
  const cuepoint::Document document = cuepoint::ReadMarkdownNotes(content, "2024-01-02-notes.md");
  FUZZ_CHECK(document.episodes.size() <= 1);
  FUZZ_CHECK(!document.episodes.empty() || !document.errors.empty() || !document.warnings.empty());
  for (const cuepoint::DocumentEpisode& read : document.episodes) {
    const cuepoint::Episode& episode = read.episode;
    FUZZ_CHECK(!cuepoint::Trim(episode.title).empty());
    FUZZ_CHECK(!read.guid.empty());
    double last = 0;
    for (const cuepoint::Chapter& chapter : episode.chapters) {
      FUZZ_CHECK(chapter.start_s >= last && chapter.start_s < cuepoint::kTimeLimit_s);
      last = chapter.start_s;
    }
    for (const cuepoint::Attachment& attachment : read.attachments) {
      FUZZ_CHECK(!attachment.url.empty());
    }
    const auto again = cuepoint::ParseEpisodeJson(cuepoint::EpisodeToJson(episode));
    FUZZ_CHECK(again && *again == episode);
  }
  for (const cuepoint::Error& error : document.errors) {
    FUZZ_CHECK(!error.message.empty() && !error.kind.empty());
  }
  for (const cuepoint::Error& warning : document.warnings) {
    FUZZ_CHECK(!warning.message.empty() && !warning.kind.empty());
  }
  if (const auto transcript = cuepoint::ReadMarkdownTranscript(content)) {
    FUZZ_CHECK(!transcript->episode.empty());
    FUZZ_CHECK(document.episodes.empty());
  }
  return 0;
}
