// A directory for the length of a test or a bench.
#ifndef CUEPOINT_TESTS_SUPPORT_TEMPORARY_DIRECTORY_H_
#define CUEPOINT_TESTS_SUPPORT_TEMPORARY_DIRECTORY_H_

#include <filesystem>
#include <string>
#include <string_view>

namespace cuepoint {

/// An empty directory that is removed with its content at the end. Throws std::system_error where
/// it cannot be made or written, which ends a test as it should.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// The path of a file in it.
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  /// Writes a file in it, with the folders it needs, and returns its path.
  std::string Write(const std::string& name, std::string_view content) const;

 private:
  std::filesystem::path path_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_TESTS_SUPPORT_TEMPORARY_DIRECTORY_H_
