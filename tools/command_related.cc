// cuepoint related: episodes like another one.
#include "query/engine.h"
#include "query/related.h"
#include "tools/command.h"
#include "tools/episode_selection.h"
#include "tools/options.h"
#include "tools/search_text.h"
#include "tools/text_format.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

std::string Join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

class RelatedCommand : public Command {
 public:
  std::string_view name() const override { return "related"; }
  std::string_view summary() const override { return "Find episodes like another one, and why"; }
  std::string_view operands() const override { return "EPISODE"; }
  std::string_view details() const override {
    return R"(EPISODE is an id or a number. What counts are the words that few episodes have and, in an index
with vectors, what the episodes mean as a whole. Each hit says which words, and whom, both have.)";
  }
  std::string_view examples() const override {
    return R"(cuepoint related 17
cuepoint related --limit 3 netstack-11
cuepoint related --format json 17 | jq -r '.related[].episode.title')";
  }

  void Declare(CLI::App& app) override {
    app.add_option("--limit", request_.limit, "Episodes shown (default: 5)")
        ->type_name("N")
        ->check(CLI::Range(std::size_t{1}, RelatedRequest::kMaxLimit));
    AddFormatOption(app, format_);
  }

  Result<ExitStatus> Run(const CommandLine& line, Console& console) override {
    if (line.operands.size() != 1) {
      return Error{.code = ErrorCode::kInvalidArgument,
                   .message = line.operands.empty() ? "no episode named" : "several episodes named",
                   .remedy = "give one EPISODE, by its id or its number"};
    }
    const Result<std::string> path = ResolveDatabase(line.db);
    if (!path) return path.error();
    const Result<EpisodeSelection> selection = SelectEpisodes(*path, line.operands);
    if (!selection) return selection.error();
    if (selection->episodes.empty()) {
      console.Note("cuepoint related: no episode has the id or number \"" +
                   SafeText(line.operands.front()) + "\"");
      return ExitStatus::kPartial;
    }
    request_.id = selection->episodes.front().id;
    const Result<Engine> engine = Engine::Open(*path);
    if (!engine) return engine.error();
    const Result<RelatedResponse> response = engine->Related(request_);
    if (!response) return response.error();
    const std::size_t count = response->related.size();
    if (format_ == Format::kJson) {
      console.PrintJson(RelatedToJson(*response) + "\n");
    } else {
      std::string text;
      for (const RelatedEpisode& related : response->related) {
        AddEpisode(related, related.episode.show != response->episode.show, console, text);
      }
      console.Print(text);
      console.Note((count == 0 ? "Nothing like" : FormatCount(count, "episode") + " like") +
                   (" \u201C" + SafeText(response->episode.title)) + "\u201D in " +
                   FormatMilliseconds(response->took_ms));
    }
    return count == 0 ? ExitStatus::kPartial : ExitStatus::kOk;
  }

 private:
  static constexpr std::size_t kMargin = 4;

  void AddEpisode(const RelatedEpisode& related, bool with_show, const Console& console,
                  std::string& text) {
    const Style style(console.out().color);
    const auto add = [&](const std::string& words, std::size_t indent, auto paint) {
      for (const std::string& line : WrapText(words, console.out().width, indent)) {
        text += paint(line) + "\n";
      }
    };
    if (!text.empty()) text += "\n";
    ++rank_;
    const std::string number = PadLeft(std::to_string(rank_), 2) + ". ";
    const std::size_t begin = text.size();
    add(related.episode.title.empty() ? "(no title)" : related.episode.title, kMargin,
        [&](const std::string& line) {
          return std::string(kMargin, ' ') + style.Title(line.substr(kMargin));
        });
    text.replace(begin, kMargin, number);
    const auto quiet = [&](const std::string& line) { return style.Quiet(line); };
    add(EpisodeFacts(related.episode, with_show), kMargin, quiet);
    const auto plain = [](const std::string& line) { return line; };
    if (!related.people.empty()) add("both with " + Join(related.people), kMargin, plain);
    if (!related.shared.empty()) add("both discuss " + Join(related.shared), kMargin, plain);
    if (!related.episode.url.empty()) {
      text += std::string(kMargin, ' ') + style.Link(SafeText(related.episode.url)) + "\n";
    }
  }

  RelatedRequest request_;
  Format format_ = Format::kText;
  std::size_t rank_ = 0;
};

}  // namespace

std::unique_ptr<Command> MakeRelatedCommand() { return std::make_unique<RelatedCommand>(); }

}  // namespace cuepoint
