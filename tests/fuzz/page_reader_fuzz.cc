// The page reader: any bytes give episodes that the native format can carry, with chapters in
// order.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "corpus/native/native_json.h"
#include "corpus/page/page_reader.h"
#include "corpus/text.h"
#include "corpus/timestamp.h"
#include "tests/fuzz/fuzz_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view page(reinterpret_cast<const char*>(data), size);
  const cuepoint::PageContent content = cuepoint::ReadPage(page);
  for (const cuepoint::Episode& episode : content.episodes) {
    FUZZ_CHECK(!cuepoint::Trim(episode.title).empty());
    double last = -1;
    for (const cuepoint::Chapter& chapter : episode.chapters) {
      FUZZ_CHECK(chapter.start_s > last && chapter.start_s < cuepoint::kTimeLimit_s);
      last = chapter.start_s;
    }
    for (const cuepoint::Link& link : episode.links) {
      FUZZ_CHECK(link.url.find_first_of(" \n") == std::string::npos);
    }
    const auto again = cuepoint::ParseEpisodeJson(cuepoint::EpisodeToJson(episode));
    FUZZ_CHECK(again && *again == episode);
  }
  for (const cuepoint::Error& warning : content.warnings) FUZZ_CHECK(!warning.message.empty());
  return 0;
}
