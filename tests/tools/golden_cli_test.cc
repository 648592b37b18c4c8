// The command's output over the bundled corpus, byte for byte, against tests/golden/cli.
//
// After a wanted change: tests/golden/update, then look at the difference and commit it.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>

#include <gtest/gtest.h>

#include "program.h"

namespace cuepoint {
namespace {

struct GoldenCase {
  std::string name;
  std::vector<std::string> arguments;  ///< "--db" is added.
  std::string input = {};
};

// Both formats, a day's end, several indexes, what was typed on the way, and lines of others.
constexpr const char* kLog = R"(opening indexes netstack, other; http://127.0.0.1:8080/readyz says when
2026-11-21T23:59:58.120Z info client=192.0.2.7 method=GET path="/netstack/" status=200 ms=0.81 bytes=13108 route="/" index="netstack"
2026-11-21T23:59:59.002Z info client=192.0.2.7 method=GET path="/netstack/v1/search" status=200 ms=0.4 bytes=2011 hits=6 route="/v1/search" index="netstack" query="q"
2026-11-21T23:59:59.402Z info client=192.0.2.7 method=GET path="/netstack/v1/search" status=200 ms=0.5 bytes=1282 hits=1 route="/v1/search" index="netstack" query="quic"
2026-11-22T08:00:01.000Z info client=198.51.100.4 method=GET path="/netstack/v1/search" status=200 ms=0.6 bytes=1282 hits=1 route="/v1/search" index="netstack" query="QUIC"
{"time":"2026-11-22T08:00:02.000Z","level":"info","client":"198.51.100.4","method":"GET","path":"/other/v1/search","status":200,"ms":2.5,"bytes":120,"hits":0,"route":"/v1/search","index":"other","query":"Zürich"}
{"time":"2026-11-22T08:00:03.000Z","level":"info","client":"198.51.100.4","method":"GET","path":"/other/v1/search","status":503,"ms":0.1,"bytes":115,"route":"/v1/search","index":"other"}
{"time":"2026-11-22T08:00:03.000Z","level":"error","message":"/srv/other: the index is damaged"}
2026-11-22T08:00:04.000Z info client=198.51.100.4 method=GET path="/.env" status=404 ms=0.05 bytes=187
)";
constexpr const char* kLogWithoutQueries = R"(2026-11-22T08:00:01.000Z info client=198.51.100.4 method=GET path="/v1/search" status=200 ms=0.6 bytes=1282 hits=1 route="/v1/search"
)";

void PrintTo(const GoldenCase& test, std::ostream* out) { *out << test.name; }

std::vector<GoldenCase> Cases() {
  return {
      {"help", {"--help"}},
      {"help_search", {"search", "--help"}},
      {"help_batch", {"batch", "--help"}},
      {"help_export", {"export", "--help"}},
      {"help_serve", {"serve", "--help"}},
      {"help_report", {"report", "--help"}},
      {"search_dnssec", {"search", "dnssec"}},
      {"search_quic", {"search", "quic", "--limit", "3"}},
      {"search_phrase", {"search", "\"zero copy\""}},
      {"search_exclusion", {"search", "http", "--", "-firefox"}},
      {"search_moments", {"search", "--group", "moments", "--limit", "4", "http/3"}},
      {"search_colors", {"search", "--color", "always", "--limit", "2", "quic"}},
      {"search_explain", {"search", "--explain", "--limit", "1", "dnssec"}},
      {"search_newest", {"search", "--sort", "newest", "--limit", "2", "network"}},
      {"search_json", {"search", "--format", "json", "--limit", "1", "dnssec"}},
      {"search_nothing", {"search", "xyzzyplugh"}},
      {"search_bad_query", {"search", "quic (tcp"}},
      {"batch_trec",
       {"batch", "--format", "trec", "--key", "number", "--limit", "3", "-"},
       "q1\tdnssec\nq2\tquic loss recovery\n"},
      {"batch_tsv",
       {"batch", "--format", "tsv", "--group", "moments", "--limit", "3", "-"},
       "q1\tdnssec\nq2\tquic\n"},
      {"export_chapters", {"export", "--format", "chapters", "17"}},
      {"export_several", {"export", "--format", "vtt"}},
      {"export_not_found", {"export", "1000"}},
      {"serve_bad_flag", {"serve", "--log-queries", "ful"}},
      {"report", {"report", "-"}, kLog},
      {"report_json", {"report", "--format", "json", "--limit", "1", "-"}, kLog},
      {"report_without_queries", {"report", "-"}, kLogWithoutQueries},
      {"show_index", {"show"}},
      {"check", {"check"}},
      {"unknown_command", {"serach", "quic"}},
  };
}

std::string ReplaceAll(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
  return text;
}

// Times and places differ from run to run, and scores with every improvement of the ranking, whose
// order these files do keep.
std::string Settled(std::string text, const std::string& db) {
  text = ReplaceAll(std::move(text), db, "DB");
  text = std::regex_replace(text, std::regex("in [0-9.]+ (ms|s)\\b"), "in T");
  text = std::regex_replace(text, std::regex("\"took_ms\":[0-9.e-]+"), "\"took_ms\":T");
  return std::regex_replace(text, std::regex("\\b[0-9]+\\.[0-9]{3,}\\b"), "N");
}

// As a file for people: escape sequences visible, the parts labelled.
std::string Transcript(const GoldenCase& golden, const ProgramResult& result,
                       const std::string& db) {
  std::string command = "$ cuepoint";
  for (const std::string& argument : golden.arguments) {
    const bool plain = argument.find_first_of(" \"(") == std::string::npos;
    command += plain ? " " + argument : " '" + argument + "'";
  }
  std::string text = command + "\n";
  if (!golden.input.empty()) text += "--- standard input\n" + golden.input;
  text += "--- standard output\n" + Settled(result.out, db);
  text += "--- standard error\n" + Settled(result.err, db);
  text += "--- exit status " + std::to_string(result.status) + "\n";
  return ReplaceAll(std::move(text), "\x1b", "<ESC>");
}

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// The lines that differ between a common start and a common end.
std::string Difference(const std::string& expected, const std::string& actual) {
  const std::vector<std::string> want = LinesOf(expected);
  const std::vector<std::string> have = LinesOf(actual);
  std::size_t head = 0;
  while (head < want.size() && head < have.size() && want[head] == have[head]) ++head;
  std::size_t tail = 0;
  while (tail + head < std::min(want.size(), have.size()) &&
         want[want.size() - 1 - tail] == have[have.size() - 1 - tail]) {
    ++tail;
  }
  std::string text = "at line " + std::to_string(head + 1) + ":\n";
  for (std::size_t i = head; i + tail < want.size(); ++i) text += "- " + want[i] + "\n";
  for (std::size_t i = head; i + tail < have.size(); ++i) text += "+ " + have[i] + "\n";
  return text;
}

class GoldenCli : public ::testing::TestWithParam<GoldenCase> {};

TEST_P(GoldenCli, PrintsWhatItDidBefore) {
  const GoldenCase& golden = GetParam();
  const TemporaryDirectory directory;
  const std::string db = directory / "db";
  const ProgramResult indexed =
      RunProgram({"index", "--db", db, CUEPOINT_SOURCE_DIR "/corpus/netstack.fm"});
  ASSERT_EQ(indexed.status, 0) << indexed.err;
  const ProgramResult result =
      RunProgram(golden.arguments, {.text = golden.input, .environment = {{"CUEPOINT_DB", db}}});
  const std::string actual = Transcript(golden, result, db);
  const std::string path =
      std::string(CUEPOINT_SOURCE_DIR "/tests/golden/cli/") + golden.name + ".txt";
  if (std::getenv("CUEPOINT_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << actual;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file) << path << " is missing; run tests/golden/update";
  std::stringstream expected;
  expected << file.rdbuf();
  if (expected.str() == actual) return;
  ADD_FAILURE() << path << " " << Difference(expected.str(), actual)
                << "If this is wanted, run tests/golden/update and commit the change.";
}

INSTANTIATE_TEST_SUITE_P(Cases, GoldenCli, ::testing::ValuesIn(Cases()),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace cuepoint
