#include "tools/episode_text.h"

#include <algorithm>
#include <vector>

#include "corpus/timestamp.h"
#include "tools/search_text.h"
#include "tools/text_format.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

constexpr std::size_t kIndent = 2;

EpisodeSummary SummaryOf(const Episode& episode) {
  return {episode.id,  episode.show.id,   episode.show.title, episode.number, episode.title,
          episode.url, episode.published, episode.duration_s, episode.people};
}

class EpisodePage {
 public:
  EpisodePage(const Episode& episode, const Terminal& terminal)
      : episode_(episode), style_(terminal.color), width_(terminal.width) {}

  std::string Render(bool with_sponsors) {
    AddLines(episode_.title, 0, &Style::Title);
    AddLines(EpisodeFacts(SummaryOf(episode_), /*with_show=*/true), 0, &Style::Quiet);
    AddUrl(episode_.url, 0);
    AddUrl(episode_.audio_url, 0);
    if (!episode_.description.empty()) {
      text_ += "\n";
      AddParagraphs(episode_.description, 0);
    }
    AddTags();
    AddChapters();
    AddPeople();
    AddLinks();
    if (!episode_.transcript.empty()) {
      text_ += "\n" + FormatCount(episode_.transcript.size(), "piece") + " of transcript until " +
               FormatTime(episode_.transcript.back().end_s) + "\n";
    }
    if (with_sponsors) AddSponsors();
    return std::move(text_);
  }

 private:
  void AddLines(std::string_view words, std::size_t indent,
                std::string (Style::*look)(std::string_view) const = nullptr) {
    for (const std::string& line : WrapText(words, width_, indent)) {
      text_ += (look == nullptr ? line : (style_.*look)(line)) + "\n";
    }
  }

  void AddParagraphs(std::string_view words, std::size_t indent) {
    while (!words.empty()) {
      const std::size_t end = std::min(words.find('\n'), words.size());
      AddLines(words.substr(0, end), indent);
      words.remove_prefix(std::min(end + 1, words.size()));
    }
  }

  void AddUrl(const std::string& url, std::size_t indent) {
    if (!url.empty()) text_ += std::string(indent, ' ') + style_.Link(SafeText(url)) + "\n";
  }

  void AddHeading(std::string_view words) { text_ += "\n" + style_.Title(words) + "\n"; }

  void AddTags() {
    if (episode_.tags.empty()) return;
    std::string line = "Tags: ";
    for (const std::string& tag : episode_.tags) {
      line.append(&tag == &episode_.tags.front() ? "" : ", ").append(tag);
    }
    text_ += "\n";
    AddLines(line, 0, &Style::Quiet);
  }

  void AddChapters() {
    if (episode_.chapters.empty()) return;
    AddHeading("Chapters");
    std::size_t time_width = 0;
    for (const Chapter& chapter : episode_.chapters) {
      time_width = std::max(time_width, FormatTime(chapter.start_s).size());
    }
    const std::size_t indent = kIndent + time_width + 2;
    for (const Chapter& chapter : episode_.chapters) {
      text_ += std::string(kIndent, ' ') +
               style_.Time(PadLeft(FormatTime(chapter.start_s), time_width)) + "  ";
      AddHanging(chapter.title + (chapter.sponsor ? " (sponsor)" : ""), indent);
      AddParagraphs(chapter.text, indent);
      AddUrl(chapter.url, indent);
    }
  }

  // Text after something already written: the first line goes on, the others are indented.
  void AddHanging(std::string_view words, std::size_t indent) {
    const std::vector<std::string> lines = WrapText(words, width_, indent);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      text_ += i == 0 ? lines[i].substr(indent) : "\n" + lines[i];
    }
    text_ += "\n";
  }

  void AddPeople() {
    if (episode_.people.empty()) return;
    AddHeading("People");
    for (const Person& person : episode_.people) {
      std::string role = person.role;
      if (person.inferred) role += role.empty() ? "inferred" : ", inferred";
      AddLines(person.name + (role.empty() ? "" : " (" + role + ")"), kIndent);
      AddParagraphs(person.bio, 2 * kIndent);
      AddUrl(person.url, 2 * kIndent);
    }
  }

  void AddLinks() {
    if (episode_.links.empty()) return;
    AddHeading("Links");
    for (const Link& link : episode_.links) {
      std::string words = link.title.empty() ? link.url : link.title;
      if (link.start_s) words += " (" + FormatTime(*link.start_s) + ")";
      AddLines(words, kIndent);
      if (!link.title.empty()) AddUrl(link.url, 2 * kIndent);
    }
  }

  void AddSponsors() {
    if (episode_.sponsor_notes.empty()) return;
    AddHeading("Sponsors and housekeeping");
    AddParagraphs(episode_.sponsor_notes, kIndent);
  }

  const Episode& episode_;
  const Style style_;
  const std::size_t width_;
  std::string text_;
};

}  // namespace

std::string EpisodeText(const Episode& episode, const Terminal& terminal, bool with_sponsors) {
  return EpisodePage(episode, terminal).Render(with_sponsors);
}

}  // namespace cuepoint
