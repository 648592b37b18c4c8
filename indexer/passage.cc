#include "indexer/passage.h"

#include <algorithm>

namespace cuepoint {
namespace {

void AppendLine(std::string& text, std::string_view line) {
  if (line.empty()) return;
  if (!text.empty()) text += '\n';
  text += line;
}

/// Index of the chapter that holds `time_s`: the last one that starts at or before it, else the
/// first.
std::size_t ChapterAt(const std::vector<Chapter>& chapters, double time_s) {
  const auto after =
      std::upper_bound(chapters.begin(), chapters.end(), time_s,
                       [](double time, const Chapter& chapter) { return time < chapter.start_s; });
  return after == chapters.begin() ? 0 : static_cast<std::size_t>(after - chapters.begin()) - 1;
}

std::string CueLine(const Cue& cue) {
  return cue.speaker.empty() ? cue.text : cue.speaker + ": " + cue.text;
}

std::vector<Passage> ChapterPassages(const Episode& episode) {
  const std::vector<Chapter>& chapters = episode.chapters;
  std::vector<Passage> passages(chapters.size());
  for (std::size_t i = 0; i < chapters.size(); ++i) {
    Passage& passage = passages[i];
    passage.kind = PassageKind::kChapter;
    passage.start_s = chapters[i].start_s;
    if (i + 1 < chapters.size()) {
      passage.end_s = chapters[i + 1].start_s;
    } else if (episode.duration_s && *episode.duration_s >= chapters[i].start_s) {
      passage.end_s = episode.duration_s;
    }
    passage.title = chapters[i].title;
    passage.text = chapters[i].text;
    passage.transcript_offset = passage.text.size();
    passage.sponsor = chapters[i].sponsor;
  }
  for (std::size_t i = 0; i < episode.links.size(); ++i) {
    const Link& link = episode.links[i];
    if (!link.start_s) continue;
    Passage& passage = passages[ChapterAt(chapters, *link.start_s)];
    const std::size_t offset = passage.text.find(link.title);
    const bool in_title =
        offset == std::string::npos && passage.title.find(link.title) != std::string::npos;
    if (offset == std::string::npos && !in_title) AppendLine(passage.links, link.title);
    passage.link_places.push_back({.index = i, .text_offset = offset, .in_title = in_title});
  }
  for (const Cue& cue : episode.transcript) {
    AppendLine(passages[ChapterAt(chapters, cue.start_s)].text, CueLine(cue));
  }
  return passages;
}

std::vector<Passage> WindowPassages(const Episode& episode) {
  const std::vector<Cue>& cues = episode.transcript;
  std::vector<Passage> passages;
  std::size_t first = 0;
  while (first < cues.size()) {
    Passage passage;
    passage.kind = PassageKind::kWindow;
    passage.start_s = cues[first].start_s;
    std::size_t last = first;
    std::size_t next = cues.size();
    for (; last < cues.size() && cues[last].start_s < *passage.start_s + kWindowSeconds; ++last) {
      AppendLine(passage.text, CueLine(cues[last]));
      if (next == cues.size() && cues[last].start_s >= *passage.start_s + kWindowStepSeconds) {
        next = last;
      }
    }
    passage.end_s = std::max(cues[last - 1].end_s, cues[last - 1].start_s);
    passages.push_back(std::move(passage));
    if (last == cues.size()) break;
    // A gap of silence longer than a step: go on with the first cue after the window.
    first = next == cues.size() ? last : next;
  }
  return passages;
}

}  // namespace

std::vector<Passage> MakePassages(const Episode& episode) {
  std::vector<Passage> passages =
      episode.chapters.empty() ? WindowPassages(episode) : ChapterPassages(episode);
  for (const Person& person : episode.people) {
    Passage passage;
    passage.kind = PassageKind::kGuest;
    passage.title = person.name;
    passage.text = person.bio;
    passage.transcript_offset = passage.text.size();
    passages.push_back(std::move(passage));
  }
  return passages;
}

bool IsLoose(const Link& link, const Episode& episode) {
  return !link.start_s || episode.chapters.empty();
}

std::string LooseLinkTitles(const Episode& episode) {
  std::string titles;
  for (const Link& link : episode.links) {
    if (!IsLoose(link, episode)) continue;
    if (episode.description.find(link.title) == std::string::npos) AppendLine(titles, link.title);
  }
  return titles;
}

}  // namespace cuepoint
