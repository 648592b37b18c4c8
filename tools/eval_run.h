// One run of an evaluation: every judged query asked of one index in one way.
#ifndef CUEPOINT_TOOLS_EVAL_RUN_H_
#define CUEPOINT_TOOLS_EVAL_RUN_H_

#include <cstddef>
#include <string>
#include <vector>

#include "corpus/result.h"
#include "query/engine.h"
#include "query/evaluation.h"
#include "query/search.h"
#include "tools/console.h"
#include "tools/eval_report.h"

namespace cuepoint {

/// What is asked and how answers are judged; the same for all runs that are compared.
struct EvalTask {
  std::vector<BatchQuery> queries;  ///< All of them have judgements.
  Qrels qrels;
  SearchRequest request;  ///< Its query and mode are ignored.
  double tolerance_s = 90;
  Key key = Key::kId;
  unsigned jobs = 1;
};

/// A way of answering: "MODE" or "MODE@DIR".
struct EvalSide {
  Mode mode = Mode::kHybrid;
  std::string path;  ///< Of the index; empty for the one of the main run.
};

/// Reads "lexical", "hybrid@other.db". Error: kInvalidArgument.
Result<EvalSide> ParseEvalSide(const std::string& text);

/// Asks every query of `engine`, with a progress bar and what went wrong on `console`. The lines
/// are in the order of the queries; a query that failed counts as 0.
EvalRun RunEval(const Engine& engine, const EvalTask& task, Mode mode, Console& console);

}  // namespace cuepoint

#endif  // CUEPOINT_TOOLS_EVAL_RUN_H_
