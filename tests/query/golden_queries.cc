#include "golden_queries.h"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "indexer/index_run.h"
#include "query/engine.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

const char* const kTables = CUEPOINT_SOURCE_DIR "/tests/golden/queries/";

/// The lines of a table but comments. A missing file has none.
std::vector<std::string> LinesOf(const std::string& path) {
  std::vector<std::string> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.front() != '#') lines.push_back(line);
  }
  return lines;
}

/// The query of a line of a table, which ends at a tab: `\xNN` is a byte, and `\*300 text` is the
/// text 300 times.
std::string QueryOf(std::string_view line) {
  line = line.substr(0, line.find('\t'));
  std::size_t times = 1;
  if (line.starts_with("\\*")) {
    const std::size_t space = line.find(' ');
    times = std::stoul(std::string(line.substr(2, space - 2)));
    line.remove_prefix(space + 1);
  }
  std::string text;
  while (!line.empty()) {
    if (line.starts_with("\\x")) {
      text += static_cast<char>(std::stoi(std::string(line.substr(2, 2)), nullptr, 16));
      line.remove_prefix(4);
    } else {
      text += line.front();
      line.remove_prefix(1);
    }
  }
  std::string query;
  for (; times > 0; --times) query += text;
  return query;
}

/// The answer in one line, as the goldens keep it after the query.
std::string Answer(const Engine& engine, const std::string& query) {
  Result<SearchResponse> response = engine.Search({.query = query, .limit = 5});
  // A busy machine may end the search for a phrase early, which says so.
  for (int attempt = 0; response && attempt < 20; ++attempt) {
    bool late = false;
    for (const QueryNote& note : response->notes) late = late || note.code == "time";
    if (!late) break;
    response = engine.Search({.query = query, .limit = 5});
  }
  if (!response) return "error " + std::string(Name(response.error().code));
  std::ostringstream text;
  text << "notes";
  for (const QueryNote& note : response->notes) text << ' ' << note.code;
  if (response->notes.empty()) text << " -";
  text << (response->corrected ? "\tcorrected\t" : "\tas typed\t") << response->total << '\t';
  for (const Hit& hit : response->hits) {
    text << (&hit == &response->hits.front() ? "" : " ") << hit.episode.number.value_or(-1) << '@';
    if (hit.moments.empty()) {
      text << '-';
    } else {
      text << static_cast<long>(hit.moments.front().start_s);
    }
  }
  return text.str();
}

}  // namespace

void CheckGoldenQueries(const std::string& table, const std::string& source, std::size_t size) {
  const TemporaryDirectory directory;
  const std::string path = directory / "db";
  const Result<IndexReport> report = IndexSources(path, {source}, {});
  ASSERT_TRUE(report) << ToString(report.error());
  const Result<Engine> engine = Engine::Open(path);
  ASSERT_TRUE(engine) << ToString(engine.error());

  const std::vector<std::string> questions = LinesOf(kTables + table + ".tsv");
  EXPECT_EQ(questions.size(), size);
  std::vector<std::string> answers;
  for (const std::string& line : questions) {
    ASSERT_NE(line.find('\t'), std::string::npos) << "without a reason: " << line;
    answers.push_back(line.substr(0, line.find('\t')) + "\t" + Answer(*engine, QueryOf(line)));
  }
  const std::string golden = kTables + table + ".golden";
  if (std::getenv("CUEPOINT_UPDATE_GOLDEN") != nullptr) {
    std::ofstream file(golden, std::ios::binary);
    file << "# query, notes, correction, total, number@second of the first five\n";
    for (const std::string& answer : answers) file << answer << '\n';
    return;
  }
  const std::vector<std::string> expected = LinesOf(golden);
  ASSERT_EQ(expected.size(), answers.size()) << "run tests/golden/update";
  for (std::size_t i = 0; i < answers.size(); ++i) {
    EXPECT_EQ(answers[i], expected[i])
        << "If this is wanted, run tests/golden/update and commit the change.";
  }
}

}  // namespace cuepoint
