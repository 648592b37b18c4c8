// Feeds in XML: any bytes give episodes that the native format can carry, and problems that say
// what they are. What repairs a document leaves it repaired.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "corpus/feed/feed_reader.h"
#include "corpus/native/native_json.h"
#include "corpus/text.h"
#include "corpus/text_encoding.h"
#include "corpus/timestamp.h"
#include "corpus/xml/xml_balance.h"
#include "corpus/xml/xml_repair.h"
#include "tests/fuzz/fuzz_check.h"

namespace {

void CheckEpisode(const cuepoint::DocumentEpisode& read) {
  const cuepoint::Episode& episode = read.episode;
  FUZZ_CHECK(!cuepoint::Trim(episode.title).empty());
  FUZZ_CHECK(!episode.show.id.empty());
  FUZZ_CHECK(read.line > 0);
  double last = -1;
  for (const cuepoint::Chapter& chapter : episode.chapters) {
    FUZZ_CHECK(chapter.start_s > last && chapter.start_s < cuepoint::kTimeLimit_s);
    last = chapter.start_s;
  }
  for (const cuepoint::Attachment& attachment : read.attachments) {
    FUZZ_CHECK(!attachment.url.empty());
  }
  for (const std::string* url : {&episode.url, &episode.audio_url, &episode.show.url}) {
    FUZZ_CHECK(!cuepoint::StartsWithNoCase(*url, "javascript:"));
  }
  FUZZ_CHECK(cuepoint::FindInvalidUtf8(read.guid) == std::string::npos);
  const auto again = cuepoint::ParseEpisodeJson(cuepoint::EpisodeToJson(episode));
  FUZZ_CHECK(again && *again == episode);
}

void CheckProblems(const std::vector<cuepoint::Error>& problems) {
  FUZZ_CHECK(problems.size() <= 1001);
  for (const cuepoint::Error& problem : problems) {
    FUZZ_CHECK(!problem.message.empty() && !problem.kind.empty());
    FUZZ_CHECK(cuepoint::FindInvalidUtf8(problem.message) == std::string::npos);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view feed(reinterpret_cast<const char*>(data), size);
  cuepoint::LooksLikeFeed(feed);
  const cuepoint::Document document = cuepoint::ReadFeed(feed, "https://feeds.example/a/b.xml");
  for (const cuepoint::DocumentEpisode& read : document.episodes) CheckEpisode(read);
  CheckProblems(document.errors);
  CheckProblems(document.warnings);

  const auto decoded = cuepoint::DecodeText(feed, cuepoint::DeclaredEncoding(feed));
  if (!decoded) return 0;
  FUZZ_CHECK(cuepoint::FindInvalidUtf8(decoded->text) == std::string::npos);
  if (const auto repair = cuepoint::ScanXml(decoded->text); repair && repair->repaired) {
    const auto again = cuepoint::ScanXml(repair->text);
    FUZZ_CHECK(again && !again->repaired);
  }
  const std::string balanced = cuepoint::BalanceXml(decoded->text);
  FUZZ_CHECK(cuepoint::BalanceXml(balanced) == balanced);
  return 0;
}
