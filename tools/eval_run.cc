#include "tools/eval_run.h"

#include "tools/progress_bar.h"
#include "tools/query_batch.h"
#include "tools/text_format.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

constexpr std::size_t kFailuresShown = 5;

EvalLine MakeLine(const std::string& id, const BatchAnswer& answer, const EvalTask& task) {
  EvalLine line{id, {}, answer.wall_ms};
  if (!answer.response) return line;
  const std::vector<Judgement>& judgements = task.qrels.find(id)->second;
  const bool moments = task.request.group == Group::kMoments;
  line.measures = Measure(RankingOf(*answer.response, task.key),
                          moments ? judgements : WithoutSeconds(judgements), task.tolerance_s);
  return line;
}

}  // namespace

Result<EvalSide> ParseEvalSide(const std::string& text) {
  const std::size_t at = text.find('@');
  const std::optional<Mode> mode = ParseMode(text.substr(0, at));
  if (!mode || (at != std::string::npos && at + 1 == text.size())) {
    return Error{
        .code = ErrorCode::kInvalidArgument,
        .message = "\"" + SafeText(text) +
                   "\" is not MODE or MODE@DIR with MODE one of hybrid, lexical, semantic"};
  }
  return EvalSide{*mode, at == std::string::npos ? "" : text.substr(at + 1)};
}

EvalRun RunEval(const Engine& engine, const EvalTask& task, Mode mode, Console& console) {
  // Until an answer says which mode it came from: without vectors, hybrid is by words.
  EvalRun run{.mode = mode};
  SearchRequest request = task.request;
  request.mode = mode;
  std::size_t simplified = 0;
  {
    ProgressBar bar(console);
    const SearchFn search = [&engine](const SearchRequest& asked) { return engine.Search(asked); };
    RunBatch(search, task.queries, request, task.jobs,
             [&](std::size_t index, const BatchAnswer& answer) {
               const BatchQuery& query = task.queries[index];
               simplified += answer.simplified;
               if (answer.response && !query.text.empty()) run.mode = answer.response->mode;
               run.lines.push_back(MakeLine(query.id, answer, task));
               if (!answer.response && ++run.failed <= kFailuresShown) {
                 bar.Clear();
                 console.Note("query " + SafeText(query.id) + ": " +
                              SafeText(ToString(answer.response.error())));
               }
               bar.Update("searching", index + 1, task.queries.size(),
                          FormatCount(index + 1, "query", "queries"));
               return true;
             });
  }
  if (run.failed > 0) {
    console.Note(FormatCount(run.failed, "query", "queries") + " failed, counted as 0");
  }
  if (simplified > 0) {
    console.Note(FormatCount(simplified, "query", "queries") +
                 " not asked just as written, being no valid expression or too long");
  }
  return run;
}

}  // namespace cuepoint
