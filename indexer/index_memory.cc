#include "indexer/index_memory.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "indexer/document_builder.h"
#include "indexer/index_writer.h"
#include "indexer/schema.h"
#include "indexer/xapian_error.h"

namespace cuepoint {
namespace {

std::string KeyOf(const std::string& url) {
  // Addresses may be longer than a key.
  return schema::Term(schema::kFetchedKeyPrefix, url);
}

std::string TextOf(const nlohmann::json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

IndexMemory::IndexMemory(const std::optional<std::string>& generation, std::string reading)
    : reading_(std::move(reading)) {
  if (!generation) return;
  const Result<void> opened = CatchXapian(*generation, [&]() -> Result<void> {
    committed_.emplace(*generation);
    return {};
  });
  if (!opened) committed_.reset();
}

Validators IndexMemory::Recall(const std::string& url) {
  if (!committed_) return {};
  Result<Validators> recalled = CatchXapian(url, [&]() -> Result<Validators> {
    const nlohmann::json json =
        nlohmann::json::parse(committed_->get_metadata(KeyOf(url)), nullptr, false);
    if (!json.is_object() || TextOf(json, "url") != url || TextOf(json, "reading") != reading_) {
      return Validators();
    }
    return Validators{.etag = TextOf(json, "etag"), .last_modified = TextOf(json, "last_modified")};
  });
  return recalled ? *std::move(recalled) : Validators();
}

void IndexMemory::Remember(const std::string& url, const Validators& validators) {
  if (validators == Validators()) return;
  const nlohmann::json json = {{"url", url},
                               {"reading", reading_},
                               {"etag", validators.etag},
                               {"last_modified", validators.last_modified}};
  learned_[KeyOf(url)] = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::optional<Episode> IndexMemory::Stored(const std::string& id) {
  if (!committed_) return std::nullopt;
  Result<Episode> stored = CatchXapian(id, [&]() -> Result<Episode> {
    const std::optional<StoredEpisode> found = FindEpisode(*committed_, id);
    if (!found) return Error{.code = ErrorCode::kNotFound, .message = "no such episode"};
    Result<EpisodeRecord> record = DecodeRecord(committed_->get_document(found->docid).get_data());
    if (!record) return record.error();
    return std::move(record->episode);
  });
  if (!stored) return std::nullopt;
  return *std::move(stored);
}

}  // namespace cuepoint
