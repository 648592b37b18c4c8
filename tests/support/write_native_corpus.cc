// write_native_corpus OUTPUT_DIR [DATA_DIR]: writes the development corpora as native JSONL, one
// file each (syntax.jsonl, cranfield.jsonl, vaswani.jsonl). DATA_DIR is ../shared/data by default.
#include <cstdio>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "tests/support/relevance_corpus.h"

namespace cuepoint {
namespace {

bool Write(const Result<std::vector<Episode>>& episodes, const std::string& path) {
  if (!episodes) {
    std::fprintf(stderr, "%s\n", ToString(episodes.error()).c_str());
    return false;
  }
  if (const Result<void> written = WriteNativeJsonl(*episodes, path); !written) {
    std::fprintf(stderr, "%s\n", ToString(written.error()).c_str());
    return false;
  }
  std::fprintf(stderr, "%s: %zu episodes\n", path.c_str(), episodes->size());
  return true;
}

int Main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    std::fprintf(stderr, "usage: write_native_corpus OUTPUT_DIR [DATA_DIR]\n");
    return 2;
  }
  const std::string out = argv[1];
  const std::string data = argc == 3 ? argv[2] : CUEPOINT_SOURCE_DIR "/../shared/data";
  std::error_code error;
  std::filesystem::create_directories(out, error);
  bool ok = Write(ReadEpisodes(data + "/corpora/syntax/shows"), out + "/syntax.jsonl");
  for (const std::string name : {"cranfield", "vaswani"}) {
    ok = Write(ReadRelevanceCorpus(data + "/relevance/" + name + "/corpus.jsonl", name),
               out + "/" + name + ".jsonl") &&
         ok;
  }
  return ok ? 0 : 2;
}

}  // namespace
}  // namespace cuepoint

int main(int argc, char** argv) { return cuepoint::Main(argc, argv); }
