// The writers of corpus/timed/chapter_file.h.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

#include "corpus/native/json_writer.h"
#include "corpus/text.h"
#include "corpus/timed/chapter_file.h"
#include "corpus/timed/cue_list.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

// What the last chapter of an episode of unknown length lasts: players show it as long as it does.
constexpr std::int64_t kLastChapter_ms = 60'000;

std::int64_t Milliseconds(double seconds) {
  return std::clamp<std::int64_t>(std::llround(seconds * 1000), 0,
                                  static_cast<std::int64_t>(kTimeLimit_s) * 1000 - 1);
}

// "01:02:03.004", as WebVTT wants it.
std::string VttTime(std::int64_t ms) {
  const auto digits = [](std::int64_t value, std::size_t width) {
    const std::string text = std::to_string(value);
    return std::string(width > text.size() ? width - text.size() : 0, '0') + text;
  };
  return digits(ms / 3'600'000, 2) + ":" + digits(ms / 60'000 % 60, 2) + ":" +
         digits(ms / 1000 % 60, 2) + "." + digits(ms % 1000, 3);
}

// One line of cue text: neither tags nor "-->" can come up, nor a blank line.
std::string VttText(std::string_view text) {
  std::string escaped;
  for (const char c : OneLine(RepairUtf8(text))) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

}  // namespace

std::string ChaptersToJson(const Episode& episode) {
  JsonWriter json;
  json.BeginObject();
  json.Key("version");
  json.String("1.2.0");
  json.TextIfAny("title", episode.title);
  json.TextIfAny("podcastName", episode.show.title);
  json.Key("chapters");
  json.BeginArray();
  for (const Chapter& chapter : episode.chapters) {
    json.BeginObject();
    json.Key("startTime");
    json.Number(chapter.start_s);
    json.TextIfAny("title", chapter.title);
    json.TextIfAny("url", chapter.url);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  return std::move(json).Take() + "\n";
}

std::string ChaptersToVtt(const Episode& episode) {
  std::string vtt = "WEBVTT\n";
  const std::vector<Chapter>& chapters = episode.chapters;
  for (std::size_t i = 0; i < chapters.size(); ++i) {
    const std::int64_t start_ms = Milliseconds(chapters[i].start_s);
    std::int64_t end_ms = start_ms + kLastChapter_ms;
    if (i + 1 < chapters.size()) {
      end_ms = Milliseconds(chapters[i + 1].start_s);
    } else if (episode.duration_s && *episode.duration_s > chapters[i].start_s) {
      end_ms = Milliseconds(*episode.duration_s);
    }
    // A cue must end behind its start, also where two chapters are less than a millisecond apart.
    end_ms = std::max(end_ms, start_ms + 1);
    std::string title = VttText(chapters[i].title);
    if (title.empty()) title = "Chapter " + std::to_string(i + 1);
    vtt += "\n" + VttTime(start_ms) + " --> " + VttTime(end_ms) + "\n" + title + "\n";
  }
  return vtt;
}

}  // namespace cuepoint
