#include "indexer/index_store.h"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "indexer/schema.h"
#include "indexer/xapian_error.h"

namespace cuepoint {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStubName = "XAPIANDB";
constexpr std::string_view kStubPrefix = "auto ";
constexpr std::string_view kGenerationPrefix = "gen-";
constexpr std::string_view kLockName = "lock";

Error SystemError(int error_number, std::string_view action, const std::string& path) {
  const bool permission = error_number == EACCES || error_number == EPERM || error_number == EROFS;
  return Error{.code = permission ? ErrorCode::kPermission : ErrorCode::kUnavailable,
               .message = "cannot " + std::string(action) + ": " + std::strerror(error_number),
               .source = path,
               .remedy = permission ? "choose a directory you may write with --db" : ""};
}

Error ForeignDirectory(const std::string& dir) {
  return Error{.code = ErrorCode::kForeign,
               .message = "this directory is not a Cuepoint index, and is left as it is",
               .source = dir,
               .remedy = "name another directory with --db"};
}

/// N of "gen-N".
std::optional<std::uint64_t> GenerationNumber(std::string_view name) {
  if (!name.starts_with(kGenerationPrefix)) return std::nullopt;
  name.remove_prefix(kGenerationPrefix.size());
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  return number;
}

std::vector<std::uint64_t> Generations(const std::string& dir) {
  std::vector<std::uint64_t> numbers;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(dir, ignored)) {
    if (const auto number = GenerationNumber(entry.path().filename().string())) {
      numbers.push_back(*number);
    }
  }
  return numbers;
}

/// Writes and fsyncs `content` to `path`.
Result<void> WriteDurably(const std::string& path, std::string_view content) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0) return SystemError(errno, "write", path);
  const ssize_t written = ::write(fd, content.data(), content.size());
  const bool ok = written == static_cast<ssize_t>(content.size()) && ::fsync(fd) == 0;
  const int error_number = errno;
  ::close(fd);
  if (!ok) return SystemError(error_number, "write", path);
  return {};
}

Result<void> SyncDirectory(const std::string& dir) {
  const int fd = ::open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return SystemError(errno, "open", dir);
  const bool ok = ::fsync(fd) == 0;
  const int error_number = errno;
  ::close(fd);
  if (!ok) return SystemError(error_number, "sync", dir);
  return {};
}

/// True for a directory that a writer may turn into an index: empty but for what is ours.
bool HoldsOnlyOurs(const std::string& dir) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(dir, ignored)) {
    const std::string name = entry.path().filename().string();
    if (name != kLockName && !name.starts_with(kStubName) && !GenerationNumber(name)) return false;
  }
  return true;
}

}  // namespace

Result<std::string> CurrentGeneration(const std::string& dir) {
  const std::string stub_path = dir + "/" + std::string(kStubName);
  std::ifstream stub(stub_path);
  if (!stub) {
    const int error_number = errno;
    if (error_number == EACCES) return SystemError(error_number, "open the index", dir);
    std::error_code ignored;
    if (fs::exists(dir, ignored) && !HoldsOnlyOurs(dir)) return ForeignDirectory(dir);
    return Error{.code = ErrorCode::kNotFound,
                 .message = "there is no index here",
                 .source = dir,
                 .remedy = "make one with `cuepoint index --db " + dir + " SOURCE…`"};
  }
  std::string line;
  std::getline(stub, line);
  const std::string_view view = line;
  if (!view.starts_with(kStubPrefix) || !GenerationNumber(view.substr(kStubPrefix.size()))) {
    return ForeignDirectory(dir);
  }
  return dir + "/" + line.substr(kStubPrefix.size());
}

Result<Xapian::Database> OpenGeneration(const std::string& generation, const std::string& dir) {
  return CatchXapian(dir, [&]() -> Result<Xapian::Database> {
    Xapian::Database database(generation);
    const std::string version = database.get_metadata(schema::kSchemaKey);
    if (version.empty()) return ForeignDirectory(dir);
    if (version != schema::kSchemaVersion) {
      return Error{.code = ErrorCode::kVersion,
                   .message = "this index has schema version " + version + ", this program reads " +
                              std::string(schema::kSchemaVersion),
                   .source = dir,
                   .remedy = "index the sources again with --rebuild"};
    }
    return database;
  });
}

Result<Xapian::Database> OpenIndex(const std::string& dir) {
  // A switch keeps the previous generation, so only two in a row can pull it away from under us.
  for (int attempt = 0;; ++attempt) {
    Result<std::string> generation = CurrentGeneration(dir);
    if (!generation) return generation.error();
    Result<Xapian::Database> database = OpenGeneration(*generation, dir);
    if (database || attempt == 2) return database;
    const ErrorCode code = database.error().code;
    if (code != ErrorCode::kNotFound && code != ErrorCode::kUnavailable &&
        code != ErrorCode::kModified) {
      return database;
    }
  }
}

Result<WriterLock> WriterLock::Acquire(const std::string& dir) {
  std::error_code error;
  fs::create_directories(dir, error);
  if (error) return SystemError(error.value(), "create the index", dir);
  if (!HoldsOnlyOurs(dir)) return ForeignDirectory(dir);
  const std::string path = dir + "/" + std::string(kLockName);
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (fd < 0) return SystemError(errno, "lock the index", dir);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    const int error_number = errno;
    ::close(fd);
    if (error_number != EWOULDBLOCK) return SystemError(error_number, "lock the index", dir);
    return Error{.code = ErrorCode::kLocked,
                 .message = "another process is writing this index",
                 .source = dir,
                 .remedy = "wait for it to finish; readers are not affected"};
  }
  return WriterLock(dir, fd);
}

WriterLock::WriterLock(WriterLock&& other) noexcept
    : dir_(std::move(other.dir_)), fd_(std::exchange(other.fd_, -1)) {}

WriterLock& WriterLock::operator=(WriterLock&& other) noexcept {
  std::swap(dir_, other.dir_);
  std::swap(fd_, other.fd_);
  return *this;
}

WriterLock::~WriterLock() {
  if (fd_ >= 0) ::close(fd_);
}

std::string WriterLock::NewGeneration() const {
  std::uint64_t highest = 0;
  for (const std::uint64_t number : Generations(dir_)) highest = std::max(highest, number);
  return dir_ + "/" + std::string(kGenerationPrefix) + std::to_string(highest + 1);
}

Result<void> WriterLock::Switch(const std::string& generation) {
  const std::string name = fs::path(generation).filename().string();
  const std::optional<std::uint64_t> number = GenerationNumber(name);
  assert(number);
  std::optional<std::uint64_t> previous;
  if (const Result<std::string> current = CurrentGeneration(dir_)) {
    previous = GenerationNumber(fs::path(*current).filename().string());
  }
  const std::string stub = dir_ + "/" + std::string(kStubName);
  const std::string aside = stub + ".new";
  if (Result<void> written = WriteDurably(aside, std::string(kStubPrefix) + name + "\n");
      !written) {
    return written;
  }
  if (::rename(aside.c_str(), stub.c_str()) != 0) return SystemError(errno, "switch", stub);
  if (Result<void> synced = SyncDirectory(dir_); !synced) return synced;
  RemoveExcept(*number, previous);
  return {};
}

void WriterLock::RemoveLeftovers() {
  const Result<std::string> current = CurrentGeneration(dir_);
  if (!current) return;
  const auto number = GenerationNumber(fs::path(*current).filename().string());
  std::optional<std::uint64_t> previous;
  for (const std::uint64_t other : Generations(dir_)) {
    if (other < *number && (!previous || other > *previous)) previous = other;
  }
  RemoveExcept(*number, previous);
}

void WriterLock::RemoveExcept(std::uint64_t current, std::optional<std::uint64_t> previous) {
  for (const std::uint64_t number : Generations(dir_)) {
    if (number == current || number == previous) continue;
    // Best effort: a leftover costs space, not correctness, and the next writer tries again.
    std::error_code ignored;
    fs::remove_all(dir_ + "/" + std::string(kGenerationPrefix) + std::to_string(number), ignored);
  }
}

}  // namespace cuepoint
