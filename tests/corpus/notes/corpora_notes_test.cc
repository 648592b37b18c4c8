// The notes of four real shows: every time that a plain pattern finds in a show's own layout is a
// chapter with that start, and its title carries no markup.
//
// A note succeeds when as many of its times are chapters as ascend (the longest ascending part of
// them, by a plain dynamic programme: a time that breaks the order of its own list is none that can
// be right) and every chapter's start is written in the note: as a time, at the start
// of one with frames, in an address, or, past the first hour, without its hour.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <ostream>
#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "corpus/markup/markdown_text.h"
#include "corpus/notes/notes.h"
#include "corpus/timestamp.h"

namespace cuepoint {
namespace {

struct CorpusCase {
  const char* name;
  const char* directory;
  const char* only_with;  // Notes without this are passed over.
  const char* line;       // A time in the show's own layout: hours, minutes, seconds.
  double percent;
  std::size_t min_notes;

  friend std::ostream& operator<<(std::ostream& out, const CorpusCase& c) { return out << c.name; }
};

struct Note {
  std::string front;
  std::string body;
};

Note ReadNote(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string all{std::istreambuf_iterator<char>(in), {}};
  const std::size_t close = all.starts_with("---") ? all.find("\n---", 3) : std::string::npos;
  if (close == std::string::npos) return {{}, all};
  return {all.substr(0, close), all.substr(std::min(close + 4, all.size()))};
}

double Seconds(const std::smatch& match) {
  const auto part = [&](std::size_t i) { return std::stod(match[i].str()); };
  if (match[3].matched) return part(1) * 3600 + part(2) * 60 + part(3);
  return part(1) * 60 + part(2);
}

std::vector<double> TimesOf(const std::string& body, const std::regex& pattern) {
  std::vector<double> times;
  for (std::size_t begin = 0; begin < body.size();) {
    const std::size_t end = std::min(body.find('\n', begin), body.size());
    const std::string line = body.substr(begin, std::min<std::size_t>(end - begin, 120));
    std::smatch match;
    if (std::regex_search(line, match, pattern)) times.push_back(Seconds(match));
    begin = end + 1;
  }
  return times;
}

std::size_t LongestAscending(const std::vector<double>& times) {
  std::vector<std::size_t> length(times.size(), 1);
  for (std::size_t i = 0; i < times.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (times[k] < times[i]) length[i] = std::max(length[i], length[k] + 1);
    }
  }
  return times.empty() ? 0 : *std::max_element(length.begin(), length.end());
}

std::set<double> TimesInAddresses(const std::string& body) {
  std::set<double> times;
  const std::regex pattern("[?&#]t=([0-9]+)s?[^0-9:]");
  for (std::sregex_iterator it(body.begin(), body.end(), pattern); it != std::sregex_iterator();
       ++it) {
    times.insert(std::stod((*it)[1].str()));
  }
  return times;
}

std::optional<double> DurationOf(const std::string& front) {
  std::smatch match;
  if (!std::regex_search(front, match, std::regex("\nduration: *\"?([0-9:]+)"))) return {};
  return ParseDuration(match[1].str());
}

std::string WrongTitle(const std::vector<Chapter>& chapters) {
  static const std::regex wrong(
      "\\*\\*[^*]+\\*\\*|\\]\\(#|^[-*:|]|^\\[?@?[0-9]{1,2}:[0-9]{2}|^\\s|\\s$");
  for (const Chapter& chapter : chapters) {
    if (chapter.title.empty() || std::regex_search(chapter.title, wrong)) return chapter.title;
  }
  return {};
}

class CorporaNotes : public ::testing::TestWithParam<CorpusCase> {};
TEST_P(CorporaNotes, GiveTheirTimesAsChapters) {
  const CorpusCase& c = GetParam();
  const std::filesystem::path directory =
      std::filesystem::path(CUEPOINT_SOURCE_DIR "/../shared/data/corpora") / c.directory;
  if (!std::filesystem::exists(directory)) GTEST_SKIP() << directory << " is not there";

  const std::regex pattern(c.line);
  std::size_t notes_with_times = 0;
  std::vector<std::string> failures;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (entry.path().extension() != ".md") continue;
    const Note note = ReadNote(entry.path());
    if (note.body.find(c.only_with) == std::string::npos) continue;
    const std::optional<double> duration_s = DurationOf(note.front);
    std::vector<double> times = TimesOf(note.body, pattern);
    std::erase_if(times, [&](double time) { return duration_s && time > *duration_s + 60; });
    if (times.empty()) continue;
    ++notes_with_times;

    const Notes read = ReadNotes(ReadMarkdown(note.body), {}, duration_s);
    std::set<double> written(times.begin(), times.end());
    written.merge(TimesInAddresses(note.body));
    std::size_t right = 0;
    std::string wrong;
    for (const Chapter& chapter : read.chapters) {
      const bool is_written = written.contains(chapter.start_s) ||
                              written.contains(chapter.start_s - 3600) ||
                              note.body.find(FormatTime(chapter.start_s)) != std::string::npos;
      right += is_written ? 1 : 0;
      if (!is_written) wrong = FormatTime(chapter.start_s) + " is not in the notes";
    }
    if (right < LongestAscending(times)) wrong = "times are missing";
    if (const std::string title = WrongTitle(read.chapters); !title.empty()) {
      wrong = "markup in \"" + title + "\"";
    }
    if (!wrong.empty()) failures.push_back(entry.path().filename().string() + ": " + wrong);
  }

  EXPECT_GE(notes_with_times, c.min_notes) << "the pattern fits";
  const double percent = 100.0 * static_cast<double>(notes_with_times - failures.size()) /
                         static_cast<double>(std::max<std::size_t>(notes_with_times, 1));
  RecordProperty("notes", static_cast<int>(notes_with_times));
  RecordProperty("failures", static_cast<int>(failures.size()));
  std::string listed;
  for (const std::string& failure : failures) listed += "\n  " + failure;
  EXPECT_GE(percent, c.percent) << failures.size() << " of " << notes_with_times
                                << " notes fail:" << listed;
}

#define CUEPOINT_TIME "([0-9]{1,3}):([0-9]{2})(?::([0-9]{2}))?"

INSTANTIATE_TEST_SUITE_P(
    Shows, CorporaNotes,
    ::testing::Values(
        CorpusCase{"SyntaxLinked", "syntax/shows",
                   "#t=", "^\\s*[*-]\\s*\\*\\*\\[" CUEPOINT_TIME "\\]\\(#t=", 99, 500},
        CorpusCase{"SyntaxPlain", "syntax/shows", "",
                   "^\\s*(?:[*-] +)?" CUEPOINT_TIME "(?:\\s*$|\\s+-\\s)", 97, 300},
        CorpusCase{"RustaceanStation", "rustacean-station/_episodes", "",
                   "^\\s*[*#-]+\\s*\\[@?" CUEPOINT_TIME "\\]", 97, 150},
        CorpusCase{"Oxide", "oxide", "", "^\\s*(?:[*>-]\\s*)*\\[@?" CUEPOINT_TIME "\\]", 97, 50},
        CorpusCase{"GeeksBlabla", "geeksblabla/episodes", "", "^" CUEPOINT_TIME "\\s", 97, 200}),
    [](const auto& param) { return std::string(param.param.name); });

}  // namespace
}  // namespace cuepoint
