// Chapter documents: what is accepted is in order and comes back the same from the files that are
// written of it; nothing is both chapters and a transcript.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "corpus/text.h"
#include "corpus/timed/chapter_file.h"
#include "corpus/timed/transcript.h"
#include "corpus/timestamp.h"
#include "tests/fuzz/fuzz_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto file = cuepoint::ReadChapterFile(text);
  if (!file) {
    FUZZ_CHECK(!file.error().message.empty() && !file.error().kind.empty());
    return 0;
  }
  cuepoint::Episode episode;
  episode.chapters = file->chapters;
  double last_s = -1;
  for (const cuepoint::Chapter& chapter : file->chapters) {
    FUZZ_CHECK(chapter.start_s > last_s && chapter.start_s < cuepoint::kTimeLimit_s);
    FUZZ_CHECK(!chapter.title.empty());
    FUZZ_CHECK(cuepoint::FindInvalidUtf8(chapter.title) == std::string_view::npos);
    FUZZ_CHECK(cuepoint::FindInvalidUtf8(chapter.url) == std::string_view::npos);
    last_s = chapter.start_s;
  }
  const std::string json = cuepoint::ChaptersToJson(episode);
  FUZZ_CHECK(cuepoint::LooksLikeChapterFile(json));
  const auto again = cuepoint::ReadChapterFile(json);
  FUZZ_CHECK(again && again->chapters.size() == episode.chapters.size());
  for (std::size_t i = 0; i < episode.chapters.size(); ++i) {
    FUZZ_CHECK(again->chapters[i].start_s == episode.chapters[i].start_s);
    FUZZ_CHECK(again->chapters[i].title == episode.chapters[i].title);
    FUZZ_CHECK(again->chapters[i].url == episode.chapters[i].url);
  }
  const auto vtt = cuepoint::ReadTranscript(cuepoint::ChaptersToVtt(episode), "", std::nullopt);
  FUZZ_CHECK(vtt.has_value());
  return 0;
}
