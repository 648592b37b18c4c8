#include "server/site_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "corpus/date.h"
#include "corpus/result.h"
#include "corpus/text.h"
#include "corpus/url.h"

namespace cuepoint {
namespace {

constexpr std::string_view kMark = "<mark>";
constexpr std::string_view kMarkEnd = "</mark>";

int NumberAt(std::string_view digits) {
  int number = 0;
  for (const char digit : digits) number = number * 10 + (digit - '0');
  return number;
}

std::string OneDecimal(double number) {
  std::array<char, 32> text{};
  const int size = std::snprintf(text.data(), text.size(), "%.1f", number);
  return {text.data(), static_cast<std::size_t>(size)};
}

std::optional<HttpUrl> Parsed(const std::string& url) {
  Result<HttpUrl> parsed = ParseHttpUrl(url);
  if (!parsed) return std::nullopt;
  return *std::move(parsed);
}

}  // namespace

std::string DateText(std::string_view published) {
  static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (!IsIsoDate(published)) return {};
  // "YYYY-MM-DD", of which the end may be missing.
  const std::string year(published.substr(0, 4));
  if (published.size() < 7) return year;
  const std::string month = kMonths[static_cast<std::size_t>(NumberAt(published.substr(5, 2)) - 1)];
  if (published.size() < 10) return month + ' ' + year;
  return month + ' ' + std::to_string(NumberAt(published.substr(8, 2))) + ", " + year;
}

std::string DatePart(std::string_view published) {
  return IsIsoDate(published) ? std::string(published.substr(0, 10)) : std::string();
}

std::string LengthText(std::optional<double> duration_s) {
  if (!duration_s || !(*duration_s > 0)) return {};
  return std::to_string(std::max(1L, std::lround(*duration_s / 60))) + " min";
}

std::string GuestsText(const std::vector<Person>& people) {
  std::string names;
  for (const std::string_view role : {"guest", ""}) {
    for (const Person& person : people) {
      if (person.role != role) continue;
      if (!names.empty()) names += ", ";
      names += person.name;
    }
    if (!names.empty()) break;
  }
  return names;
}

std::string JoinFacts(const std::vector<std::string>& facts) {
  std::string text;
  for (const std::string& fact : facts) {
    if (fact.empty()) continue;
    if (!text.empty()) text += " · ";
    text += fact;
  }
  return text;
}

std::string Thousandths(double part, double whole) {
  return OneDecimal(std::clamp(part / whole * 1000, 0.0, 1000.0));
}

std::string SpanWidth(double span_s, double duration_s) {
  constexpr double kGap = 3;
  constexpr double kLeast = 8;
  return OneDecimal(std::clamp(span_s / duration_s * 1000 - kGap, kLeast, 1000.0));
}

std::string WebUrl(const std::string& url) { return Parsed(url) ? url : std::string(); }

std::string HostText(const std::string& url) {
  const std::optional<HttpUrl> parsed = Parsed(url);
  if (!parsed) return {};
  return parsed->host.starts_with("www.") ? parsed->host.substr(4) : parsed->host;
}

std::string EncodePercent(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (IsAlnum(c) || c == '-' || c == '.' || c == '_' || c == '~') {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return encoded;
}

std::string Excerpt(std::string_view text, std::size_t limit_bytes) {
  std::string line;
  for (const char c : Trim(TruncateUtf8(text, limit_bytes * 2))) {
    if (!IsSpace(c)) {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  if (line.size() <= limit_bytes) return line;
  std::string_view cut = TruncateUtf8(line, limit_bytes);
  // A script without spaces has no word to stop behind.
  if (const std::size_t space = cut.rfind(' '); space != std::string_view::npos && space > 0) {
    cut = cut.substr(0, space);
  }
  return std::string(cut) + "…";
}

std::string SnippetHtml(const std::string& snippet) {
  bool open = false;
  for (std::size_t at = 0; at < snippet.size(); ++at) {
    const std::string_view rest = std::string_view(snippet).substr(at);
    if (rest.front() == '>' || rest.front() == '"') return EscapeHtml(snippet);
    if (rest.front() != '<') continue;
    const std::string_view expected = open ? kMarkEnd : kMark;
    if (!rest.starts_with(expected)) return EscapeHtml(snippet);
    open = !open;
    at += expected.size() - 1;
  }
  return open ? EscapeHtml(snippet) : snippet;
}

std::string WithoutMarks(std::string_view snippet) {
  std::string text;
  while (!snippet.empty()) {
    if (snippet.starts_with(kMark)) {
      snippet.remove_prefix(kMark.size());
    } else if (snippet.starts_with(kMarkEnd)) {
      snippet.remove_prefix(kMarkEnd.size());
    } else {
      text += snippet.front();
      snippet.remove_prefix(1);
    }
  }
  return text;
}

}  // namespace cuepoint
