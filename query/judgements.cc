// The files of an evaluation: queries and relevance judgements.
#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>

#include <nlohmann/json.hpp>

#include "corpus/text.h"
#include "query/evaluation.h"

namespace cuepoint {
namespace {

/// The lines of a text, without their ends.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (rest_.starts_with(kByteOrderMark)) rest_.remove_prefix(kByteOrderMark.size());
  }

  /// The next line that is not blank, or nothing.
  std::optional<std::string_view> Next() {
    while (!rest_.empty()) {
      const std::size_t end = rest_.find('\n');
      std::string_view line = rest_.substr(0, end);
      rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
      ++number_;
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (!Trim(line).empty()) return line;
    }
    return std::nullopt;
  }

  std::size_t number() const { return number_; }

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
};

Error ErrorAt(ErrorCode code, std::string_view source, std::size_t line, std::string message,
              std::string remedy = {}) {
  return {.code = code,
          .message = std::move(message),
          .source = std::string(source),
          .line = line,
          .remedy = std::move(remedy)};
}

/// Parses one JSON object, keeping only what lies on its top level: depth costs nothing.
nlohmann::json ParseFlat(std::string_view text) {
  const auto keep_shallow = [](int depth, nlohmann::json::parse_event_t event, nlohmann::json&) {
    using Event = nlohmann::json::parse_event_t;
    const bool opens = event == Event::object_start || event == Event::array_start;
    return !opens || depth == 0;
  };
  return nlohmann::json::parse(text, keep_shallow, /*allow_exceptions=*/false);
}

Result<BatchQuery> QueryFromJson(std::string_view line, std::string_view source,
                                 std::size_t number) {
  const nlohmann::json object = ParseFlat(line);
  if (object.is_discarded()) {
    return ErrorAt(ErrorCode::kParse, source, number, "not valid JSON",
                   "each line is one object {\"_id\": …, \"text\": …}");
  }
  if (!object.is_object()) {
    return ErrorAt(ErrorCode::kType, source, number, "a query is a JSON object");
  }
  BatchQuery query;
  const auto id = object.find("_id");
  if (id == object.end() || (!id->is_string() && !id->is_number_integer())) {
    return ErrorAt(ErrorCode::kType, source, number, "\"_id\" is not a string");
  }
  query.id = id->is_string() ? id->get<std::string>() : id->dump();
  const auto text = object.find("text");
  if (text == object.end() || !text->is_string()) {
    return ErrorAt(ErrorCode::kType, source, number, "\"text\" is not a string");
  }
  query.text = text->get<std::string>();
  return query;
}

Result<BatchQuery> QueryFromTsv(std::string_view line, std::string_view source,
                                std::size_t number) {
  const std::size_t tab = line.find('\t');
  if (tab == std::string_view::npos) {
    return ErrorAt(ErrorCode::kParse, source, number, "no tab between id and text",
                   "each line is ID<TAB>TEXT or a JSON object");
  }
  const std::string_view id = Trim(line.substr(0, tab));
  if (id.empty()) return ErrorAt(ErrorCode::kParse, source, number, "the query has no id");
  return BatchQuery{std::string(id), std::string(Trim(line.substr(tab + 1)))};
}

std::vector<std::string_view> SplitTabs(std::string_view line) {
  std::vector<std::string_view> fields;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find('\t', begin), line.size());
    fields.push_back(Trim(line.substr(begin, end - begin)));
    begin = end + 1;
  }
  return fields;
}

std::optional<double> ParseFinite(std::string_view text) {
  double value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

}  // namespace

Result<std::vector<BatchQuery>> ParseQueries(std::string_view content, std::string_view source) {
  std::vector<BatchQuery> queries;
  std::optional<bool> json;
  Lines lines(content);
  while (const std::optional<std::string_view> line = lines.Next()) {
    if (!json) json = Trim(*line).starts_with('{');
    Result<BatchQuery> query = *json ? QueryFromJson(*line, source, lines.number())
                                     : QueryFromTsv(*line, source, lines.number());
    if (!query) return std::move(query).error();
    queries.push_back(*std::move(query));
  }
  return queries;
}

Result<Qrels> ParseQrels(std::string_view content, std::string_view source) {
  constexpr std::string_view kHeader =
      "query-id<TAB>episode<TAB>score, then <TAB>start_s or nothing";
  Qrels qrels;
  Lines lines(content);
  std::size_t columns = 0;
  while (const std::optional<std::string_view> line = lines.Next()) {
    const std::vector<std::string_view> fields = SplitTabs(*line);
    if (columns == 0) {
      const bool known = fields.size() >= 3 && fields.size() <= 4 && fields[0] == "query-id" &&
                         fields[1] == "episode" && fields[2] == "score" &&
                         (fields.size() == 3 || fields[3] == "start_s");
      if (!known) {
        return ErrorAt(ErrorCode::kParse, source, lines.number(), "not the header of judgements",
                       "the first line is " + std::string(kHeader));
      }
      columns = fields.size();
      continue;
    }
    if (fields.size() < 3 || fields.size() > columns) {
      return ErrorAt(ErrorCode::kParse, source, lines.number(),
                     std::to_string(fields.size()) + " fields where the header has " +
                         std::to_string(columns));
    }
    if (fields[0].empty() || fields[1].empty()) {
      return ErrorAt(ErrorCode::kParse, source, lines.number(), "no query or no episode");
    }
    Judgement judgement;
    judgement.episode = fields[1];
    const std::optional<double> grade = ParseFinite(fields[2]);
    if (!grade) return ErrorAt(ErrorCode::kParse, source, lines.number(), "score is not a number");
    judgement.grade = *grade;
    if (fields.size() == 4 && !fields[3].empty()) {
      judgement.start_s = ParseFinite(fields[3]);
      if (!judgement.start_s || *judgement.start_s < 0) {
        return ErrorAt(ErrorCode::kParse, source, lines.number(),
                       "start_s is not a number of seconds");
      }
    }
    qrels[std::string(fields[0])].push_back(std::move(judgement));
  }
  return qrels;
}

}  // namespace cuepoint
