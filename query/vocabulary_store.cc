#include "query/vocabulary_store.h"

#include <chrono>
#include <exception>
#include <utility>

#include "indexer/xapian_error.h"

namespace cuepoint {
namespace {

/// Enough for an index of a few hundred episodes to answer from its new revision at once.
constexpr std::chrono::milliseconds kMoment{50};

}  // namespace

VocabularyStore::~VocabularyStore() {
  if (maker_.joinable()) maker_.join();
}

Result<std::shared_ptr<const Vocabulary>> VocabularyStore::Of(const Reader& reader,
                                                              Patience patience) {
  const std::uint64_t revision = reader.view->revision();
  std::unique_lock lock(mutex_);
  const auto current = [&] { return latest_ && latest_->revision == revision; };
  if (current()) return latest_;
  if (!making_) {
    if (maker_.joinable()) maker_.join();  // It has finished, or making_ would be true.
    error_.reset();
    making_ = true;
    maker_ = std::thread([this] { Make(); });
  }
  const auto done = [&] { return current() || !making_; };
  if (latest_ && patience == Patience::kBrief) {
    made_.wait_for(lock, kMoment, done);
    return latest_;
  }
  made_.wait(lock, done);
  if (latest_) return latest_;
  return *error_;
}

void VocabularyStore::Make() {
  const auto make = [this]() -> Result<std::shared_ptr<const Vocabulary>> {
    Result<std::unique_ptr<Reader>> reader = readers_.Take();
    if (!reader) return reader.error();
    auto made = CatchXapian(path_, [&] { return MakeVocabulary(**reader); });
    if (made) readers_.Return(*std::move(reader));
    return made;
  };
  Result<std::shared_ptr<const Vocabulary>> made = Error{};
  try {
    made = make();
    if (!made && made.error().code == ErrorCode::kModified) made = make();
  } catch (const std::exception& exception) {  // Out of memory: nothing may leave a thread.
    made = Error{.code = ErrorCode::kInternal, .message = exception.what()};
  }
  const std::scoped_lock lock(mutex_);
  if (made) {
    latest_ = *std::move(made);
  } else {
    error_ = made.error();
  }
  making_ = false;
  made_.notify_all();
}

}  // namespace cuepoint
