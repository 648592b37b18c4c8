#include "corpus/markdown/front_matter_addresses.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "corpus/markup/html_links.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

bool IsWebAddress(std::string_view text) {
  return StartsWithNoCase(text, "https://") || StartsWithNoCase(text, "http://");
}

std::string_view WithoutQuery(std::string_view url) {
  return url.substr(0, url.find_first_of("?#"));
}

bool EndsWithNoCase(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() &&
         EqualsNoCase(text.substr(text.size() - suffix.size()), suffix);
}

// Whether an address is that of a recording: by its ending, or by a host that serves or counts
// nothing else.
bool IsAudioAddress(std::string_view url) {
  for (const std::string_view ending :
       {".mp3", ".m4a", ".ogg", ".opus", ".aac", ".wav", ".flac", ".oga", ".m4b"}) {
    if (EndsWithNoCase(WithoutQuery(url), ending)) return true;
  }
  for (const std::string_view host :
       {"//traffic.megaphone.fm/", "//traffic.libsyn.com/", "//dts.podtrac.com/",
        "//www.podtrac.com/", "//chtbl.com/", "//chrt.fm/", "//pdst.fm/", "//op3.dev/e",
        "//media.transistor.fm/", "//aphid.fireside.fm/", "//media.blubrry.com/",
        "//sphinx.acast.com/", "//cdn.simplecast.com/audio/"}) {
    if (url.find(host) != std::string_view::npos) return true;
  }
  return false;
}

// The address in a field that is a text or a map with one.
std::string_view AddressIn(const FrontMatterValue* value) {
  if (value == nullptr) return {};
  if (value->is_scalar()) return Trim(value->text);
  if (!value->is_map()) return {};
  return FrontMatterFields(*value).Text({"url", "href", "src", "link", "file", "mp3"});
}

// A video's address from an address or YouTube's own name for it (11 characters of base64url).
std::string VideoUrl(std::string_view text) {
  if (IsWebAddress(text)) return std::string(text);
  const bool id = text.size() == 11 && std::all_of(text.begin(), text.end(), [](char c) {
                    return IsAlnum(c) || c == '-' || c == '_';
                  });
  return id ? "https://www.youtube.com/watch?v=" + std::string(text) : std::string();
}

}  // namespace

void ReadAddresses(const FrontMatterFields& fields, Episode& episode) {
  for (const std::string_view name :
       {"audiourl", "audio", "mp3", "mp3url", "audiofile", "file", "enclosure", "enclosureurl",
        "mediaurl", "media", "podcasturl", "download", "downloadurl", "url"}) {
    const std::string_view address = AddressIn(fields.Find({name}));
    const bool audio =
        name == "url" || name == "podcasturl" || name == "media" || name == "download"
            ? IsAudioAddress(address)
            : !address.empty();
    if (!audio || address.find_first_of("\n ") != std::string_view::npos) continue;
    episode.audio_url = address;
    break;
  }
  for (const std::string_view name :
       {"link", "permalink", "canonicalurl", "canonical", "episodeurl", "website", "url"}) {
    const std::string_view address = AddressIn(fields.Find({name}));
    if (!IsWebAddress(address) || address == episode.audio_url || IsAudioAddress(address)) continue;
    episode.url = ResolveLink(address, {});
    break;
  }
  const std::string video = VideoUrl(AddressIn(
      fields.Find({"youtube", "youtubeurl", "youtubeid", "video", "videourl", "youtubelink"})));
  if (video.empty()) return;
  if (episode.url.empty()) {
    episode.url = video;
  } else if (episode.url != video) {
    episode.links.push_back({.url = video, .title = "Video", .start_s = std::nullopt});
  }
}

}  // namespace cuepoint
