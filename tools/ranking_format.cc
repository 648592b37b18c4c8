#include "tools/ranking_format.h"

#include <array>
#include <charconv>

#include <nlohmann/json.hpp>

#include "tools/text_layout.h"

namespace cuepoint {
namespace {

// The shortest digits that read back as the same number, never in exponent form.
std::string Digits(double value) {
  std::array<char, 512> buffer{};
  const auto [end, error] =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
  return error == std::errc() ? std::string(buffer.data(), end) : std::string("0");
}

// One field of a format that separates by white space.
std::string Field(std::string_view text) {
  std::string field(text);
  for (char& c : field) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte == 0x7F) c = '_';
  }
  return field;
}

template <class AppendLine>
RankingLines Lines(const SearchResponse& response, Key key, std::size_t offset,
                   const AppendLine& append_line) {
  RankingLines lines;
  std::size_t rank = offset;
  for (const Hit& hit : response.hits) {
    ++rank;
    const std::string episode = KeyOf(hit.episode, key);
    if (episode.empty()) {
      ++lines.without_key;
    } else {
      append_line(hit, episode, std::to_string(rank), lines.text);
    }
  }
  return lines;
}

}  // namespace

RankingLines TrecLines(std::string_view query_id, const SearchResponse& response, Key key,
                       std::size_t offset) {
  const std::string qid = Field(query_id);
  return Lines(response, key, offset,
               [&qid](const Hit& hit, const std::string& episode, const std::string& rank,
                      std::string& text) {
                 text.append(qid).append(" Q0 ").append(Field(episode)).append(" ").append(rank);
                 text.append(" ").append(Digits(hit.score)).append(" cuepoint\n");
               });
}

RankingLines TsvLines(std::string_view query_id, const SearchResponse& response, Key key,
                      std::size_t offset) {
  const std::string qid = SafeText(query_id);
  const bool moments = response.group == Group::kMoments;
  return Lines(response, key, offset,
               [&qid, moments](const Hit& hit, const std::string& episode, const std::string& rank,
                               std::string& text) {
                 const Moment* moment = moments && !hit.moments.empty() ? &hit.moments[0] : nullptr;
                 const bool titled = moment != nullptr && !moment->title.empty();
                 text.append(qid).append("\t").append(SafeText(episode)).append("\t").append(rank);
                 text.append("\t").append(Digits(hit.score)).append("\t");
                 if (moment != nullptr) text.append(Digits(moment->start_s));
                 text.append("\t").append(SafeText(titled ? moment->title : hit.episode.title));
                 text.append("\n");
               });
}

std::string ErrorLineToJson(std::string_view query_id, const Error& error) {
  nlohmann::ordered_json details = {{"code", Name(error.code)}, {"message", error.message}};
  if (error.offset) details["offset"] = *error.offset;
  const nlohmann::ordered_json line = {{"_id", query_id}, {"error", std::move(details)}};
  return line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace cuepoint
