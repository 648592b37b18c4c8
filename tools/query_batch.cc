#include "tools/query_batch.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "corpus/text.h"
#include "query/utf8_char.h"
#include "tools/ordered_run.h"

namespace cuepoint {
namespace {

using Clock = std::chrono::steady_clock;

// What the query language takes for quotation marks or brackets.
constexpr std::array<std::string_view, 10> kMarks = {
    "\"", "(", ")", "\u201C", "\u201D", "\u201E", "\u201F", "\u00AB", "\u00BB", "\uFF02"};
// What excludes a word at its start.
constexpr std::array<std::string_view, 2> kMinusSigns = {"-", "\u2212"};

bool IsBlankText(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = Utf8CharAt(text, at);
    if (!IsBlank(c.code)) return false;
    at += c.bytes;
  }
  return true;
}

std::vector<std::string_view> SplitWords(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && !IsSpace(text[at])) continue;
    if (at > begin) words.push_back(text.substr(begin, at - begin));
    begin = at + 1;
  }
  return words;
}

bool IsOperator(std::string_view word) {
  return EqualsNoCase(word, "and") || EqualsNoCase(word, "or") || EqualsNoCase(word, "not");
}

std::string_view WithoutMinusSigns(std::string_view word) {
  const auto sign = [&word] {
    return std::find_if(kMinusSigns.begin(), kMinusSigns.end(),
                        [&word](std::string_view minus) { return word.starts_with(minus); });
  };
  for (auto found = sign(); found != kMinusSigns.end(); found = sign()) {
    word.remove_prefix(found->size());
  }
  return word;
}

// The first `count` words, and no more bytes than a query may have.
std::string FirstWords(const std::vector<std::string_view>& words, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count && i < words.size(); ++i) {
    const std::size_t room = SearchLimits::kQueryBytes - text.size();
    if (i > 0 && 1 + words[i].size() > room) break;
    text.append(i == 0 ? "" : " ").append(TruncateUtf8(words[i], room));
  }
  return text;
}

bool IsNotAskable(const Result<SearchResponse>& response) {
  return !response && (response.error().code == ErrorCode::kBadQuery ||
                       response.error().code == ErrorCode::kTooLarge);
}

SearchResponse EmptyResponse(const SearchRequest& request) {
  SearchResponse response;
  response.query = request.query;
  response.mode = request.mode;
  response.group = request.group;
  return response;
}

}  // namespace

std::string PlainWords(std::string_view query) {
  std::string text(query);
  for (const std::string_view mark : kMarks) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
      text.replace(at, mark.size(), 1, ' ');
    }
  }
  std::string plain;
  for (const std::string_view marked : SplitWords(text)) {
    const std::string_view word = WithoutMinusSigns(marked);
    if (word.empty() || IsOperator(word)) continue;
    plain.append(plain.empty() ? "" : " ").append(word);
  }
  return plain;
}

BatchAnswer SearchLeniently(const SearchFn& search, SearchRequest request) {
  const Clock::time_point start = Clock::now();
  const std::string original = request.query;
  BatchAnswer answer{EmptyResponse(request)};
  if (!IsBlankText(original)) answer.response = search(request);
  if (IsNotAskable(answer.response)) {
    answer.simplified = true;
    const std::string plain = PlainWords(original);
    const std::vector<std::string_view> words = SplitWords(plain);
    if (words.empty()) answer.response = EmptyResponse(request);
    // One word as typed can become several terms, so fewer are tried until they fit.
    for (std::size_t count = std::min(words.size(), SearchLimits::kQueryTerms);
         count > 0 && IsNotAskable(answer.response); count /= 2) {
      request.query = FirstWords(words, count);
      answer.response = search(request);
    }
  }
  if (answer.response) {
    answer.response->query = original;
    answer.simplified |= !answer.response->notes.empty();
  }
  answer.wall_ms = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  return answer;
}

void RunBatch(const SearchFn& search, const std::vector<BatchQuery>& queries,
              const SearchRequest& request, unsigned jobs, const AnswerSink& sink) {
  const auto work = [&](std::size_t index) {
    SearchRequest one = request;
    one.query = queries[index].text;
    return SearchLeniently(search, std::move(one));
  };
  RunOrdered(queries.size(), jobs, work, sink);
}

}  // namespace cuepoint
