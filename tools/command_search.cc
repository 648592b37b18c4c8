// cuepoint search: one question, its answer on standard output.
#include <algorithm>

#include "query/engine.h"
#include "query/response_json.h"
#include "tools/command.h"
#include "tools/options.h"
#include "tools/search_facts.h"
#include "tools/search_text.h"
#include "tools/text_format.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

class SearchCommand : public Command {
 public:
  std::string_view name() const override { return "search"; }
  std::string_view summary() const override {
    return "Find the episodes about something, and the second to jump to";
  }
  std::string_view operands() const override { return "QUERY..."; }
  std::string_view details() const override {
    return R"(The words of QUERY are ranked evidence: episodes with more, and rarer, of them come first.
  dns "zero copy"     a phrase must be there, word for word; "zero copy"~5: near each other
  quic +loss -tcp     must be there; must not be there
  (quic OR tcp) AND firefox      trans*      any word that begins so
  title:quic chapter:"loss recovery" link:rfc-editor.org transcript:hello   where it says so
  guest:eggert host: person: show: tag:http    only these; by themselves the latest come first
  after:2024-06 before:2025 year:2025 longer:45m shorter:1h30m
The shell takes quotation marks away: protect them ('"zero copy"') to search for a phrase.
Put a query that starts with "-" after "--".)";
  }
  std::string_view examples() const override {
    return R"(cuepoint search quic loss recovery
cuepoint search '"zero copy" -tcp'
cuepoint search quic -- -tcp
cuepoint search --group moments --limit 5 dnssec
cuepoint search --person "Lars Eggert" --sort newest
cuepoint search --format json rfc9000 | jq '.hits[].moments[0].url')";
  }

  void Declare(CLI::App& app) override {
    AddRankingOptions(app, ranking_);
    AddQueryEncoderOption(app, engine_options_.query_encoder);
    AddSortOption(app, request_.sort);
    app.add_option("--limit", request_.limit, "Hits shown (default: 10)")
        ->type_name("N")
        ->check(CLI::Range(std::size_t{0}, SearchLimits::kLimit));
    app.add_option("--offset", request_.offset, "Hits skipped (default: 0)")
        ->type_name("N")
        ->check(CLI::Range(std::size_t{0}, SearchLimits::kOffset));
    app.add_option("--cursor", request_.cursor, "Go on behind a page: the \"cursor\" of its JSON")
        ->type_name("TOKEN");
    AddRecencyOption(app, request_.recency_days);
    AddFilterOptions(app, request_.filter);
    AddFacetsOption(app, request_.facets);
    AddFormatOption(app, format_);
    app.add_flag_callback(
        "--no-synonyms", [this] { request_.synonyms = false; },
        "Look for the words typed and nothing else");
    app.add_flag("--explain", request_.explain, "Show how the query was read and hits were scored");
  }

  Result<ExitStatus> Run(const CommandLine& line, Console& console) override {
    request_.query = JoinWords(line.operands);
    request_.mode = ranking_.mode;
    request_.group = ranking_.group;
    request_.correct = !ranking_.as_typed;
    const bool blank = request_.query.find_first_not_of(" \t\r\n") == std::string::npos;
    if (blank && request_.filter.empty()) {
      return Error{.code = ErrorCode::kInvalidArgument,
                   .message = "nothing to search for",
                   .remedy = "give a QUERY or a filter such as --person NAME"};
    }
    const Result<std::string> path = ResolveDatabase(line.db);
    if (!path) return path.error();
    const Result<Engine> engine = Engine::Open(*path, engine_options_);
    if (!engine) return engine.error();
    const Result<SearchResponse> response = engine->Search(request_);
    if (!response) return Failed(response.error(), console);

    if (format_ == Format::kJson) {
      console.PrintJson(ResponseToJson(*response) + "\n");
    } else {
      ShowText(*response, console);
    }
    return response->total == 0 ? ExitStatus::kPartial : ExitStatus::kOk;
  }

 private:
  void ShowText(const SearchResponse& response, Console& console) const {
    for (const QueryNote& note : response.notes) {
      const std::string place =
          note.offset ? " (at byte " + std::to_string(*note.offset) + ")" : std::string();
      console.Note("note: " + SafeText(note.message) + place);
    }
    if (request_.explain && !response.parsed_query.empty()) {
      console.Note("understood as " + SafeText(response.parsed_query));
      if (!response.plan.empty()) console.Note("searched for  " + SafeText(response.plan));
      if (!response.words.empty()) console.Note("looked up     " + WordsLine(response));
    }
    const std::string hits = SearchText(
        response,
        {.terminal = console.out(), .offset = response.offset, .explain = request_.explain});
    console.Print(hits);
    const std::string facets = FacetText(response, console.out());
    console.Print((hits.empty() || facets.empty() ? "" : "\n") + facets);
    if (response.corrected) {
      console.Note("Nothing for \u201C" + SafeText(response.query) + "\u201D; showing \u201C" +
                   SafeText(*response.suggestion) + "\u201D. Search as typed: --as-typed");
    } else if (response.suggestion) {
      console.Note("Did you mean: " + SafeText(*response.suggestion));
    }
    if (response.total == 0) {
      console.Note("Nothing found in " + FormatMilliseconds(response.took_ms) + ". " + Hint());
    } else {
      const bool apart = console.out().is_terminal && !response.hits.empty();
      console.Note((apart ? "\n" : "") + SearchSummary(response, response.offset));
      if (!response.cursor.empty() && !request_.cursor.empty()) {
        console.Note("next: --cursor " + response.cursor);
      }
    }
    if (!response.stages.empty()) console.Note(StagesLine(response));
  }

  // What to try next, from what this search asked for.
  std::string Hint() const {
    if (!request_.filter.empty()) return "Try without a filter.";
    if (request_.query.find('"') != std::string::npos) return "Try without quotation marks.";
    if (request_.query.find(' ') != std::string::npos) return "Try fewer or more general words.";
    return "Try another word, or look at the index: cuepoint show";
  }

  // Points at the place in the query that could not be read.
  Result<ExitStatus> Failed(const Error& error, Console& console) const {
    if (error.code != ErrorCode::kBadQuery || !error.offset) return error;
    const std::size_t at = std::min(*error.offset, request_.query.size());
    const std::size_t column = DisplayWidth(SafeText(request_.query.substr(0, at)));
    if (column + 2 >= console.err().width) return error;
    console.Note("  " + SafeText(request_.query));
    console.Note("  " + std::string(column, ' ') + "^");
    Error shown = error;
    shown.source.clear();
    shown.offset.reset();
    return shown;
  }

  RankingOptions ranking_;
  EngineOptions engine_options_;
  SearchRequest request_;
  Format format_ = Format::kText;
};

}  // namespace

std::unique_ptr<Command> MakeSearchCommand() { return std::make_unique<SearchCommand>(); }

}  // namespace cuepoint
