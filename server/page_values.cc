#include "server/page_values.h"

#include <algorithm>
#include <utility>

#include "corpus/text.h"
#include "server/site_text.h"

namespace cuepoint {
namespace {

constexpr std::size_t kExamples = 4;
// What fits beside the others on one line of the page.
constexpr std::size_t kExampleLimit_bytes = 28;
constexpr std::size_t kShortNameLimit_bytes = 16;  // OpenSearch 1.1, ShortName.

std::string NumberText(const std::optional<std::int64_t>& number) {
  return number ? std::to_string(*number) : std::string();
}

void Append(TemplateValues& values, TemplateValues more) {
  std::move(more.begin(), more.end(), std::back_inserter(values));
}

TemplateValues EpisodeRow(const PageContext& context, const Episode& episode) {
  TemplateValue::List ticks;
  if (episode.duration_s && *episode.duration_s > 0) {
    for (const Chapter& chapter : episode.chapters) {
      ticks.push_back({{"x", Thousandths(chapter.start_s, *episode.duration_s)}});
    }
  }
  return {{"href", context.EpisodePath(episode.id)},
          {"number", NumberText(episode.number)},
          {"title", episode.title},
          {"guests", GuestsText(episode.people)},
          {"date", DateText(episode.published)},
          {"date_iso", DatePart(episode.published)},
          {"length", LengthText(episode.duration_s)},
          {"ticks", std::move(ticks)}};
}

// A chapter's title that reads like something one would search for: short, more than a word, and
// neither the welcome nor the goodbye.
const std::string* ExampleOf(const Episode& episode) {
  const std::string* best = nullptr;
  for (std::size_t i = 1; i + 1 < episode.chapters.size(); ++i) {
    const Chapter& chapter = episode.chapters[i];
    if (chapter.sponsor || chapter.title.size() > kExampleLimit_bytes) continue;
    if (chapter.title.find(' ') == std::string::npos) continue;
    if (best == nullptr || chapter.title.size() < best->size()) best = &chapter.title;
  }
  return best;
}

std::vector<std::string> Examples(const std::vector<Episode>& episodes) {
  std::vector<std::string> examples;
  const auto add = [&examples](const std::string& text, std::size_t most) {
    if (text.empty() || text.size() > kExampleLimit_bytes || examples.size() >= most) return;
    if (std::find(examples.begin(), examples.end(), text) == examples.end()) {
      examples.push_back(text);
    }
  };
  for (const Episode& episode : episodes) {
    if (const std::string* const title = ExampleOf(episode)) add(*title, kExamples - 1);
  }
  for (const Episode& episode : episodes) add(GuestsText(episode.people), kExamples);
  return examples;
}

}  // namespace

TemplateValues HomeValues(const PageContext& context) {
  const IndexOverview& overview = context.overview;
  const std::string count = std::to_string(overview.episodes);
  const bool one = overview.episodes == 1;
  TemplateValues values =
      CommonValues(context, {.title = context.title + ": find the moment",
                             .description = "Search " + count + (one ? " episode" : " episodes") +
                                            " of " + context.title + " and jump to the second.",
                             .path = context.base + "/"});
  TemplateValue::List examples;
  for (const std::string& query : Examples(overview.newest)) {
    examples.push_back({{"query", query}, {"href", context.base + "/?q=" + EncodePercent(query)}});
  }
  TemplateValue::List episodes;
  for (const Episode& episode : overview.newest) {
    episodes.push_back(EpisodeRow(context, episode));
  }
  Append(values, {{"episode_count", count},
                  {"one_episode", one},
                  {"has_examples", !examples.empty()},
                  {"examples", std::move(examples)},
                  {"episodes", std::move(episodes)}});
  return values;
}

TemplateValues ErrorValues(const PageContext& context, int status, const std::string& heading,
                           const std::string& message) {
  TemplateValues values = CommonValues(context, {.title = heading + " · " + context.title,
                                                 .description = message,
                                                 .path = {},
                                                 .noindex = true});
  Append(values, {{"status", std::to_string(status)}, {"heading", heading}, {"message", message}});
  return values;
}

TemplateValues OpenSearchValues(const PageContext& context) {
  TemplateValues values = CommonValues(context, {.title = {}, .description = {}, .path = {}});
  values.emplace_back("short_name",
                      std::string(Trim(TruncateUtf8(context.title, kShortNameLimit_bytes))));
  return values;
}

}  // namespace cuepoint
