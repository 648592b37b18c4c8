// cuepoint batch: many questions, their rankings on standard output in the order of the questions.
#include "query/engine.h"
#include "query/response_json.h"
#include "tools/command.h"
#include "tools/input.h"
#include "tools/options.h"
#include "tools/progress_bar.h"
#include "tools/query_batch.h"
#include "tools/ranking_format.h"
#include "tools/text_format.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

enum class BatchFormat { kJsonl, kTrec, kTsv };
constexpr std::size_t kErrorsShown = 20;

/// What is worth telling at the end of a run.
struct Tally {
  std::size_t failed = 0;
  std::size_t simplified = 0;
  std::size_t answered = 0;  ///< With at least one hit.
  std::size_t without_key = 0;
};

class BatchCommand : public Command {
 public:
  std::string_view name() const override { return "batch"; }
  std::string_view summary() const override { return "Answer many queries from a file"; }
  std::string_view operands() const override { return "FILE|-"; }
  std::string_view details() const override {
    return R"(Queries are JSON lines {"_id": "q1", "text": "..."} or lines id<TAB>text. Answers come in the order
of the queries, whatever the number of threads:
  jsonl   {"_id", "total", "took_ms", "hits": [...]} with hits as in search --format json
  trec    qid Q0 KEY rank score cuepoint       (with --group moments an episode may come twice;
                                                tools that want each once need --group episodes)
  tsv     qid, KEY, rank, score, start_s, title, separated by tabs
A query that is not valid in the query language is asked again as plain words; one that fails all
the same is reported, has an "error" in jsonl, and makes the exit status 1.)";
  }
  std::string_view examples() const override {
    return R"(cuepoint batch --format trec --limit 100 queries.jsonl > run.trec
cuepoint batch --format jsonl --group moments queries.tsv | jq .hits[0].moments[0].time
printf 'q1\tdnssec\n' | cuepoint batch --format tsv -)";
  }

  void Declare(CLI::App& app) override {
    AddRankingOptions(app, ranking_);
    AddQueryEncoderOption(app, engine_options_.query_encoder);
    AddSortOption(app, request_.sort);
    app.add_option("--limit", request_.limit, "Hits per query (default: 10)")
        ->type_name("N")
        ->check(CLI::Range(std::size_t{0}, SearchLimits::kLimit));
    app.add_option("--offset", request_.offset, "Hits skipped (default: 0)")
        ->type_name("N")
        ->check(CLI::Range(std::size_t{0}, SearchLimits::kOffset));
    AddFilterOptions(app, request_.filter);
    AddKeyOption(app, key_);
    AddJobsOption(app, jobs_);
    AddChoice(
        app, "--format", {"jsonl", "trec", "tsv"},
        [this](const std::string& name) {
          if (name == "jsonl") format_ = BatchFormat::kJsonl;
          if (name == "trec") format_ = BatchFormat::kTrec;
          if (name == "tsv") format_ = BatchFormat::kTsv;
          return name == "jsonl" || name == "trec" || name == "tsv";
        },
        "What to write (default: jsonl)");
  }

  Result<ExitStatus> Run(const CommandLine& line, Console& console) override {
    if (line.operands.size() != 1) {
      return Error{
          .code = ErrorCode::kInvalidArgument,
          .message = line.operands.empty() ? "no file of queries" : "more than one file of queries",
          .remedy = "name one file, or \"-\" for standard input"};
    }
    const Result<std::string> path = ResolveDatabase(line.db);
    if (!path) return path.error();
    const Result<Engine> engine = Engine::Open(*path, engine_options_);
    if (!engine) return engine.error();
    const std::string& file = line.operands.front();
    const Result<std::string> content = ReadInput(file);
    if (!content) return content.error();
    const Result<std::vector<BatchQuery>> queries =
        ParseQueries(*content, file == "-" ? "standard input" : file);
    if (!queries) return queries.error();

    request_.mode = ranking_.mode;
    request_.group = ranking_.group;
    request_.correct = !ranking_.as_typed;
    // Ranked lists show none, and they can take longer than ranking.
    request_.snippets = format_ == BatchFormat::kJsonl || ranking_.group == Group::kMoments;
    const Tally tally = AnswerAll(*engine, *queries, console);
    Summarise(tally, console);
    if (tally.failed > 0 || (tally.answered == 0 && !queries->empty())) return ExitStatus::kPartial;
    return ExitStatus::kOk;
  }

 private:
  Tally AnswerAll(const Engine& engine, const std::vector<BatchQuery>& queries,
                  Console& console) const {
    Tally tally;
    ProgressBar bar(console);
    const SearchFn search = [&engine](const SearchRequest& request) {
      return engine.Search(request);
    };
    RunBatch(search, queries, request_, ResolveJobs(jobs_),
             [&](std::size_t index, const BatchAnswer& answer) {
               Write(queries[index].id, answer, tally, bar, console);
               bar.Update("searching", index + 1, queries.size(),
                          FormatCount(index + 1, "query", "queries"));
               return console.accepts_data();
             });
    return tally;
  }

  void Write(const std::string& id, const BatchAnswer& answer, Tally& tally, ProgressBar& bar,
             Console& console) const {
    tally.simplified += answer.simplified;
    if (!answer.response) {
      const Error& error = answer.response.error();
      if (++tally.failed <= kErrorsShown) {
        bar.Clear();
        console.Note("query " + SafeText(id) + ": " + SafeText(ToString(error)));
      }
      if (format_ == BatchFormat::kJsonl) console.PrintJson(ErrorLineToJson(id, error) + "\n");
      return;
    }
    tally.answered += answer.response->total > 0 || !answer.response->hits.empty();
    if (format_ == BatchFormat::kJsonl) {
      console.PrintJson(BatchLineToJson(id, *answer.response) + "\n");
      return;
    }
    const RankingLines lines = format_ == BatchFormat::kTrec
                                   ? TrecLines(id, *answer.response, key_, request_.offset)
                                   : TsvLines(id, *answer.response, key_, request_.offset);
    tally.without_key += lines.without_key;
    console.Print(lines.text);
  }

  static void Summarise(const Tally& tally, Console& console) {
    if (tally.failed > 0) {
      console.Note(FormatCount(tally.failed, "query", "queries") + " failed");
    }
    if (tally.simplified > 0) {
      console.Note(FormatCount(tally.simplified, "query", "queries") +
                   " not asked just as written, being no valid expression or too long");
    }
    if (tally.without_key > 0) {
      console.Note(FormatCount(tally.without_key, "hit") +
                   " left out: the episode has no number (--key id lists them)");
    }
  }

  RankingOptions ranking_;
  EngineOptions engine_options_;
  SearchRequest request_;
  Key key_ = Key::kId;
  unsigned jobs_ = 0;
  BatchFormat format_ = BatchFormat::kJsonl;
};

}  // namespace

std::unique_ptr<Command> MakeBatchCommand() { return std::make_unique<BatchCommand>(); }

}  // namespace cuepoint
