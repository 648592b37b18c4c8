#include "tests/support/syntax_notes.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "corpus/text.h"

namespace cuepoint {
namespace {

/// Moves past what a pattern matches, like a regular expression anchored where it stands.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  std::string_view rest() const { return rest_; }
  void SkipSpace() {
    while (!rest_.empty() && IsSpace(rest_.front())) rest_.remove_prefix(1);
  }
  bool Skip(std::string_view literal) {
    if (!rest_.starts_with(literal)) return false;
    rest_.remove_prefix(literal.size());
    return true;
  }
  /// One of `markers`, if it is there.
  bool SkipAnyOf(std::string_view markers) {
    if (rest_.empty() || markers.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// Up to `limit` digits.
  std::string_view Digits(std::size_t limit) {
    std::size_t size = 0;
    while (size < rest_.size() && size < limit && IsDigit(rest_[size])) ++size;
    const std::string_view digits = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return digits;
  }
  bool SkipPast(char end) {
    const std::size_t at = rest_.find(end);
    if (at == std::string_view::npos) return false;
    rest_.remove_prefix(at + 1);
    return true;
  }

 private:
  std::string_view rest_;
};

double ToNumber(std::string_view digits) {
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return static_cast<double>(number);
}

/// "3:09" or "1:03:09" to seconds. Minutes may exceed an hour here, as they do in the notes.
std::optional<double> ScanTime(Scanner& scanner) {
  std::string_view part = scanner.Digits(2);
  if (part.empty()) return std::nullopt;
  double seconds = ToNumber(part);
  int colons = 0;
  for (; colons < 2; ++colons) {
    Scanner ahead = scanner;
    if (!ahead.Skip(":")) break;
    part = ahead.Digits(2);
    if (part.size() != 2) break;
    seconds = seconds * 60 + ToNumber(part);
    scanner = ahead;
  }
  if (colons == 0) return std::nullopt;
  return seconds;
}

struct TimedLine {
  double start_s = 0;
  std::string_view title;
};

/// `* **[03:09](#t=03:09)** Title`, the style since episode 200 or so.
std::optional<TimedLine> ScanLinkedTime(std::string_view line) {
  Scanner scanner(line);
  scanner.SkipSpace();
  // The bullet's own asterisk must not eat one of the emphasis.
  if (!scanner.rest().starts_with("**")) scanner.SkipAnyOf("*-");
  scanner.SkipSpace();
  if (!scanner.Skip("**[")) return std::nullopt;
  const std::optional<double> time = ScanTime(scanner);
  if (!time || !scanner.Skip("](") || !scanner.SkipPast(')') || !scanner.Skip("**")) {
    return std::nullopt;
  }
  return TimedLine{*time, Trim(scanner.rest())};
}

/// `03:09 - Title`, `- 3:09 Title`, `**(03:09)** Title`, or a time alone with the title below it.
std::optional<TimedLine> ScanPlainTime(std::string_view line) {
  Scanner scanner(line);
  scanner.SkipSpace();
  Scanner bullet = scanner;
  if (bullet.SkipAnyOf("-*+") && !bullet.rest().empty() && IsSpace(bullet.rest().front())) {
    bullet.SkipSpace();
    scanner = bullet;
  }
  scanner.Skip("**");
  scanner.Skip("(");
  const std::optional<double> time = ScanTime(scanner);
  if (!time) return std::nullopt;
  scanner.Skip(")");
  scanner.Skip("**");
  scanner.SkipSpace();
  for (const std::string_view separator : {"-", "–", "—", ":"}) {
    if (scanner.Skip(separator)) break;
  }
  return TimedLine{*time, Trim(scanner.rest())};
}

std::optional<TimedLine> ScanTimedLine(std::string_view line) {
  const std::optional<TimedLine> linked = ScanLinkedTime(line);
  return linked ? linked : ScanPlainTime(line);
}

bool IsHeading(std::string_view line) {
  const std::size_t level = line.find_first_not_of('#');
  return level != 0 && level != std::string_view::npos && IsSpace(line[level]);
}

/// Calls `visit(before, title, url)` for every `[title](url)`, with the text since the last one;
/// returns the text after the last.
template <class Visit>
std::string_view ForEachLink(std::string_view line, Visit&& visit) {
  std::size_t done = 0;
  for (std::size_t open = line.find('['); open != std::string_view::npos;
       open = line.find('[', open)) {
    const std::size_t close = line.find(']', open);
    if (close == std::string_view::npos) break;
    const std::size_t end = close + 1 < line.size() && line[close + 1] == '('
                                ? line.find(')', close)
                                : std::string_view::npos;
    if (end == std::string_view::npos) {
      ++open;
      continue;
    }
    const std::string_view target = line.substr(close + 2, end - close - 2);
    // A title in quotes may follow the address.
    const std::size_t size = std::min(target.find_first_of(" \t"), target.size());
    visit(line.substr(done, open - done), line.substr(open + 1, close - open - 1),
          target.substr(0, size));
    open = done = end + 1;
  }
  return line.substr(done);
}

std::string WithoutTags(std::string_view text) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t open = text.find('<'); open != std::string_view::npos;
       open = text.find('<', done)) {
    const std::size_t close = text.find('>', open);
    if (close == std::string_view::npos) break;
    out += text.substr(done, open - done);
    done = close + 1;
  }
  out += text.substr(done);
  return out;
}

bool IsMark(std::string_view text, std::size_t at) {
  return at < text.size() && (text[at] == '*' || text[at] == '`' || text[at] == '_');
}

bool IsInk(std::string_view text, std::size_t at) { return at < text.size() && !IsSpace(text[at]); }

std::size_t MarksAt(std::string_view text, std::size_t at) {
  std::size_t count = 0;
  while (count < 3 && IsMark(text, at + count)) ++count;
  return count;
}

/// End of the shortest emphasised text that starts at `begin`; npos when nothing closes it.
std::size_t EmphasisEnd(std::string_view text, std::size_t begin) {
  if (!IsInk(text, begin)) return std::string_view::npos;
  for (std::size_t last = begin + 1; last + 1 < text.size(); ++last) {
    if (IsInk(text, last) && IsMark(text, last + 1)) return last + 1;
  }
  return IsMark(text, begin + 1) ? begin + 1 : std::string_view::npos;
}

/// `**bold**`, `_italic_` and `code` without their marks.
std::string WithoutEmphasis(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t open = MarksAt(text, at);
    std::size_t end = std::string_view::npos;
    for (; open > 0; --open) {
      end = EmphasisEnd(text, at + open);
      if (end != std::string_view::npos) break;
    }
    if (end == std::string_view::npos) {
      out += text[at++];
      continue;
    }
    out += text.substr(at + open, end - at - open);
    at = end + MarksAt(text, end);
  }
  return out;
}

/// Without the bullet, number, heading or quotation mark that a line starts with.
std::string_view WithoutBlockMark(std::string_view line) {
  Scanner scanner(line);
  scanner.SkipSpace();
  if (scanner.SkipAnyOf("#")) {
    while (scanner.SkipAnyOf("#")) {
    }
  } else if (!scanner.SkipAnyOf("-*+>")) {
    if (scanner.Digits(line.size()).empty() || !scanner.Skip(".")) return line;
  }
  return !scanner.rest().empty() && IsSpace(scanner.rest().front()) ? scanner.rest() : line;
}

/// Markdown to text: links become their titles, tags and emphasis go.
std::string PlainText(std::string_view line) {
  std::string text;
  const std::string_view tail =
      ForEachLink(line, [&](std::string_view before, std::string_view title, std::string_view) {
        text += before;
        text += title;
      });
  text += tail;
  text = WithoutEmphasis(WithoutTags(text));
  return std::string(Trim(WithoutBlockMark(text)));
}

void AppendLine(std::string& text, std::string_view line) {
  if (line.empty()) return;
  if (!text.empty()) text += '\n';
  text += line;
}

template <class Visit>
void ForEachLine(std::string_view text, Visit&& visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    visit(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// A YAML scalar as these files write them: bare, or in one kind of quotes.
std::string Scalar(std::string_view text) {
  text = Trim(text);
  if (text.size() < 2 || text.front() != text.back() || (text[0] != '"' && text[0] != '\'')) {
    return std::string(text);
  }
  const bool single = text[0] == '\'';
  text = text.substr(1, text.size() - 2);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (single && text.substr(i, 2) == "''") ++i;
  }
  return out;
}

std::string IsoDate(std::int64_t milliseconds) {
  namespace chrono = std::chrono;
  const chrono::sys_time<chrono::milliseconds> time{chrono::milliseconds(milliseconds)};
  const chrono::year_month_day date{chrono::floor<chrono::days>(time)};
  const auto two = [](unsigned number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  return std::to_string(static_cast<int>(date.year())) + "-" +
         two(static_cast<unsigned>(date.month())) + "-" + two(static_cast<unsigned>(date.day()));
}

/// The value of `key: value` on a line of its own, indented or not.
std::optional<std::string_view> ValueOf(std::string_view line, std::string_view key) {
  line = Trim(line);
  if (!line.starts_with(key) || !line.substr(key.size()).starts_with(":")) return std::nullopt;
  return Trim(line.substr(key.size() + 1));
}

void ReadFrontMatter(std::string_view front, Episode& episode) {
  bool in_guests = false;
  ForEachLine(front, [&](std::string_view line) {
    const bool nested = line.starts_with(' ') || line.starts_with('\t') || line.starts_with('-');
    if (!nested) in_guests = ValueOf(line, "guest").has_value();
    if (nested && in_guests) {
      if (line.find_first_of('-') == line.find_first_not_of(" \t")) {
        line.remove_prefix(line.find('-') + 1);
      }
      if (const auto name = ValueOf(line, "name"); name && !name->empty()) {
        episode.people.push_back({.name = Scalar(*name), .role = "guest", .bio = {}, .url = {}});
      } else if (const auto of = ValueOf(line, "of"); of && !episode.people.empty()) {
        episode.people.back().bio = Scalar(*of);
      }
    } else if (const auto number = ValueOf(line, "number"); number && !nested) {
      episode.number = static_cast<std::int64_t>(ToNumber(*number));
    } else if (const auto title = ValueOf(line, "title"); title && !nested) {
      episode.title = Scalar(*title);
    } else if (const auto date = ValueOf(line, "date"); date && !nested) {
      episode.published = IsoDate(static_cast<std::int64_t>(ToNumber(*date)));
    }
  });
}

/// The part of a file below its front matter, line by line.
class BodyReader {
 public:
  explicit BodyReader(Episode& episode) : episode_(episode) {}

  void Read(std::string_view line) {
    const bool heading = IsHeading(line);
    if (heading) in_advert_ = ToLowerAscii(line).find("sponsor") != std::string::npos;
    const std::optional<TimedLine> timed = ScanTimedLine(line);
    if (timed) return StartChapter(*timed);
    if (title_missing_ && !heading && !Trim(line).empty()) {
      episode_.chapters.back().title = PlainText(line);
      title_missing_ = false;
      return;
    }
    if (in_advert_ || Trim(line).empty()) return;
    if (heading) in_chapter_ = false;
    AddLinks(line);
    AppendLine(in_chapter_ ? episode_.chapters.back().text : episode_.description, PlainText(line));
  }

 private:
  void StartChapter(const TimedLine& timed) {
    episode_.chapters.push_back(
        {.start_s = timed.start_s, .title = PlainText(timed.title), .url = {}, .text = {}});
    title_missing_ = episode_.chapters.back().title.empty();
    in_chapter_ = true;
    in_advert_ = false;
    AddLinks(timed.title);
  }

  void AddLinks(std::string_view line) {
    ForEachLink(line, [&](std::string_view, std::string_view title, std::string_view url) {
      if (url.empty()) return;
      Link link{.url = std::string(url), .title = std::string(title), .start_s = {}};
      if (in_chapter_) link.start_s = episode_.chapters.back().start_s;
      episode_.links.push_back(std::move(link));
    });
  }

  Episode& episode_;
  bool in_advert_ = false;
  bool in_chapter_ = false;
  bool title_missing_ = false;  // A time stood alone; its title is on the next line.
};

}  // namespace

Result<Episode> ParseSyntaxNotes(std::string_view markdown, std::string_view name) {
  std::string text = RepairUtf8(markdown);
  std::erase(text, '\r');
  constexpr std::string_view kOpen = "---\n";
  constexpr std::string_view kClose = "\n---\n";
  const std::size_t close = text.find(kClose);
  if (!text.starts_with(kOpen) || close == std::string::npos) {
    return Error{.code = ErrorCode::kParse,
                 .message = "there is no front matter",
                 .source = std::string(name)};
  }
  const std::string_view view = text;
  Episode episode;
  episode.show = {.id = "syntax", .title = "Syntax", .url = {}, .language = "en", .deep_link = {}};
  episode.id = "syntax-" + std::string(name.substr(0, name.find_first_of(" .")));
  ReadFrontMatter(view.substr(kOpen.size(), close - kOpen.size()), episode);
  if (!episode.number || episode.title.empty()) {
    return Error{.code = ErrorCode::kParse,
                 .message = "the front matter has no number or no title",
                 .source = std::string(name)};
  }
  episode.url = "https://syntax.fm/" + std::to_string(*episode.number);
  BodyReader body(episode);
  ForEachLine(view.substr(close + kClose.size()), [&](std::string_view line) { body.Read(line); });
  for (Chapter& chapter : episode.chapters) {
    if (chapter.title.empty()) chapter.title = "…";
  }
  std::stable_sort(episode.chapters.begin(), episode.chapters.end(),
                   [](const Chapter& a, const Chapter& b) { return a.start_s < b.start_s; });
  return episode;
}

Result<std::vector<Episode>> ReadSyntaxNotes(const std::string& directory) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    if (entry.path().extension() == ".md") files.push_back(entry.path());
  }
  if (files.empty()) {
    return Error{.code = ErrorCode::kNotFound,
                 .message = "there are no show notes here",
                 .source = directory};
  }
  std::sort(files.begin(), files.end());
  std::vector<Episode> episodes;
  for (const std::filesystem::path& file : files) {
    std::ifstream in(file, std::ios::binary);
    const std::string markdown{std::istreambuf_iterator<char>(in), {}};
    Result<Episode> episode = ParseSyntaxNotes(markdown, file.filename().string());
    if (!episode) return episode.error();
    episodes.push_back(*std::move(episode));
  }
  return episodes;
}

}  // namespace cuepoint
