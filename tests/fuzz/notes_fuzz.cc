// The reader of notes: any bytes, read as HTML, Markdown or bare lines, give notes that the native
// format can carry, with chapters in order.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "corpus/markup/html_text.h"
#include "corpus/markup/markdown_text.h"
#include "corpus/native/native_json.h"
#include "corpus/notes/notes.h"
#include "corpus/text.h"
#include "corpus/timestamp.h"
#include "tests/fuzz/fuzz_check.h"

namespace {

// Blocks from raw text: the first byte of each line is its kind, links stand in "[…](…)".
cuepoint::RichText ReadBlocks(std::string_view text) {
  cuepoint::RichText rich;
  const std::string repaired = cuepoint::RepairUtf8(text);
  std::string_view rest = repaired;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\v'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty()) continue;
    cuepoint::TextBlock block;
    const auto kind = static_cast<unsigned char>(line.front());
    block.kind = static_cast<cuepoint::BlockKind>(kind % 6);
    block.level = block.kind == cuepoint::BlockKind::kHeading ? 1 + kind / 6 % 6 : 0;
    block.strong = kind % 5 == 0;
    block.text = cuepoint::Trim(line);
    if (block.text.empty()) continue;
    const std::size_t open = block.text.find('[');
    const std::size_t close = block.text.find(']');
    if (open < close && close != std::string::npos) {
      block.links.push_back({open, close + 1, kind % 2 == 0 ? "#t=70" : "https://a.example"});
    }
    rich.blocks.push_back(std::move(block));
  }
  return rich;
}

void Check(const cuepoint::RichText& rich, std::string_view title, double duration_s) {
  cuepoint::Episode episode;
  episode.title = title;
  episode.id = "fuzz";
  if (duration_s > 0) episode.duration_s = duration_s;
  cuepoint::Notes notes = cuepoint::ReadNotes(rich, title, episode.duration_s);
  for (const cuepoint::Error& warning : notes.warnings) {
    FUZZ_CHECK(!warning.message.empty() && !warning.kind.empty());
  }
  cuepoint::ApplyNotes(std::move(notes), episode);
  double last_s = -1;
  for (const cuepoint::Chapter& chapter : episode.chapters) {
    FUZZ_CHECK(chapter.start_s > last_s && chapter.start_s < cuepoint::kTimeLimit_s);
    FUZZ_CHECK(duration_s <= 0 || chapter.start_s <= duration_s + 60);
    FUZZ_CHECK(!chapter.title.empty());
    FUZZ_CHECK(cuepoint::FindInvalidUtf8(chapter.title) == std::string::npos);
    last_s = chapter.start_s;
  }
  for (const cuepoint::Link& link : episode.links) FUZZ_CHECK(!link.url.empty());
  for (const cuepoint::Person& person : episode.people) {
    FUZZ_CHECK(!cuepoint::Trim(person.name).empty());
  }
  const auto again = cuepoint::ParseEpisodeJson(cuepoint::EpisodeToJson(episode));
  FUZZ_CHECK(again && *again == episode);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const double duration_s = data[0] % 2 == 0 ? 0 : data[0] * 60.0;
  const std::string title = "Tea with " + cuepoint::RepairUtf8(text.substr(0, 20));
  switch (data[0] % 3) {
    case 0:
      Check(cuepoint::ReadMarkdown(text), title, duration_s);
      break;
    case 1:
      Check(cuepoint::ReadHtml(text), title, duration_s);
      break;
    default:
      Check(ReadBlocks(text), title, duration_s);
  }
  return 0;
}
