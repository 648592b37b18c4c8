// The page of one episode: chapters, notes, people, links, and what is like it.
#include <cmath>
#include <iterator>
#include <utility>

#include "corpus/text.h"
#include "corpus/timestamp.h"
#include "query/episode_view.h"
#include "server/page_values.h"
#include "server/site_text.h"

namespace cuepoint {
namespace {

// What search engines and previews show of a description.
constexpr std::size_t kDescriptionLimit_bytes = 200;

std::string WholeSeconds(double seconds) {
  return std::to_string(std::llround(std::floor(seconds)));
}

TemplateValue::List Paragraphs(std::string_view text) {
  TemplateValue::List paragraphs;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = Trim(text.substr(0, end));
    if (!line.empty()) paragraphs.push_back({{"text", line}});
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return paragraphs;
}

TemplateValue::List Timeline(const Episode& episode) {
  TemplateValue::List spans;
  if (!episode.duration_s || !(*episode.duration_s > 0)) return spans;
  const double duration_s = *episode.duration_s;
  for (std::size_t i = 0; i < episode.chapters.size(); ++i) {
    const Chapter& chapter = episode.chapters[i];
    const double end_s =
        i + 1 < episode.chapters.size() ? episode.chapters[i + 1].start_s : duration_s;
    spans.push_back({{"start", WholeSeconds(chapter.start_s)},
                     {"time", FormatTime(chapter.start_s)},
                     {"title", chapter.title},
                     {"x", Thousandths(chapter.start_s, duration_s)},
                     {"width", SpanWidth(end_s - chapter.start_s, duration_s)}});
  }
  return spans;
}

TemplateValue::List Chapters(const Episode& episode) {
  TemplateValue::List chapters;
  for (const Chapter& chapter : episode.chapters) {
    const std::string start = WholeSeconds(chapter.start_s);
    std::string href;
    if (WebUrl(episode.audio_url).empty()) {
      href = WebUrl(DeepLink(episode.url, episode.show.deep_link, chapter.start_s));
    }
    chapters.push_back({{"start", start},
                        {"time", FormatTime(chapter.start_s)},
                        {"title", chapter.title},
                        {"text", chapter.text},
                        {"href", href.empty() ? "#t=" + start : href}});
  }
  return chapters;
}

TemplateValue::List People(const Episode& episode) {
  TemplateValue::List people;
  for (const Person& person : episode.people) {
    people.push_back({{"name", person.name},
                      {"role", person.role},
                      {"bio", person.bio},
                      {"url", WebUrl(person.url)}});
  }
  return people;
}

TemplateValue::List Links(const Episode& episode) {
  TemplateValue::List links;
  for (const Link& link : episode.links) {
    std::string url = WebUrl(link.url);
    if (url.empty()) continue;
    const std::string& title = link.title.empty() ? url : link.title;
    links.push_back({{"title", title}, {"url_host", HostText(url)}, {"url", url}});
  }
  return links;
}

std::string Listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

TemplateValue::List Related(const PageContext& context,
                            const std::vector<RelatedEpisode>& related) {
  TemplateValue::List rows;
  for (const RelatedEpisode& other : related) {
    const EpisodeSummary& episode = other.episode;
    const std::string number = episode.number ? "#" + std::to_string(*episode.number) : "";
    const std::string why =
        other.people.empty() ? Listed(other.shared) : "Also with " + Listed(other.people);
    rows.push_back({{"href", context.EpisodePath(episode.id)},
                    {"title", episode.title},
                    {"meta", JoinFacts({number, DateText(episode.published)})},
                    {"why", why}});
  }
  return rows;
}

}  // namespace

TemplateValues EpisodeValues(const PageContext& context, const Episode& episode,
                             const std::vector<RelatedEpisode>& related) {
  const std::string guests = GuestsText(episode.people);
  std::string description = Excerpt(episode.description, kDescriptionLimit_bytes);
  if (description.empty()) description = guests.empty() ? episode.title : "With " + guests + ".";
  TemplateValues values = CommonValues(context, {.title = episode.title + " · " + context.title,
                                                 .description = description,
                                                 .path = context.EpisodePath(episode.id)});
  const std::string url = WebUrl(episode.url);
  TemplateValue::List timeline = Timeline(episode);
  TemplateValue::List chapters = Chapters(episode);
  TemplateValue::List people = People(episode);
  TemplateValue::List links = Links(episode);
  TemplateValue::List others = Related(context, related);
  TemplateValues more = {
      {"id", episode.id},
      {"number", episode.number ? std::to_string(*episode.number) : std::string()},
      {"title", episode.title},
      {"date", DateText(episode.published)},
      {"date_iso", DatePart(episode.published)},
      {"length", LengthText(episode.duration_s)},
      {"url", url},
      {"url_host", HostText(url)},
      {"audio_url", WebUrl(episode.audio_url)},
      {"paragraphs", Paragraphs(episode.description)},
      {"has_timeline", !timeline.empty()},
      {"timeline", std::move(timeline)},
      {"has_chapters", !chapters.empty()},
      {"chapters", std::move(chapters)},
      {"has_people", !people.empty()},
      {"people", std::move(people)},
      {"has_links", !links.empty()},
      {"links", std::move(links)},
      {"has_related", !others.empty()},
      {"related", std::move(others)}};
  std::move(more.begin(), more.end(), std::back_inserter(values));
  return values;
}

}  // namespace cuepoint
