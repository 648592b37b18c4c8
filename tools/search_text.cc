#include "tools/search_text.h"

#include <algorithm>
#include <vector>

#include "corpus/timestamp.h"
#include "tools/search_facts.h"
#include "tools/text_format.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

constexpr std::size_t kMargin = 4;             // Below the rank and its full stop.
constexpr std::size_t kTimeColumns = 8;        // "12:34:56".
constexpr std::string_view kDot = " \u00B7 ";  // Middle dot between facts.

bool HasSeveralShows(const SearchResponse& response) {
  return std::any_of(response.hits.begin(), response.hits.end(), [&response](const Hit& hit) {
    return hit.episode.show != response.hits.front().episode.show;
  });
}

std::string GuestNames(const std::vector<Person>& people) {
  std::string names;
  for (const Person& person : people) {
    if (person.role == "guest") names += (names.empty() ? "" : ", ") + SafeText(person.name);
  }
  return names;
}

std::string TextOf(const std::vector<Span>& spans) {
  std::string text;
  for (const Span& span : spans) text += span.text;
  return text;
}

// What a moment is called, with its matches where the snippet is nothing but the title.
std::vector<Span> TitleOf(const Moment& moment) {
  std::vector<Span> snippet = ParseSnippet(moment.snippet);
  std::string title = SafeText(moment.title);
  if (title.empty() || title == TextOf(snippet)) return snippet;
  return {{std::move(title), false}};
}

class Page {
 public:
  Page(const SearchResponse& response, const SearchTextOptions& options)
      : response_(response),
        options_(options),
        style_(options.terminal.color),
        width_(options.terminal.width),
        with_show_(HasSeveralShows(response)) {}

  std::string Render() {
    std::size_t rank = options_.offset;
    for (const Hit& hit : response_.hits) {
      if (!text_.empty()) text_ += "\n";
      ++rank;
      if (response_.group == Group::kMoments && !hit.moments.empty()) {
        AddMomentHit(rank, hit);
      } else {
        AddEpisodeHit(rank, hit);
      }
      if (options_.explain) AddExplanation(hit);
    }
    return std::move(text_);
  }

 private:
  void AddEpisodeHit(std::size_t rank, const Hit& hit) {
    AddHeading(rank, "", hit.episode.title);
    AddQuiet(EpisodeFacts(hit.episode, with_show_));
    AddSnippet(hit.snippet, kMargin);
    for (const Moment& moment : hit.moments) AddMomentLine(moment);
    if (hit.moments.empty() && !hit.episode.url.empty()) AddLink(hit.episode.url);
  }

  void AddMomentHit(std::size_t rank, const Hit& hit) {
    const Moment& moment = hit.moments.front();
    AddHeading(rank, PadLeft(FormatTime(moment.start_s), 5) + "  ",
               moment.title.empty() ? hit.episode.title : moment.title);
    const std::string facts = EpisodeFacts(hit.episode, with_show_);
    const std::string title = moment.title.empty() ? std::string() : SafeText(hit.episode.title);
    AddQuiet(title + (title.empty() || facts.empty() ? "" : std::string(kDot)) + facts);
    const std::string& snippet = moment.snippet.empty() ? hit.snippet : moment.snippet;
    if (TextOf(ParseSnippet(snippet)) != SafeText(moment.title)) AddSnippet(snippet, kMargin);
    if (!moment.url.empty()) AddLink(moment.url);
  }

  void AddHeading(std::size_t rank, const std::string& time, const std::string& title) {
    const std::string number = PadLeft(std::to_string(rank), 2) + ". ";
    const std::size_t indent = DisplayWidth(number) + DisplayWidth(time);
    std::vector<std::string> lines = WrapText(title, width_, indent);
    if (lines.empty()) lines.push_back(std::string(indent, ' ') + "(no title)");
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string words = lines[i].substr(indent);
      text_ += i == 0 ? number + style_.Time(time) : std::string(indent, ' ');
      text_ += style_.Title(words) + "\n";
    }
  }

  void AddQuiet(const std::string& words) {
    for (const std::string& line : WrapText(words, width_, kMargin)) {
      text_ += style_.Quiet(line) + "\n";
    }
  }

  void AddSnippet(const std::string& snippet, std::size_t indent) {
    for (const std::string& line : WrapSpans(ParseSnippet(snippet), width_, indent, style_)) {
      text_ += line + "\n";
    }
  }

  void AddLink(const std::string& url) {
    text_ += std::string(kMargin, ' ') + style_.Link(SafeText(url)) + "\n";
  }

  // Time, title and link on one line where they fit; else the link below, then the title wrapped.
  void AddMomentLine(const Moment& moment) {
    const std::string time = PadLeft(FormatTime(moment.start_s), kTimeColumns);
    const std::size_t indent = kMargin + kTimeColumns + 2;
    const std::vector<Span> title = TitleOf(moment);
    const std::vector<std::string> lines = WrapSpans(title, width_, indent, style_);
    const std::string url = SafeText(moment.url);
    const std::size_t columns = DisplayWidth(TextOf(title)) + 2 + DisplayWidth(url);
    const bool fits = lines.size() <= 1 && indent + columns <= width_;
    text_ += std::string(kMargin, ' ') + style_.Time(time) + "  ";
    for (std::size_t i = 0; i < lines.size(); ++i) {
      text_ += (i == 0 ? "" : "\n") + lines[i].substr(i == 0 ? indent : 0);
    }
    if (!url.empty() && fits) {
      text_ += (lines.empty() ? "" : "  ") + style_.Link(url);
    } else if (!url.empty()) {
      text_ += "\n" + std::string(indent, ' ') + style_.Link(url);
    }
    text_ += "\n";
  }

  void AddExplanation(const Hit& hit) {
    std::string words = "score " + FormatFixed(hit.score, 4);
    for (std::size_t i = 0; i < hit.matched.size(); ++i) {
      words += (i == 0 ? " (" : ", ") + SafeText(hit.matched[i]);
    }
    if (!hit.matched.empty()) words += ")";
    AddQuiet(words);
    for (const std::string& line : ExplanationTable(hit)) AddQuiet(line);
  }

  const SearchResponse& response_;
  const SearchTextOptions& options_;
  const Style style_;
  const std::size_t width_;
  const bool with_show_;
  std::string text_;
};

}  // namespace

std::string SearchText(const SearchResponse& response, const SearchTextOptions& options) {
  return Page(response, options).Render();
}

std::string SearchSummary(const SearchResponse& response, std::size_t offset) {
  const std::string noun = response.group == Group::kMoments ? "moment" : "episode";
  const std::string took = " in " + FormatMilliseconds(response.took_ms);
  const std::size_t shown = response.hits.size();
  if (shown == response.total) return FormatCount(shown, noun) + took;
  std::string line = FormatCount(shown) + " of " + FormatCount(response.total, noun) + took;
  const std::size_t next = offset + shown;
  if (shown > 0 && next < response.total) {
    line += "; --offset " + std::to_string(next) + " for more";
  }
  return line;
}

std::string EpisodeFacts(const EpisodeSummary& episode, bool with_show) {
  std::vector<std::string> facts;
  if (with_show) facts.push_back(episode.show_title.empty() ? episode.show : episode.show_title);
  if (episode.number) facts.push_back("#" + std::to_string(*episode.number));
  facts.push_back(episode.published.substr(0, 10));
  if (episode.duration_s) facts.push_back(FormatDuration(*episode.duration_s));
  const std::string guests = GuestNames(episode.people);
  if (!guests.empty()) facts.push_back("with " + guests);
  facts.push_back(episode.id);
  std::string line;
  for (const std::string& fact : facts) {
    if (!fact.empty()) line.append(line.empty() ? "" : kDot).append(SafeText(fact));
  }
  return line;
}

}  // namespace cuepoint
