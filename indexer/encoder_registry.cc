#include "indexer/encoder_registry.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "indexer/model_catalogue.h"
#include "indexer/onnx_encoder.h"
#include "indexer/static_encoder.h"

namespace cuepoint {

namespace {

namespace fs = std::filesystem;

using EncoderResult = Result<std::shared_ptr<const Encoder>>;

EncoderResult OpenStatic(const std::string& path, std::string name) {
  auto encoder = StaticEncoder::Open(path, std::move(name));
  if (!encoder) return encoder.error();
  return std::shared_ptr<const Encoder>(std::move(*encoder));
}

// A kind of encoder: the extension of its files, and how to open one under a name.
struct Kind {
  std::string_view extension;
  EncoderResult (*open)(const std::string& path, std::string name);
};

constexpr std::array kKinds = {Kind{".bin", OpenStatic}, Kind{".onnx", OpenOnnxEncoder}};

// Files that go by another name than their own. The newest of a name comes first; older ones stay
// for the indexes that were built with them.
struct Release {
  std::string_view name;
  std::string_view file;
};

constexpr std::array kReleases = {Release{"static", "static-v1.bin"}};

const Kind* KindOf(const fs::path& path) {
  const auto* kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& candidate) {
    return path.extension() == candidate.extension;
  });
  return kind == kKinds.end() ? nullptr : kind;
}

std::string NameOf(const fs::path& path) {
  const auto* release = std::find_if(kReleases.begin(), kReleases.end(), [&](const Release& known) {
    return path.filename() == known.file;
  });
  return release == kReleases.end() ? path.stem().string() : std::string(release->name);
}

bool IsFile(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

std::string Variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

// Those in $CUEPOINT_MODELS.
std::vector<fs::path> ListedDirectories() {
  std::vector<fs::path> directories;
  const std::string listed = Variable("CUEPOINT_MODELS");
  for (std::size_t at = 0; at < listed.size();) {
    const std::size_t end = std::min(listed.find(':', at), listed.size());
    if (end > at) directories.emplace_back(listed.substr(at, end - at));
    at = end + 1;
  }
  return directories;
}

// The user's own, where there is a home.
std::optional<fs::path> UserDirectory() {
  if (const std::string data = Variable("XDG_DATA_HOME"); data.starts_with('/')) {
    return fs::path(data) / "cuepoint/models";
  }
  if (const std::string home = Variable("HOME"); home.starts_with('/')) {
    return fs::path(home) / ".local/share/cuepoint/models";
  }
  return std::nullopt;
}

EncoderResult OpenFile(const fs::path& path) {
  return KindOf(path)->open(path.string(), NameOf(path));
}

Error NotFound(std::string_view name, const std::vector<std::string>& directories) {
  std::string remedy;
  if (FindKnownModel(name) != nullptr) {
    remedy = "run `cuepoint models install " + std::string(name) + "`; ";
  }
  remedy += "there is ";
  for (const FoundModel& model : FindModels(directories)) remedy += model.name + ", ";
  remedy += "none";
  for (const std::string& directory : directories) {
    remedy += (&directory == &directories.front() ? "; looked in " : ", ") + directory;
  }
  return {.code = ErrorCode::kNotFound,
          .message = "there is no encoder \"" + std::string(name) + "\"",
          .remedy = std::move(remedy),
          .kind = "unknown-encoder"};
}

// The files that a name stands for, best first.
std::vector<fs::path> Candidates(std::string_view name,
                                 const std::vector<std::string>& directories) {
  std::vector<fs::path> candidates;
  // A name with a slash would leave the directories.
  if (name.empty() || name.find('/') != std::string_view::npos) return candidates;
  const auto add = [&](const std::string& directory, std::string_view file) {
    fs::path path = fs::path(directory) / file;
    if (IsFile(path)) candidates.push_back(std::move(path));
  };
  for (const std::string& directory : directories) {
    for (const Release& release : kReleases) {
      if (release.name == name) add(directory, release.file);
    }
    for (const Kind& kind : kKinds) add(directory, std::string(name) + std::string(kind.extension));
  }
  return candidates;
}

}  // namespace

std::vector<std::string> ModelDirectories() {
  std::vector<fs::path> wanted;
  wanted = ListedDirectories();
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (!error) wanted.push_back(program.parent_path().parent_path() / "share/cuepoint/models");
#ifdef CUEPOINT_SOURCE_MODELS
  wanted.emplace_back(CUEPOINT_SOURCE_MODELS);
#endif
  if (const std::optional<fs::path> own = UserDirectory()) wanted.push_back(*own);
  std::vector<std::string> directories;
  for (const fs::path& path : wanted) {
    if (!path.empty() && fs::is_directory(path, error)) directories.push_back(path.string());
  }
  return directories;
}

Result<std::string> InstallDirectory() {
  const std::vector<fs::path> listed = ListedDirectories();
  if (!listed.empty()) return listed.front().string();
  if (const std::optional<fs::path> own = UserDirectory()) return own->string();
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = "there is no home directory to keep models in",
               .remedy = "set CUEPOINT_MODELS to a directory"};
}

std::vector<FoundModel> FindModels(const std::vector<std::string>& directories) {
  std::vector<FoundModel> models;
  for (const std::string& directory : directories) {
    std::error_code error;
    for (fs::directory_iterator entry(directory, error), end; !error && entry != end;
         entry.increment(error)) {
      const fs::path& path = entry->path();
      if (KindOf(path) != nullptr && IsFile(path)) {
        models.push_back({NameOf(path), path.string()});
      }
    }
  }
  const auto by_name = [](const FoundModel& a, const FoundModel& b) { return a.name < b.name; };
  std::stable_sort(models.begin(), models.end(), by_name);
  const auto same_name = [](const FoundModel& a, const FoundModel& b) { return a.name == b.name; };
  models.erase(std::unique(models.begin(), models.end(), same_name), models.end());
  return models;
}

EncoderResult OpenEncoder(std::string_view name, const std::vector<std::string>& directories) {
  const fs::path path(name);
  if (KindOf(path) != nullptr) return OpenFile(path);
  const std::vector<fs::path> candidates = Candidates(name, directories);
  if (candidates.empty()) return NotFound(name, directories);
  return OpenFile(candidates.front());
}

EncoderResult OpenEncoder(const EncoderIdentity& indexed,
                          const std::vector<std::string>& directories) {
  std::optional<Error> problem;
  for (const fs::path& path : Candidates(indexed.name, directories)) {
    EncoderResult encoder = OpenFile(path);
    if (!encoder) {
      if (!problem) problem = encoder.error();
      continue;
    }
    const Result<void> same = RequireSameEncoder(indexed, (*encoder)->identity());
    if (same) return encoder;
    if (!problem) problem = same.error();
  }
  return problem ? *problem : NotFound(indexed.name, directories);
}

}  // namespace cuepoint
