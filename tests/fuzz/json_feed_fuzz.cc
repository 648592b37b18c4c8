// JSON Feeds: any bytes give episodes that the native format can carry, and problems that say what
// they are.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "corpus/feed/json_feed.h"
#include "corpus/native/native_json.h"
#include "corpus/text.h"
#include "tests/fuzz/fuzz_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view feed(reinterpret_cast<const char*>(data), size);
  cuepoint::LooksLikeJsonFeed(feed);
  const cuepoint::Document document = cuepoint::ReadJsonFeed(feed, "https://feeds.example/a/b");
  for (const cuepoint::DocumentEpisode& read : document.episodes) {
    FUZZ_CHECK(!cuepoint::Trim(read.episode.title).empty());
    FUZZ_CHECK(!read.episode.show.id.empty());
    FUZZ_CHECK(read.line > 0);
    const auto again = cuepoint::ParseEpisodeJson(cuepoint::EpisodeToJson(read.episode));
    FUZZ_CHECK(again && *again == read.episode);
  }
  for (const auto* problems : {&document.errors, &document.warnings}) {
    FUZZ_CHECK(problems->size() <= 1001);
    for (const cuepoint::Error& problem : *problems) {
      FUZZ_CHECK(!problem.message.empty() && !problem.kind.empty());
      FUZZ_CHECK(cuepoint::FindInvalidUtf8(problem.message) == std::string::npos);
    }
  }
  return 0;
}
