// The vocabulary of the latest revision, made once and shared by all threads.
#ifndef CUEPOINT_QUERY_VOCABULARY_STORE_H_
#define CUEPOINT_QUERY_VOCABULARY_STORE_H_

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "corpus/result.h"
#include "query/index_view.h"
#include "query/vocabulary.h"

namespace cuepoint {

/// Makes vocabularies in a thread of its own, when first asked for one of a new revision. Nobody
/// waits long for that: until it is there, that of the revision before answers. Thread-safe.
class VocabularyStore {
 public:
  /// How long a caller may have to wait.
  enum class Patience {
    kBrief,  ///< A moment, unless there is no vocabulary at all yet.
    kFull,   ///< Until there is one of the reader's revision, or it turned out that none can be.
  };

  /// `readers` and `path` (for errors) are the index's; `readers` must outlive the store.
  VocabularyStore(ReaderPool& readers, std::string path)
      : readers_(readers), path_(std::move(path)) {}
  VocabularyStore(const VocabularyStore&) = delete;
  VocabularyStore& operator=(const VocabularyStore&) = delete;
  ~VocabularyStore();

  /// A vocabulary, of the reader's revision or, with kBrief, of one before. Errors: those of
  /// MakeVocabulary and ReaderPool::Take.
  Result<std::shared_ptr<const Vocabulary>> Of(const Reader& reader, Patience patience);

 private:
  void Make();

  ReaderPool& readers_;
  const std::string path_;
  std::mutex mutex_;
  std::condition_variable made_;
  std::shared_ptr<const Vocabulary> latest_;
  std::optional<Error> error_;  // Of the latest attempt.
  bool making_ = false;
  std::thread maker_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_QUERY_VOCABULARY_STORE_H_
