#include "tests/support/relevance_corpus.h"

#include <fstream>
#include <utility>

#include <nlohmann/json.hpp>

#include "corpus/native/native_json.h"
#include "corpus/source.h"

namespace cuepoint {

Result<std::vector<Episode>> ReadRelevanceCorpus(const std::string& path, std::string_view show) {
  std::ifstream in(path);
  if (!in) {
    return Error{.code = ErrorCode::kNotFound, .message = "cannot be read", .source = path};
  }
  std::vector<Episode> episodes;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    const nlohmann::json document = nlohmann::json::parse(line, nullptr, false);
    const auto text_of = [&](const char* key) {
      const auto found = document.find(key);
      return found != document.end() && found->is_string() ? found->get<std::string>()
                                                           : std::string();
    };
    if (!document.is_object() || text_of("_id").empty()) {
      return Error{.code = ErrorCode::kParse,
                   .message = "this is not a document with an \"_id\"",
                   .source = path,
                   .line = number};
    }
    Episode episode;
    episode.id = text_of("_id");
    episode.show.id = show;
    episode.show.language = "en";
    episode.title = text_of("title");
    if (episode.title.empty()) episode.title = episode.id;
    episode.description = text_of("text");
    episodes.push_back(std::move(episode));
  }
  return episodes;
}

Result<std::vector<Episode>> ReadEpisodes(const std::string& path) {
  const Result<std::vector<std::string>> files = ListFiles(path, {});
  if (!files) return files.error();
  std::vector<Episode> episodes;
  for (const std::string& file : *files) {
    const FileReport report = ReadSource(file, {}, [&](SourcedEpisode&& episode) {
      episodes.push_back(std::move(episode.episode));
      return true;
    });
    if (!report.errors.empty()) return report.errors.front();
  }
  return episodes;
}

Result<void> WriteNativeJsonl(const std::vector<Episode>& episodes, const std::string& path) {
  std::ofstream out(path, std::ios::binary);
  for (const Episode& episode : episodes) out << EpisodeToJson(episode) << '\n';
  if (!out.flush()) {
    return Error{.code = ErrorCode::kUnavailable, .message = "cannot be written", .source = path};
  }
  return {};
}

}  // namespace cuepoint
