#include "indexer/statistics.h"

#include <nlohmann/json.hpp>

namespace cuepoint {
namespace {

struct Field {
  const char* name;
  std::uint64_t IndexStatistics::*member;
};

constexpr Field kFields[] = {
    {"episodes", &IndexStatistics::episodes},
    {"passages", &IndexStatistics::passages},
    {"episode_length", &IndexStatistics::episode_length},
    {"passage_length", &IndexStatistics::passage_length},
    {"next_episode", &IndexStatistics::next_episode},
};

}  // namespace

std::string EncodeStatistics(const IndexStatistics& statistics) {
  nlohmann::json json;
  for (const Field& field : kFields) json[field.name] = statistics.*field.member;
  return json.dump();
}

Result<IndexStatistics> DecodeStatistics(std::string_view text) {
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  IndexStatistics statistics;
  for (const Field& field : kFields) {
    const auto value = json.find(field.name);
    if (value == json.end() || !value->is_number_unsigned()) {
      return Error{.code = ErrorCode::kCorrupt,
                   .message = std::string("the index's statistics lack ") + field.name,
                   .remedy = "index the sources again with --rebuild"};
    }
    statistics.*field.member = value->get<std::uint64_t>();
  }
  return statistics;
}

}  // namespace cuepoint
