// cuepoint eval: rankings held against judgements, the measures as JSON on standard output.
#include <algorithm>
#include <unordered_set>

#include "query/engine.h"
#include "tools/command.h"
#include "tools/eval_report.h"
#include "tools/eval_run.h"
#include "tools/input.h"
#include "tools/options.h"
#include "tools/text_format.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

constexpr std::size_t kIdsShown = 5;

// "3 queries have no judgement: q1, q2, q3".
void WarnOfIds(const std::vector<std::string>& ids, const std::string& what, Console& console) {
  if (ids.empty()) return;
  std::string line = what + ": ";
  for (std::size_t i = 0; i < std::min(ids.size(), kIdsShown); ++i) {
    line += (i == 0 ? "" : ", ") + SafeText(ids[i]);
  }
  if (ids.size() > kIdsShown) line += ", …";
  console.Note("warning: " + line);
}

/// The queries that have judgements, and the ids that have no counterpart.
struct Judged {
  std::vector<BatchQuery> queries;
  std::vector<std::string> without_judgement;
  std::vector<std::string> without_query;
};

Judged Match(std::vector<BatchQuery> queries, const Qrels& qrels) {
  Judged judged;
  std::unordered_set<std::string> seen;
  for (BatchQuery& query : queries) {
    seen.insert(query.id);
    if (qrels.find(query.id) == qrels.end()) {
      judged.without_judgement.push_back(query.id);
    } else {
      judged.queries.push_back(std::move(query));
    }
  }
  for (const auto& [id, judgements] : qrels) {
    if (!seen.contains(id)) judged.without_query.push_back(id);
  }
  return judged;
}

bool HasSeconds(const Qrels& qrels) {
  return std::any_of(qrels.begin(), qrels.end(), [](const auto& entry) {
    return std::any_of(entry.second.begin(), entry.second.end(),
                       [](const Judgement& judgement) { return judgement.start_s.has_value(); });
  });
}

class EvalCommand : public Command {
 public:
  std::string_view name() const override { return "eval"; }
  std::string_view summary() const override {
    return "Measure rankings against relevance judgements";
  }
  std::string_view operands() const override { return ""; }
  std::string_view details() const override {
    return R"(Queries are JSON lines {"_id": "q1", "text": "..."} or lines id<TAB>text. Judgements are TSV with
the header "query-id episode score [start_s]". Averages are over the queries that have
judgements. With --group moments a judgement with a second is met by a moment of that episode
within the tolerance; with --group episodes seconds are ignored. --against asks the same queries
of another mode or index; the gain over it comes with the interval of 95 % of a paired bootstrap.)";
  }
  std::string_view examples() const override {
    return R"(cuepoint eval --queries queries.jsonl --qrels qrels.tsv
cuepoint eval --group moments --tolerance 60 --key number --queries q.tsv --qrels qrels.tsv
cuepoint eval --table --against lexical --against hybrid@minilm.db --queries q.tsv --qrels r.tsv
cuepoint eval --queries q.tsv --qrels qrels.tsv --per-query run.tsv | jq '."ndcg@10"')";
  }

  void Declare(CLI::App& app) override {
    app.add_option("--queries", queries_path_, "The queries; \"-\" for standard input")
        ->type_name("FILE")
        ->required();
    app.add_option("--qrels", qrels_path_, "The judgements")->type_name("FILE")->required();
    AddRankingOptions(app, ranking_);
    AddQueryEncoderOption(app, engine_options_.query_encoder);
    app.add_option("--tolerance", tolerance_s_, "Seconds a moment may be off (default: 90)")
        ->type_name("SECONDS")
        ->check(CLI::NonNegativeNumber);
    AddKeyOption(app, key_);
    AddJobsOption(app, jobs_);
    app.add_option("--against", against_,
                   "Another mode, or mode@dir for another index, to compare with; repeatable")
        ->type_name("MODE[@DIR]");
    app.add_flag("--table", as_table_, "A table for people instead of JSON");
    app.add_option("--per-query", per_query_path_, "Also write each query's measures, as TSV")
        ->type_name("FILE");
  }

  Result<ExitStatus> Run(const CommandLine& line, Console& console) override {
    const Result<std::string> path = ResolveDatabase(line.db);
    if (!path) return path.error();
    const Result<Engine> engine = Engine::Open(*path, engine_options_);
    if (!engine) return engine.error();
    std::vector<EvalSide> others;
    for (const std::string& text : against_) {
      Result<EvalSide> side = ParseEvalSide(text);
      if (!side) return side.error();
      others.push_back(*std::move(side));
    }
    Result<EvalTask> task = LoadTask(console);
    if (!task) return task.error();

    std::vector<EvalRun> runs = {RunEval(*engine, *task, ranking_.mode, console)};
    for (const EvalSide& side : others) {
      Result<EvalRun> run = RunSide(side, *engine, *task, console);
      if (!run) return run.error();
      runs.push_back(*std::move(run));
    }
    if (!per_query_path_.empty()) {
      const Result<void> written = WriteOutput(per_query_path_, EvalToTsv(runs.front().lines));
      if (!written) return written.error();
    }
    if (as_table_) {
      console.Print(EvalToTable(runs));
    } else {
      console.PrintJson(EvalToJson(runs, {ranking_.group, tolerance_s_}));
    }
    const bool failed =
        std::any_of(runs.begin(), runs.end(), [](const EvalRun& run) { return run.failed > 0; });
    return failed || task->queries.empty() ? ExitStatus::kPartial : ExitStatus::kOk;
  }

 private:
  // The queries that have judgements, and how they are asked; says what has no counterpart.
  Result<EvalTask> LoadTask(Console& console) const {
    Result<std::vector<BatchQuery>> queries = LoadQueries();
    if (!queries) return queries.error();
    const Result<std::string> content = ReadInput(qrels_path_);
    if (!content) return content.error();
    Result<Qrels> qrels = ParseQrels(*content, qrels_path_);
    if (!qrels) return qrels.error();
    Judged judged = Match(std::move(*queries), *qrels);
    WarnOfIds(judged.without_judgement,
              FormatCount(judged.without_judgement.size(), "query", "queries") +
                  " without judgements, left out",
              console);
    WarnOfIds(judged.without_query,
              FormatCount(judged.without_query.size(), "judged query", "judged queries") +
                  " not among the queries, left out",
              console);
    if (ranking_.group == Group::kEpisodes && HasSeconds(*qrels)) {
      console.Note("warning: the judgements have seconds, which only --group moments measures");
    }
    return EvalTask{.queries = std::move(judged.queries),
                    .qrels = *std::move(qrels),
                    .request = Request(),
                    .tolerance_s = tolerance_s_,
                    .key = key_,
                    .jobs = ResolveJobs(jobs_)};
  }

  static Result<EvalRun> RunSide(const EvalSide& side, const Engine& engine, const EvalTask& task,
                                 Console& console) {
    if (side.path.empty()) return RunEval(engine, task, side.mode, console);
    const Result<Engine> other = Engine::Open(side.path);
    if (!other) return other.error();
    EvalRun run = RunEval(*other, task, side.mode, console);
    run.path = side.path;
    return run;
  }

  Result<std::vector<BatchQuery>> LoadQueries() const {
    const Result<std::string> content = ReadInput(queries_path_);
    if (!content) return content.error();
    return ParseQueries(*content, queries_path_ == "-" ? "standard input" : queries_path_);
  }

  SearchRequest Request() const {
    SearchRequest request;
    request.group = ranking_.group;
    request.correct = !ranking_.as_typed;
    request.limit = kEvalDepth;
    request.snippets = ranking_.group == Group::kMoments;
    return request;
  }

  std::string queries_path_;
  std::string qrels_path_;
  std::string per_query_path_;
  std::vector<std::string> against_;
  bool as_table_ = false;
  RankingOptions ranking_;
  EngineOptions engine_options_;
  double tolerance_s_ = 90;
  Key key_ = Key::kId;
  unsigned jobs_ = 0;
};

}  // namespace

std::unique_ptr<Command> MakeEvalCommand() { return std::make_unique<EvalCommand>(); }

}  // namespace cuepoint
