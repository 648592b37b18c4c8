// Where an index lives on disk, and how a writer takes and switches it.
//
//   DIR/XAPIANDB   stub database: "auto gen-3"; replaced atomically, so it always names a whole one
//   DIR/gen-3/     the current generation (Xapian glass)
//   DIR/gen-2/     the generation before, kept for readers that still have it open
//   DIR/lock       held with flock(2) while a writer works
//
// Because DIR is itself a Xapian stub directory, any Xapian tool can open it (`xapian-delve DIR`).
#ifndef CUEPOINT_INDEXER_INDEX_STORE_H_
#define CUEPOINT_INDEXER_INDEX_STORE_H_

#include <cstdint>
#include <optional>
#include <string>

#include <xapian.h>

#include "corpus/result.h"

namespace cuepoint {

/// The generation that the stub of the index at `dir` names, as a path. Errors: kNotFound (no
/// index, with the command that makes one), kForeign (a directory or database of somebody else's),
/// kPermission. Thread-safe.
Result<std::string> CurrentGeneration(const std::string& dir);

/// Opens a generation for reading and refuses what we did not write (kForeign) or wrote with
/// another schema (kVersion). `dir` names the index in errors.
Result<Xapian::Database> OpenGeneration(const std::string& generation, const std::string& dir);

/// The current generation of the index at `dir`, opened for reading; retried when a writer switched
/// between looking and opening. Errors as above.
Result<Xapian::Database> OpenIndex(const std::string& dir);

/// Exclusive right to write the index at one directory, given up on destruction (also by a crash:
/// the kernel drops the lock). Not thread-safe.
class WriterLock {
 public:
  /// Creates `dir` when missing. Errors: kLocked, kPermission, kForeign (`dir` holds something
  /// else).
  static Result<WriterLock> Acquire(const std::string& dir);

  WriterLock(WriterLock&& other) noexcept;
  WriterLock& operator=(WriterLock&& other) noexcept;
  ~WriterLock();

  /// Path for a generation that does not exist yet.
  std::string NewGeneration() const;

  /// Makes `generation` the current one, atomically and durably, and removes generations older than
  /// the one it replaces.
  Result<void> Switch(const std::string& generation);

  /// Removes generations that a killed rebuild left behind (neither current nor its predecessor).
  void RemoveLeftovers();

  const std::string& dir() const { return dir_; }

 private:
  WriterLock(std::string dir, int fd) : dir_(std::move(dir)), fd_(fd) {}
  void RemoveExcept(std::uint64_t current, std::optional<std::uint64_t> previous);

  std::string dir_;
  int fd_ = -1;
};

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_INDEX_STORE_H_
