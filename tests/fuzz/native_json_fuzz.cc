// Native JSON: what is accepted is well formed and comes back the same from its own JSON; what is
// refused says where. The splitter of documents always ends and stays within the document.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "corpus/native/json_source.h"
#include "corpus/native/json_split.h"
#include "corpus/native/native_json.h"
#include "corpus/text.h"
#include "corpus/timestamp.h"
#include "tests/fuzz/fuzz_check.h"

namespace {

template <class T>
void CheckTimes(const std::vector<T>& timed) {
  double last = 0;
  for (const T& one : timed) {
    FUZZ_CHECK(one.start_s >= last && one.start_s < cuepoint::kTimeLimit_s);
    last = one.start_s;
  }
}

void CheckSplitter(std::string_view text) {
  cuepoint::JsonSplitter splitter(text);
  std::size_t end = 0;
  // Every step consumes a byte, or is an error that the next step gets past.
  for (std::size_t steps = 0; steps <= 2 * text.size() + 4; ++steps) {
    const auto piece = splitter.Next();
    if (!piece) {
      FUZZ_CHECK(piece.error().offset && *piece.error().offset <= text.size());
      continue;
    }
    if (!*piece) return;
    FUZZ_CHECK((*piece)->offset >= end);
    end = (*piece)->offset + (*piece)->text.size();
    FUZZ_CHECK(end <= text.size() && !(*piece)->text.empty());
  }
  FUZZ_CHECK(false && "the splitter does not end");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto episode = cuepoint::ParseEpisodeJson(text, "input", 1);
  if (!episode) {
    FUZZ_CHECK(!episode.error().message.empty());
    FUZZ_CHECK(episode.error().offset && *episode.error().offset <= size);
    FUZZ_CHECK(episode.error().line && *episode.error().line >= 1);
    FUZZ_CHECK(cuepoint::FindInvalidUtf8(episode.error().message) == std::string_view::npos);
  } else {
    FUZZ_CHECK(!episode->title.empty());
    CheckTimes(episode->chapters);
    CheckTimes(episode->transcript);
    const std::string json = cuepoint::EpisodeToJson(*episode);
    const auto again = cuepoint::ParseEpisodeJson(json);
    FUZZ_CHECK(again && *again == *episode);
    FUZZ_CHECK(cuepoint::EpisodeToJson(*again) == json);
    FUZZ_CHECK(!cuepoint::DeriveEpisodeId(*episode, episode->url, episode->id).empty());
  }
  CheckSplitter(text);
  cuepoint::IsJsonLines(text);
  cuepoint::LooksLikeJson(text);
  return 0;
}
