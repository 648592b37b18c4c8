// cuepoint suggest: what the words typed so far may become.
#include "corpus/timestamp.h"
#include "query/engine.h"
#include "tools/command.h"
#include "tools/options.h"
#include "tools/text_format.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

class SuggestCommand : public Command {
 public:
  std::string_view name() const override { return "suggest"; }
  std::string_view summary() const override {
    return "Complete what somebody is typing: titles, people, chapters, tags and words";
  }
  std::string_view operands() const override { return "TEXT..."; }
  std::string_view details() const override {
    return R"(All words but the last are taken as complete, the last one as the beginning of a word. They may
stand anywhere in a title. Case and accents do not matter, and from four letters on a word may have
one typo.)";
  }
  std::string_view examples() const override {
    return R"(cuepoint suggest firef
cuepoint suggest --limit 5 max in
cuepoint suggest --format json dnss | jq -r '.suggestions[].text')";
  }

  void Declare(CLI::App& app) override {
    app.add_option("--limit", request_.limit, "Suggestions shown (default: 10)")
        ->type_name("N")
        ->check(CLI::Range(std::size_t{0}, SuggestLimits::kLimit));
    AddFormatOption(app, format_);
  }

  Result<ExitStatus> Run(const CommandLine& line, Console& console) override {
    request_.query = JoinWords(line.operands);
    if (request_.query.find_first_not_of(" \t\r\n") == std::string::npos) {
      return Error{.code = ErrorCode::kInvalidArgument,
                   .message = "nothing to complete",
                   .remedy = "give the TEXT typed so far"};
    }
    const Result<std::string> path = ResolveDatabase(line.db);
    if (!path) return path.error();
    const Result<Engine> engine = Engine::Open(*path);
    if (!engine) return engine.error();
    const Result<SuggestResponse> response = engine->Suggest(request_);
    if (!response) return response.error();
    const std::size_t count = response->suggestions.size();
    if (format_ == Format::kJson) {
      console.PrintJson(SuggestToJson(*response) + "\n");
    } else {
      for (const Suggestion& suggestion : response->suggestions) Show(suggestion, console);
      console.Note((count == 0 ? "Nothing begins like that" : FormatCount(count, "suggestion")) +
                   " in " + FormatMilliseconds(response->took_ms));
    }
    return count == 0 ? ExitStatus::kPartial : ExitStatus::kOk;
  }

 private:
  // "chapter   QUIC and HTTP/3 in Firefox", and below it the second and the episode.
  static void Show(const Suggestion& suggestion, Console& console) {
    const Style style(console.out().color);
    std::string kind(Name(suggestion.kind));
    kind.resize(kIndent, ' ');
    std::string text;
    const auto add = [&](const std::vector<Span>& spans) {
      for (const std::string& line : WrapSpans(spans, console.out().width, kIndent, style)) {
        text += (text.empty() ? style.Quiet(kind) + line.substr(kIndent) : line) + "\n";
      }
    };
    add(ParseSnippet(suggestion.highlight));
    if (suggestion.kind == SuggestionKind::kChapter) {
      add({{SafeText(FormatTime(suggestion.start_s.value_or(0)) + " in " +
                     suggestion.episode.value_or(Suggestion::Target{}).title),
            false}});
    }
    if (!suggestion.url.empty()) {
      text += std::string(kIndent, ' ') + style.Link(SafeText(suggestion.url)) + "\n";
    }
    console.Print(text);
  }

  static constexpr std::size_t kIndent = 9;

  SuggestRequest request_;
  Format format_ = Format::kText;
};

}  // namespace

std::unique_ptr<Command> MakeSuggestCommand() { return std::make_unique<SuggestCommand>(); }

}  // namespace cuepoint
