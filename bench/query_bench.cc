// How fast is a search? Ours against raw Xapian's ten best documents for the same words, query by
// query in alternating rounds (side_by_side.h).
//
//   query_bench [--benchmark_filter=…]
//
// Raw is Xapian::QueryParser (English stemmer, STEM_SOME, OP_OR, our stop words) on one document
// per episode made by Xapian::TermGenerator, no document read. Ours, from the query's text each
// time: "episodes" ranks and describes episodes, "answer" adds moments and snippets, "json" renders
// that, "moments" ranks moments across episodes with their snippets.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>
#include <xapian.h>

#include "bench/corpora.h"
#include "bench/side_by_side.h"
#include "indexer/index_run.h"
#include "indexer/stop_words.h"
#include "query/engine.h"
#include "query/evaluation.h"
#include "query/response_json.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint::bench {
namespace {

constexpr int kRounds = 15;
constexpr std::size_t kHits = 10;

/// A question and what must be among its first ten answers: numbers of episodes.
struct Question {
  std::string text;
  std::set<std::string> right;
};

std::vector<Question> BundledQuestions() {
  return {{"QUIC", {"11"}},
          {"DNSSEC", {"14"}},
          {"HTCPCP", {"17"}},
          {"\"hypertext coffee pot\"", {"17"}},
          {"Joseph Dye", {"13"}},
          {"Larry Masinter", {"17"}},
          {"WebRTC", {"16"}},
          {"firefox networking", {"11"}},
          {"oxide rack switch", {"12"}},
          {"residential proxies", {"13"}},
          {"zero copy parsing", {"10"}},
          {"gRPC in Rust", {"9"}},
          {"Quake network code", {"18"}},
          {"happy eyeballs", {"11"}}};
}

std::string ReadWhole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The title questions of the development set.
std::vector<Question> TitleQuestions() {
  const std::string set = CUEPOINT_SOURCE_DIR "/../shared/data/relevance/syntax-title/";
  const Result<std::vector<BatchQuery>> queries =
      ParseQueries(ReadWhole(set + "queries.jsonl"), "queries.jsonl");
  const Result<Qrels> qrels = ParseQrels(ReadWhole(set + "qrels.tsv"), "qrels.tsv");
  if (!queries) Fail(ToString(queries.error()));
  if (!qrels) Fail(ToString(qrels.error()));
  std::vector<Question> questions;
  for (const BatchQuery& query : *queries) {
    Question question{query.text, {}};
    if (const auto found = qrels->find(query.id); found != qrels->end()) {
      for (const Judgement& judgement : found->second) question.right.insert(judgement.episode);
    }
    questions.push_back(std::move(question));
  }
  return questions;
}

class RawSearch {
 public:
  explicit RawSearch(const std::string& path) : database_(path) {
    for (const std::string_view word : StopWords("en")) stopper_.add(std::string(word));
    parser_.set_database(database_);
    parser_.set_stemmer(Xapian::Stem("en"));
    parser_.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
    parser_.set_default_op(Xapian::Query::OP_OR);
    parser_.set_stopper(&stopper_);
  }

  Xapian::MSet Search(const std::string& text) {
    Xapian::Enquire enquire(database_);
    enquire.set_query(parser_.parse_query(text, Xapian::QueryParser::FLAG_DEFAULT));
    return enquire.get_mset(0, kHits);
  }

 private:
  Xapian::Database database_;
  Xapian::SimpleStopper stopper_;
  Xapian::QueryParser parser_;
};

SearchResponse Ask(const Engine& engine, const SearchRequest& request) {
  Result<SearchResponse> response = engine.Search(request);
  if (!response) Fail(request.query + ": " + ToString(response.error()));
  return *std::move(response);
}

SearchRequest RankingRequest(const std::string& text) {
  SearchRequest request;
  request.query = text;
  request.mode = Mode::kLexical;
  request.limit = kHits;
  request.snippets = false;
  return request;
}

SearchRequest AnswerRequest(const std::string& text, Group group) {
  SearchRequest request = RankingRequest(text);
  request.group = group;
  request.snippets = true;
  return request;
}

std::vector<std::string> NumbersOf(const SearchResponse& response) {
  std::vector<std::string> numbers;
  for (const Hit& hit : response.hits) numbers.push_back(KeyOf(hit.episode, Key::kNumber));
  return numbers;
}

/// One corpus with its questions and both indexes.
class Contest {
 public:
  Contest(const Corpus& corpus, std::vector<Question> questions, double least_success,
          const TemporaryDirectory& directory)
      : corpus_(corpus), questions_(std::move(questions)), least_success_(least_success) {
    const std::string ours = directory / ("ours-" + corpus.name);
    const std::string raw = directory / ("raw-" + corpus.name);
    const Result<IndexReport> report = IndexSources(ours, {corpus.jsonl_path}, {});
    if (!report) Fail(ToString(report.error()));
    Result<Engine> engine = Engine::Open(ours);
    if (!engine) Fail(ToString(engine.error()));
    engine_ = std::make_unique<Engine>(*std::move(engine));
    BuildRaw(raw, corpus, RawUnits::kEpisodes, {});
    raw_ = std::make_unique<RawSearch>(raw);
  }

  /// Both sides must find most of what is asked for, and every form of our answer must say the
  /// same.
  void CheckAnswers() {
    std::size_t ours = 0;
    std::size_t raw = 0;
    for (const Question& question : questions_) {
      const SearchResponse ranking = Ask(*engine_, RankingRequest(question.text));
      const SearchResponse answer = Ask(*engine_, AnswerRequest(question.text, Group::kEpisodes));
      const std::vector<std::string> numbers = NumbersOf(ranking);
      if (numbers != NumbersOf(answer)) {
        Fail(question.text + ": snippets change the ranking");
      }
      ours += std::any_of(numbers.begin(), numbers.end(), [&](const std::string& number) {
        return question.right.contains(number);
      });
      const Xapian::MSet mset = raw_->Search(question.text);
      raw += std::any_of(mset.begin(), mset.end(), [&](Xapian::docid id) {
        const auto& number = corpus_.episodes[id - 1].number;
        return number && question.right.contains(std::to_string(*number));
      });
    }
    const double asked = static_cast<double>(questions_.size());
    std::fprintf(stderr, "%s: right among the first ten: ours %.3f, raw %.3f\n",
                 corpus_.name.c_str(), static_cast<double>(ours) / asked,
                 static_cast<double>(raw) / asked);
    if (static_cast<double>(ours) < least_success_ * asked) Fail("too few right answers of ours");
    if (static_cast<double>(raw) < least_success_ * asked) Fail("too few right answers of raw");
  }

  void Run(benchmark::State& state) {
    const auto ours = [this](auto request_of) {
      return [this, request_of](std::size_t task) {
        benchmark::DoNotOptimize(Ask(*engine_, request_of(questions_[task].text)));
      };
    };
    const auto answer = [](const std::string& text) {
      return AnswerRequest(text, Group::kEpisodes);
    };
    const auto moments = [](const std::string& text) {
      return AnswerRequest(text, Group::kMoments);
    };
    standings_ = SideBySide(
        state, questions_.size(),
        {{"raw_top_10",
          [this](std::size_t task) {
            benchmark::DoNotOptimize(raw_->Search(questions_[task].text));
          }},
         {"episodes", ours(RankingRequest)},
         {"answer", ours(answer)},
         {"answer_json",
          [this, answer](std::size_t task) {
            benchmark::DoNotOptimize(ResponseToJson(Ask(*engine_, answer(questions_[task].text))));
          }},
         {"moments", ours(moments)}});
    state.SetLabel(std::to_string(questions_.size()) + " queries");
  }

  void PrintTable() const {
    if (standings_.empty()) return;
    std::printf("\n%s: %zu episodes, %zu queries\n\n", corpus_.name.c_str(),
                corpus_.episodes.size(), questions_.size());
    std::printf(
        "| | median µs | p99 µs | queries/s | median against raw | p99 | processor time |\n");
    std::printf("|---|---:|---:|---:|---:|---:|---:|\n");
    for (const Standing& standing : standings_) {
      std::printf("| %s | %.0f | %.0f | %.0f | %.2f | %.2f | %.2f |\n", standing.name.c_str(),
                  standing.median_ms * 1e3, standing.p99_ms * 1e3,
                  static_cast<double>(questions_.size()) / standing.total_ms * 1e3,
                  standing.median_ms / standings_[0].median_ms,
                  standing.p99_ms / standings_[0].p99_ms, standing.cpu_ms / standings_[0].cpu_ms);
    }
  }

 private:
  const Corpus& corpus_;
  std::vector<Question> questions_;
  double least_success_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<RawSearch> raw_;
  std::vector<Standing> standings_;
};

int Run(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  const TemporaryDirectory directory;
  const std::vector<Corpus> corpora = LoadCorpora(directory.path().string());
  std::vector<std::unique_ptr<Contest>> contests;
  for (const Corpus& corpus : corpora) {
    const bool bundled = corpus.name != "syntax";
    // Paraphrased titles are not all to be found by words.
    contests.push_back(std::make_unique<Contest>(
        corpus, bundled ? BundledQuestions() : TitleQuestions(), bundled ? 1.0 : 0.8, directory));
    contests.back()->CheckAnswers();
    benchmark::RegisterBenchmark(
        ("Query/" + corpus.name).c_str(),
        [contest = contests.back().get()](benchmark::State& state) { contest->Run(state); })
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime()
        ->Iterations(kRounds);
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  for (const auto& contest : contests) contest->PrintTable();
  return 0;
}

}  // namespace
}  // namespace cuepoint::bench

int main(int argc, char** argv) { return cuepoint::bench::Run(argc, argv); }
