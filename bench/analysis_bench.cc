// How fast is text analysed? Bytes per second on one thread, token stream reused from text to text
// as the writer and the snippets do.
//
//   analysis_bench [FILE|DIRECTORY]…
//
// Without arguments it takes the Markdown show notes under ../shared/data/corpora/syntax/shows when
// they are there, and a small built-in text otherwise. The texts in other scripts are built in.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "indexer/analyzer.h"
#include "indexer/analyzer_peer.h"

namespace cuepoint {
namespace {

struct Texts {
  std::string language;
  std::vector<std::string> texts;

  std::size_t Bytes() const {
    std::size_t bytes = 0;
    for (const std::string& text : texts) bytes += text.size();
    return bytes;
  }
};

std::string Repeat(std::string_view text, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) {
    out += text;
    out += '\n';
  }
  return out;
}

Texts BuiltIn(std::string language, std::string_view sentence) {
  constexpr std::size_t kBytes = 32 * 1024;
  return {std::move(language), {Repeat(sentence, kBytes)}};
}

Texts ReadShowNotes(const std::vector<std::string>& paths) {
  std::vector<std::filesystem::path> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) {
      files.emplace_back(path);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(path, error)) {
      if (entry.is_regular_file(error)) files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  Texts texts{"en", {}};
  for (const std::filesystem::path& file : files) {
    std::ifstream in(file, std::ios::binary);
    texts.texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  if (texts.Bytes() > 0) return texts;
  return BuiltIn("en",
                 "In this episode we talk with Zoe about HTTP/3, why QUIC moved to user space, and "
                 "what RFC 9000 leaves out. Don't miss the part on node.js and C++20! "
                 "Links: https://www.rfc-editor.org/rfc/rfc9000");
}

Analyzer MakeAnalyzer(std::string_view language) {
  Result<Analyzer> analyzer = Analyzer::Create(language);
  if (!analyzer) {
    std::fprintf(stderr, "%s\n", ToString(analyzer.error()).c_str());
    std::exit(2);
  }
  return std::move(analyzer).value();
}

// The answer has to be right before its speed means anything.
bool CheckAnswers(const Texts& notes) {
  Analyzer analyzer = MakeAnalyzer("en");
  TokenStream stream;
  analyzer.Analyze("Z\u00FCrich's HTTP/3 demos", 0, stream);
  std::string got;
  for (const Token& token : stream.tokens()) got += std::string(token.stem) + ' ';
  if (got != "zurich http3 http 3 demo ") {
    std::fprintf(stderr, "wrong answer: %s\n", got.c_str());
    return false;
  }
  Analyzer general = MakeAnalyzer("en");
  AnalyzerPeer::UseGeneralPathOnly(general);
  TokenStream expected;
  for (const std::string& text : notes.texts) {
    stream.Clear();
    expected.Clear();
    analyzer.Analyze(text, 0, stream);
    general.Analyze(text, 0, expected);
    const auto same = [](const Token& a, const Token& b) {
      return a.term == b.term && a.stem == b.stem && a.position == b.position &&
             a.begin == b.begin && a.end == b.end && a.kind == b.kind;
    };
    if (!std::equal(stream.tokens().begin(), stream.tokens().end(), expected.tokens().begin(),
                    expected.tokens().end(), same)) {
      std::fprintf(stderr, "the fast and the general path disagree\n");
      return false;
    }
  }
  return true;
}

void BM_Analyze(benchmark::State& state, const Texts& texts) {
  Analyzer analyzer = MakeAnalyzer(texts.language);
  TokenStream stream;
  std::size_t tokens = 0;
  for (auto _ : state) {
    for (const std::string& text : texts.texts) {
      stream.Clear();
      benchmark::DoNotOptimize(analyzer.Analyze(text, 0, stream));
      tokens += stream.tokens().size();
    }
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(texts.Bytes()));
  state.counters["tokens"] =
      benchmark::Counter(static_cast<double>(tokens), benchmark::Counter::kIsRate);
}

void BM_AnalyzeOnGeneralPath(benchmark::State& state, const Texts& texts) {
  Analyzer analyzer = MakeAnalyzer(texts.language);
  AnalyzerPeer::UseGeneralPathOnly(analyzer);
  TokenStream stream;
  for (auto _ : state) {
    for (const std::string& text : texts.texts) {
      stream.Clear();
      benchmark::DoNotOptimize(analyzer.Analyze(text, 0, stream));
    }
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(texts.Bytes()));
}

void BM_AnalyzeQuery(benchmark::State& state) {
  Analyzer analyzer = MakeAnalyzer("en");
  TokenStream stream;
  for (auto _ : state) {
    stream.Clear();
    benchmark::DoNotOptimize(analyzer.Analyze("DNS-over-HTTPS with node.js", 0, stream));
  }
}

void BM_CreateAnalyzer(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(MakeAnalyzer("en"));
}

void BM_FoldKey(benchmark::State& state, std::string_view name) {
  for (auto _ : state) benchmark::DoNotOptimize(FoldKey(name));
}

int Run(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  std::vector<std::string> paths(argv + 1, argv + argc);
  if (paths.empty()) paths.push_back(CUEPOINT_SOURCE_DIR "/../shared/data/corpora/syntax/shows");
  const Texts notes = ReadShowNotes(paths);
  if (!CheckAnswers(notes)) return 2;

  benchmark::AddCustomContext("show_notes", std::to_string(notes.texts.size()) + " texts, " +
                                                std::to_string(notes.Bytes()) + " bytes");
  const std::vector<std::pair<std::string, Texts>> scripts = {
      {"german", BuiltIn("de",
                         "Größere Änderungen führen häufig zu Verständnisfragen über die "
                         "Schnittstellen, erklärt unser Gast.")},
      {"russian", BuiltIn("ru",
                          "В этом выпуске мы обсуждаем протокол QUIC и то, почему он "
                          "работает поверх UDP.")},
      {"chinese", BuiltIn("zh", "本期节目我们讨论HTTP/3协议，以及为什么QUIC运行在用户空间。")},
      {"japanese", BuiltIn("ja", "今回のエピソードではQUICプロトコルについて話します。")},
      {"thai", BuiltIn("th", "ตอนนี้เราพูดถึงโปรโตคอลQUICและเหตุผลที่ทำงานบนUDP")},
  };
  const auto add = [](const std::string& name, const Texts& texts) {
    benchmark::RegisterBenchmark(("Analyze/" + name).c_str(), BM_Analyze, texts)
        ->Unit(benchmark::kMillisecond);
  };
  add("show_notes", notes);
  for (const auto& [name, texts] : scripts) add(name, texts);
  benchmark::RegisterBenchmark("AnalyzeOnGeneralPath/show_notes", BM_AnalyzeOnGeneralPath, notes)
      ->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("AnalyzeQuery", BM_AnalyzeQuery);
  benchmark::RegisterBenchmark("CreateAnalyzer", BM_CreateAnalyzer);
  benchmark::RegisterBenchmark("FoldKey/ascii", BM_FoldKey, "Terts  Diepraam!");
  benchmark::RegisterBenchmark("FoldKey/accents", BM_FoldKey, "Łukasz Żółw");
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}

}  // namespace
}  // namespace cuepoint

int main(int argc, char** argv) { return cuepoint::Run(argc, argv); }
