// Cuepoint as one of the engines that bench/peers/run compares; README.md there says what is asked.
//
//   cuepoint_peer query INDEX QUERIES.tsv RUN.jsonl [--threads N] [--mode lexical|hybrid] [--warm
//   K]
//                       [--group moments] [--prefix] [--encoding-us US]
//   cuepoint_peer encode TEXTS.jsonl VECTORS.f32 query|passage
//
// "query" times each answer by itself, from the text of the question to its ten episodes as plain
// values, with one moment each, as the peers give. The engine remembers the vectors of questions,
// so that after a warm round none is encoded in the timed one: --encoding-us is what that takes,
// and is added to each time, as it is to those of hybrid peers. "encode" writes the vectors that
// hybrid peers are given: one row for each line {"text": …}.
#include <atomic>
#include <bit>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include "indexer/encoder_registry.h"
#include "query/engine.h"
#include "query/evaluation.h"
#include "tools/query_batch.h"

namespace cuepoint::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Json = nlohmann::ordered_json;

constexpr std::size_t kHits = 10;

struct Options {
  unsigned threads = 1;
  unsigned warm_rounds = 1;
  double encoding_us = 0;
  SearchRequest request;
};

struct Timed {
  double us = 0;
  std::optional<SearchResponse> response = {};
};

int Complain(const std::string& what) {
  std::fprintf(stderr, "cuepoint_peer: %s\n", what.c_str());
  return 1;
}

double SecondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::string ToLine(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// The arguments after the files, or nothing if one of them is unknown.
std::optional<Options> ParseOptions(std::span<const std::string> arguments) {
  Options options;
  options.request.limit = kHits;
  options.request.moments = 1;
  options.request.mode = Mode::kLexical;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--prefix") {
      options.request.prefix_last = true;
      continue;
    }
    if (i + 1 == arguments.size()) return std::nullopt;
    const std::string& name = arguments[i];
    const std::string& value = arguments[++i];
    if (name == "--mode" && ParseMode(value)) {
      options.request.mode = *ParseMode(value);
    } else if (name == "--group" && ParseGroup(value)) {
      options.request.group = *ParseGroup(value);
    } else if (name == "--threads" && std::atoi(value.c_str()) > 0) {
      options.threads = static_cast<unsigned>(std::atoi(value.c_str()));
    } else if (name == "--encoding-us" && std::atof(value.c_str()) >= 0) {
      options.encoding_us = std::atof(value.c_str());
    } else if (name == "--warm" && std::atoi(value.c_str()) >= 0) {
      options.warm_rounds = static_cast<unsigned>(std::atoi(value.c_str()));
    } else {
      return std::nullopt;
    }
  }
  return options;
}

Timed Ask(const Engine& engine, SearchRequest request, const std::string& text) {
  request.query = text;
  const auto begin = Clock::now();
  BatchAnswer answer = SearchLeniently(
      [&engine](const SearchRequest& asked) { return engine.Search(asked); }, std::move(request));
  Timed timed{.us = SecondsSince(begin) * 1e6};
  if (answer.response) timed.response = *std::move(answer.response);
  return timed;
}

/// Asks all questions, shared out among the threads one by one.
std::vector<Timed> AskAll(const Engine& engine, const Options& options,
                          const std::vector<BatchQuery>& queries) {
  std::vector<Timed> answers(queries.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < queries.size(); i = next++) {
      answers[i] = Ask(engine, options.request, queries[i].text);
    }
  };
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < options.threads; ++i) others.emplace_back(work);
  work();
  others.clear();
  return answers;
}

Json HitJson(const Hit& hit) {
  Json json{{"id", hit.episode.id}, {"title", hit.episode.title}, {"snippet", hit.snippet}};
  json["start_s"] = nullptr;
  if (hit.moments.empty()) return json;
  json["start_s"] = hit.moments.front().start_s;
  if (hit.snippet.empty()) json["snippet"] = hit.moments.front().snippet;
  return json;
}

int Query(const std::string& index, const std::string& queries_path, const std::string& run_path,
          const Options& options) {
  std::ifstream file(queries_path, std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(file), {}};
  const Result<std::vector<BatchQuery>> queries = ParseQueries(content, queries_path);
  if (!queries) return Complain(ToString(queries.error()));
  if (queries->empty()) return Complain(queries_path + " has no queries");

  const auto opening = Clock::now();
  const Result<Engine> engine = Engine::Open(index);
  if (!engine) return Complain(ToString(engine.error()));
  if (const Timed first = Ask(*engine, options.request, queries->front().text); !first.response) {
    return Complain("no answer to " + queries->front().text);
  }
  const double open_s = SecondsSince(opening);
  if (const Result<void> prepared = engine->Prepare(); !prepared) {
    return Complain(ToString(prepared.error()));
  }
  for (unsigned i = 0; i < options.warm_rounds; ++i) AskAll(*engine, options, *queries);
  const auto begin = Clock::now();
  const std::vector<Timed> answers = AskAll(*engine, options, *queries);
  const double wall_s = SecondsSince(begin);

  const double encoding_us = options.warm_rounds > 0 ? options.encoding_us : 0;
  std::ofstream run(run_path, std::ios::binary);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    Json hits = Json::array();
    if (answers[i].response) {
      for (const Hit& hit : answers[i].response->hits) hits.push_back(HitJson(hit));
    }
    run << ToLine({{"_id", (*queries)[i].id}, {"us", answers[i].us + encoding_us}, {"hits", hits}});
  }
  run.close();
  if (!run) return Complain("cannot write " + run_path);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::fputs(ToLine({{"open_ms", open_s * 1e3},
                     {"rss_mb", static_cast<double>(usage.ru_maxrss) / 1024},
                     {"wall_s", wall_s},
                     {"threads", options.threads}})
                 .c_str(),
             stdout);
  return 0;
}

int Encode(const std::string& texts_path, const std::string& vectors_path, TextKind kind) {
  static_assert(std::endian::native == std::endian::little, "the file is little-endian");
  const Result<std::shared_ptr<const Encoder>> encoder = OpenEncoder(kDefaultEncoder);
  if (!encoder) return Complain(ToString(encoder.error()));
  const unsigned dimensions = (*encoder)->identity().dimensions;
  std::ifstream texts(texts_path, std::ios::binary);
  std::ofstream vectors(vectors_path, std::ios::binary);
  std::vector<float> row(dimensions);
  double encoding_s = 0;
  std::size_t count = 0;
  for (std::string line; std::getline(texts, line);) {
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object() || !json.contains("text") || !json["text"].is_string()) {
      return Complain(texts_path + ": a line without a text: " + line.substr(0, 100));
    }
    const std::string text = json["text"].get<std::string>();
    const std::string_view view = text;
    const auto begin = Clock::now();
    if (const auto encoded = (*encoder)->Encode({&view, 1}, kind, row); !encoded) {
      return Complain(ToString(encoded.error()));
    }
    encoding_s += SecondsSince(begin);
    ++count;
    vectors.write(reinterpret_cast<const char*>(row.data()),
                  static_cast<std::streamsize>(row.size() * sizeof(float)));
  }
  vectors.close();
  if (!vectors) return Complain("cannot write " + vectors_path);
  std::fputs(
      ToLine({{"dimensions", dimensions},
              {"us_per_text", count == 0 ? 0 : encoding_s * 1e6 / static_cast<double>(count)}})
          .c_str(),
      stdout);
  return 0;
}

int Run(const std::vector<std::string>& arguments) {
  if (arguments.size() == 4 && arguments[0] == "encode" &&
      (arguments[3] == "query" || arguments[3] == "passage")) {
    return Encode(arguments[1], arguments[2],
                  arguments[3] == "query" ? TextKind::kQuery : TextKind::kPassage);
  }
  if (arguments.size() >= 4 && arguments[0] == "query") {
    if (const auto options = ParseOptions(std::span(arguments).subspan(4))) {
      return Query(arguments[1], arguments[2], arguments[3], *options);
    }
  }
  std::fputs(
      "cuepoint_peer query INDEX QUERIES.tsv RUN.jsonl [--threads N] [--mode lexical|hybrid]"
      " [--warm K] [--group moments] [--prefix] [--encoding-us US]\n"
      "cuepoint_peer encode TEXTS.jsonl VECTORS.f32 query|passage\n",
      stderr);
  return 2;
}

}  // namespace
}  // namespace cuepoint::bench

int main(int argc, char** argv) {
  return cuepoint::bench::Run(std::vector<std::string>(argv + 1, argv + argc));
}
