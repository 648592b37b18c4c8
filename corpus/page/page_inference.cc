#include "corpus/page/page_inference.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>

#include "corpus/date.h"
#include "corpus/notes/notes_text.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

// The step from one episode of the page to the next, -1 or 1, where every known number fits it.
std::optional<std::int64_t> NumberStep(const std::vector<PageEpisode>& episodes) {
  for (const std::int64_t step : {std::int64_t{-1}, std::int64_t{1}}) {
    std::optional<std::int64_t> origin;
    std::size_t known = 0;
    bool fits = true;
    for (std::size_t i = 0; i < episodes.size(); ++i) {
      const auto& number = episodes[i].episode.number;
      if (!number) continue;
      const std::int64_t here = *number - step * static_cast<std::int64_t>(i);
      fits = fits && (!origin || *origin == here);
      origin = here;
      ++known;
    }
    if (fits && known >= 2) return step;
  }
  return std::nullopt;
}

// Days from each episode to the next, in the direction of `step`; empty unless all are dated and
// the dates run that way.
std::vector<std::int32_t> Gaps(const std::vector<PageEpisode>& episodes, std::int64_t step) {
  std::vector<std::int32_t> gaps;
  for (std::size_t i = 0; i + 1 < episodes.size(); ++i) {
    const auto here = DaysSinceEpoch(episodes[i].episode.published);
    const auto next = DaysSinceEpoch(episodes[i + 1].episode.published);
    if (!here || !next) return {};
    const auto gap = static_cast<std::int32_t>((*next - *here) * step);
    if (gap <= 0) return {};
    gaps.push_back(gap);
  }
  return gaps;
}

void InferNumbers(std::vector<PageEpisode>& episodes, std::vector<Error>& warnings) {
  const auto step = NumberStep(episodes);
  if (!step) return;
  const std::vector<std::int32_t> gaps = Gaps(episodes, *step);
  if (gaps.empty()) return;
  std::vector<std::int32_t> sorted = gaps;
  std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2),
                   sorted.end());
  const std::int32_t usual = sorted[sorted.size() / 2];
  // Half as long again would be room for an episode that the page does not show.
  const auto keeps_distance = [&](std::int32_t gap) { return 2 * gap < 3 * usual; };

  const auto numbered = [](const PageEpisode& episode) {
    return episode.episode.number.has_value();
  };
  const auto first = static_cast<std::size_t>(
      std::find_if(episodes.begin(), episodes.end(), numbered) - episodes.begin());
  std::size_t last = first;
  for (std::size_t i = first; i < episodes.size(); ++i) {
    if (numbered(episodes[i])) last = i;
  }
  const std::int64_t origin =
      *episodes[first].episode.number - *step * static_cast<std::int64_t>(first);
  const auto infer = [&](std::size_t i) {
    PageEpisode& episode = episodes[i];
    const std::int64_t number = origin + *step * static_cast<std::int64_t>(i);
    if (episode.episode.number || number < 1) return;
    episode.episode.number = number;
    warnings.push_back({.code = ErrorCode::kParse,
                        .message = "the page gives no number for \"" + episode.episode.title +
                                   "\"; " + std::to_string(number) + " follows from its neighbours",
                        .line = episode.line});
  };
  for (std::size_t i = first; i < last; ++i) infer(i);
  for (std::size_t i = first; i > 0 && keeps_distance(gaps[i - 1]); --i) infer(i - 1);
  for (std::size_t i = last + 1; i < episodes.size() && keeps_distance(gaps[i - 1]); ++i) infer(i);
}

void InferUrls(std::vector<PageEpisode>& episodes) {
  std::optional<std::string> stem;
  std::size_t known = 0;
  for (const PageEpisode& episode : episodes) {
    const std::string& url = episode.episode.url;
    if (url.empty() || !episode.episode.number) continue;
    const std::string number = std::to_string(*episode.episode.number);
    if (!url.ends_with(number)) return;
    const std::string here = url.substr(0, url.size() - number.size());
    if (stem && *stem != here) return;
    stem = here;
    ++known;
  }
  if (known < 2 || IsDigit(stem->back())) return;
  for (PageEpisode& episode : episodes) {
    if (!episode.episode.url.empty() || !episode.episode.number) continue;
    episode.episode.url = *stem + std::to_string(*episode.episode.number);
  }
}

// "https://host" when all known addresses are on one site, else empty.
std::string CommonSite(const std::vector<PageEpisode>& episodes) {
  std::string site;
  for (const PageEpisode& episode : episodes) {
    const std::string& url = episode.episode.url;
    if (url.empty()) continue;
    const std::string here = url.substr(0, url.find_first_of("/?#", url.find("://") + 3));
    if (!site.empty() && site != here) return {};
    site = here;
  }
  return site;
}

Show DescribeShow(std::string_view show_name, const std::vector<PageEpisode>& episodes) {
  Show show;
  show.title = show_name;
  std::map<std::string, std::size_t> spellings;
  for (const PageEpisode& episode : episodes) {
    if (!episode.show_name.empty()) ++spellings[episode.show_name];
  }
  std::size_t most = 0;
  for (const auto& [spelling, count] : spellings) {
    if (count <= most) continue;
    most = count;
    show.title = spelling;
  }
  show.id = Slug(show_name);
  show.url = CommonSite(episodes);
  const bool fragments =
      std::any_of(episodes.begin(), episodes.end(), [](const PageEpisode& episode) {
        return episode.episode.url.find('#') != std::string::npos;
      });
  // A second "#" would not be an address. Media Fragments URI 1.0, section 4.2, reads "&t=" in a
  // fragment just as well, and skips what it does not know in front.
  if (fragments) show.deep_link = "{url}&t={seconds}";
  return show;
}

}  // namespace

void InferAcrossEpisodes(std::string_view show_name, std::vector<PageEpisode>& episodes,
                         std::vector<Error>& warnings) {
  InferNumbers(episodes, warnings);
  InferUrls(episodes);
  const Show show = DescribeShow(show_name, episodes);
  for (PageEpisode& episode : episodes) episode.episode.show = show;
}

}  // namespace cuepoint
