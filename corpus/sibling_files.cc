#include "corpus/sibling_files.h"

#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "corpus/text.h"

namespace cuepoint {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> kNotes = {".md", ".markdown", ".mdx"};
constexpr std::array<std::string_view, 2> kChapters = {".chapters.json", ".chapters.txt"};
/// The most exact format first.
constexpr std::array<std::string_view, 7> kTranscripts = {
    ".vtt",           ".srt",           ".transcript.json", ".transcript.vtt", ".transcript.srt",
    ".transcript.md", ".transcript.txt"};
/// In a directory of transcripts any format will do.
constexpr std::array<std::string_view, 6> kInDirectory = {".vtt", ".srt",      ".json",
                                                          ".md",  ".markdown", ".txt"};
constexpr std::array<std::string_view, 2> kDirectories = {"_transcripts", "transcripts"};
/// How far above the notes a directory of transcripts may stand.
constexpr int kLevels = 3;

bool IsFile(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

/// `path` in a neighbour of one of its directories: "a/_episodes/b/c.md" with "_transcripts" gives
/// "a/_transcripts/b/c.md".
std::vector<fs::path> InNeighbours(const fs::path& path, std::string_view neighbour) {
  std::vector<fs::path> found;
  fs::path below = path.filename();
  fs::path directory = path.parent_path();
  for (int level = 0; level < kLevels && directory.has_relative_path(); ++level) {
    found.push_back(directory.parent_path() / neighbour / below);
    below = directory.filename() / below;
    directory = directory.parent_path();
  }
  return found;
}

/// `path` without its extension, and without ".transcript" or ".chapters" before it.
fs::path Bare(fs::path path) {
  path.replace_extension();
  const std::string extension = ToLowerAscii(path.extension().string());
  if (extension == ".transcript" || extension == ".chapters") path.replace_extension();
  return path;
}

fs::path WithSuffix(const fs::path& bare, std::string_view suffix) {
  fs::path path = bare;
  path += suffix;
  return path;
}

}  // namespace

std::vector<Attachment> FindSiblings(const std::string& path) {
  std::vector<Attachment> siblings;
  const fs::path bare = Bare(path);
  const auto add = [&](const fs::path& file, AttachmentKind kind) {
    if (file != fs::path(path) && IsFile(file)) {
      siblings.push_back({.kind = kind, .url = file.string(), .type = {}, .language = {}});
    }
  };
  for (const std::string_view suffix : kChapters) {
    add(WithSuffix(bare, suffix), AttachmentKind::kChapters);
  }
  for (const std::string_view suffix : kTranscripts) {
    add(WithSuffix(bare, suffix), AttachmentKind::kTranscript);
  }
  for (const std::string_view directory : kDirectories) {
    for (const fs::path& neighbour : InNeighbours(bare, directory)) {
      for (const std::string_view suffix : kInDirectory) {
        add(WithSuffix(neighbour, suffix), AttachmentKind::kTranscript);
      }
    }
  }
  return siblings;
}

bool HasNotesBeside(const std::string& path) {
  const fs::path bare = Bare(path);
  for (const std::string_view suffix : kNotes) {
    if (WithSuffix(bare, suffix) != fs::path(path) && IsFile(WithSuffix(bare, suffix))) return true;
  }
  // The other way round: the directory that stands beside one of transcripts may have any name.
  fs::path below = bare.filename();
  fs::path directory = bare.parent_path();
  for (int level = 0; level < kLevels && directory.has_relative_path(); ++level) {
    const std::string name = directory.filename().string();
    if (name == kDirectories[0] || name == kDirectories[1]) {
      std::error_code failed;
      for (fs::directory_iterator entry(directory.parent_path(), failed);
           !failed && entry != fs::directory_iterator(); entry.increment(failed)) {
        for (const std::string_view suffix : kNotes) {
          const fs::path notes = WithSuffix(entry->path() / below, suffix);
          if (entry->path() != directory && IsFile(notes)) return true;
        }
      }
    }
    below = directory.filename() / below;
    directory = directory.parent_path();
  }
  return false;
}

}  // namespace cuepoint
