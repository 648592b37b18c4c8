// A directory of its own for a test, removed with everything in it.
#ifndef CUEPOINT_TESTS_CORPUS_TEMP_FILES_H_
#define CUEPOINT_TESTS_CORPUS_TEMP_FILES_H_

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include <gtest/gtest.h>

namespace cuepoint {

/// Creates files below a fresh directory.
class TempFiles {
 public:
  TempFiles() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "cuepoint-test-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) ADD_FAILURE() << "cannot create " << pattern;
    root_ = std::filesystem::canonical(pattern);
  }
  ~TempFiles() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }
  TempFiles(const TempFiles&) = delete;
  TempFiles& operator=(const TempFiles&) = delete;

  std::string Path(const std::string& name) const { return (root_ / name).string(); }
  std::string root() const { return root_.string(); }

  /// Writes a file, with the folders it needs, and returns its path.
  std::string Write(const std::string& name, std::string_view content) const {
    const std::filesystem::path path = root_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary);
    file << content;
    if (!file.flush()) ADD_FAILURE() << "cannot write " << path;
    return path.string();
  }

 private:
  std::filesystem::path root_;
};

}  // namespace cuepoint

#endif  // CUEPOINT_TESTS_CORPUS_TEMP_FILES_H_
