#include "corpus/page/page_cues.h"

#include <algorithm>
#include <array>
#include <string>

#include "corpus/notes/chapter_run.h"
#include "corpus/notes/notes_text.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

struct CueWords {
  std::string_view words;
  CueKind kind;
};

// Spelled with a capital, because only the start of a sentence or line is meant.
constexpr std::array<CueWords, 46> kCueWords = {{
    {"Learn more:", CueKind::kLinks},
    {"Links:", CueKind::kLinks},
    {"Links", CueKind::kLinks},
    {"Show notes:", CueKind::kLinks},
    {"Show Notes:", CueKind::kLinks},
    {"Resources:", CueKind::kLinks},
    {"References:", CueKind::kLinks},
    {"Further reading:", CueKind::kLinks},
    {"Mentioned in this episode:", CueKind::kLinks},
    {"Links mentioned:", CueKind::kLinks},
    {"Chapters", CueKind::kChapters},
    {"Chapter markers", CueKind::kChapters},
    {"Timestamps", CueKind::kChapters},
    {"Time stamps", CueKind::kChapters},
    {"Timecodes", CueKind::kChapters},
    {"Time codes", CueKind::kChapters},
    {"Table of contents", CueKind::kChapters},
    {"More information:", CueKind::kEpisodePage},
    {"More info:", CueKind::kEpisodePage},
    {"Episode page:", CueKind::kEpisodePage},
    {"Full show notes:", CueKind::kEpisodePage},
    {"If you like this podcast", CueKind::kBoilerplate},
    {"If you like the podcast", CueKind::kBoilerplate},
    {"If you enjoy this podcast", CueKind::kBoilerplate},
    {"If you enjoyed this episode", CueKind::kBoilerplate},
    {"Join our Discord", CueKind::kBoilerplate},
    {"Join our Slack", CueKind::kBoilerplate},
    {"Join our community", CueKind::kBoilerplate},
    {"Join us on Discord", CueKind::kBoilerplate},
    {"Reach out to us", CueKind::kBoilerplate},
    {"Get in touch", CueKind::kBoilerplate},
    {"Contact us", CueKind::kBoilerplate},
    {"Follow us", CueKind::kBoilerplate},
    {"Subscribe to our", CueKind::kBoilerplate},
    {"Support us on", CueKind::kBoilerplate},
    {"Support the show", CueKind::kBoilerplate},
    {"Support this podcast", CueKind::kBoilerplate},
    {"Music for this episode", CueKind::kBoilerplate},
    {"Theme music", CueKind::kBoilerplate},
    {"Sponsored by", CueKind::kBoilerplate},
    {"This episode is sponsored by", CueKind::kBoilerplate},
    {"This episode is brought to you by", CueKind::kBoilerplate},
    {"Thanks to our sponsor", CueKind::kBoilerplate},
    {"Rate and review", CueKind::kBoilerplate},
    {"Leave us a review", CueKind::kBoilerplate},
    {"Learn more about your ad choices", CueKind::kBoilerplate},
}};

constexpr std::array<std::string_view, 7> kChromeLines = {
    "undefined",         "null",      "Get the app", "App store banner",
    "Play store banner", "Show more", "Show less"};
constexpr std::array<std::string_view, 4> kFootLines = {"The AI-powered Podcast Player",
                                                        "Save insights by tapping your headphones",
                                                        "App store banner", "Get the app"};

// A list of links must show its first address soon; the longest title seen in front is shorter.
constexpr std::size_t kLinkWithinBytes = 200;
constexpr std::size_t kMinHeadingBytes = 3;

// Whether a part of the notes can start at `at`: glued to something, at a line's start, or where a
// sentence can start. Boilerplate may also stand behind its heading ("Rama If you like …").
bool CanStartAt(std::string_view notes, std::size_t at, CueKind kind) {
  if (at == 0 || !IsSpace(notes[at - 1]) || notes[at - 1] == '\n') return true;
  const std::string_view before =
      Trim(notes.substr(at > 64 ? at - 64 : 0, std::min<std::size_t>(at, 64)));
  if (before.empty() || !(IsAlnum(before.back()) || before.back() == ',')) return true;
  if (kind != CueKind::kBoilerplate && kind != CueKind::kEpisodePage) return false;
  const std::size_t space = before.find_last_of(" \n");
  return IsUpper(before[space == std::string_view::npos ? 0 : space + 1]);
}

bool Continues(std::string_view words, std::string_view after) {
  return !after.empty() && IsAlpha(words.back()) && IsLower(after.front());
}

// Whether what follows a cue is what it announces; moves `after` behind a colon and white space.
bool Announces(CueKind kind, std::string_view& after) {
  while (!after.empty() && (IsSpace(after.front()) || after.front() == ':')) after.remove_prefix(1);
  switch (kind) {
    case CueKind::kChapters:
      return StartsWithTime(TrimSeparators(after.substr(0, 64)));
    case CueKind::kLinks:
      return FindUrl(after.substr(0, kLinkWithinBytes)) != std::string_view::npos;
    case CueKind::kEpisodePage:
      return FindUrl(after.substr(0, 16)) != std::string_view::npos;
    case CueKind::kBoilerplate:
      return true;
  }
  return false;
}

bool IsSnips(std::string_view line) {
  std::size_t digits = 0;
  while (digits < line.size() && IsDigit(line[digits])) ++digits;
  const std::string_view unit = line.substr(digits);
  return digits > 0 && (unit == " snip" || unit == " snips");
}

}  // namespace

std::vector<CueAt> FindCues(std::string_view notes) {
  std::vector<CueAt> cues;
  for (const CueWords& cue : kCueWords) {
    for (std::size_t at = notes.find(cue.words); at != std::string_view::npos;
         at = notes.find(cue.words, at + cue.words.size())) {
      std::string_view after = notes.substr(at + cue.words.size());
      if (!CanStartAt(notes, at, cue.kind) || Continues(cue.words, after)) continue;
      // A bare "Links" is a heading only where a colon, a line end or an address is glued to it.
      if (cue.words == "Links" && !after.starts_with('\n') && !after.starts_with("http")) continue;
      if (Announces(cue.kind, after)) cues.push_back({cue.kind, at, notes.size() - after.size()});
    }
  }
  std::sort(cues.begin(), cues.end(), [](const CueAt& a, const CueAt& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  std::size_t end = 0;
  std::erase_if(cues, [&](const CueAt& cue) {
    if (cue.begin < end) return true;
    end = cue.end;
    return false;
  });
  return cues;
}

bool IsChromeLine(std::string_view line) {
  line = Trim(line);
  return IsSnips(line) ||
         std::find(kChromeLines.begin(), kChromeLines.end(), line) != kChromeLines.end();
}

bool IsFootLine(std::string_view line) {
  line = Trim(line);
  return std::any_of(kFootLines.begin(), kFootLines.end(),
                     [&](std::string_view foot) { return line.starts_with(foot); });
}

std::string_view TrimHeading(std::string_view text, std::string_view boilerplate,
                             std::string_view show_name, std::string_view& found_show_name) {
  text = Trim(text);
  const auto ends_with = [&](std::string_view name) {
    if (name.size() < kMinHeadingBytes || text.size() < name.size()) return false;
    const std::size_t begin = text.size() - name.size();
    // Not the end of an address, as in "hello@netstack.fm".
    const bool in_address =
        begin > 0 && std::string_view("@/.-_").find(text[begin - 1]) != std::string_view::npos;
    return !in_address && EqualsNoCase(text.substr(begin), name);
  };
  if (ends_with(show_name)) {
    found_show_name = text.substr(text.size() - show_name.size());
    return Trim(text.substr(0, text.size() - show_name.size()));
  }
  const std::size_t url = FindUrl(boilerplate);
  if (url == std::string_view::npos) return text;
  const std::string_view address = boilerplate.substr(url);
  const std::string host = UrlHost(address.substr(0, UrlLength(address)));
  const std::string_view site = std::string_view(host).substr(0, host.find('.'));
  for (std::size_t length = site.size(); length >= kMinHeadingBytes; --length) {
    if (!ends_with(site.substr(0, length))) continue;
    const std::size_t begin = text.size() - length;
    // A name of its own starts with a capital and is not the tail of a word in capitals.
    if (IsUpper(text[begin]) && (begin == 0 || !IsUpper(text[begin - 1]))) {
      return Trim(text.substr(0, begin));
    }
  }
  return text;
}

}  // namespace cuepoint
