#include "query/query_token.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "indexer/word_sequence.h"

namespace cuepoint {

std::vector<QueryToken> AnalyzeQuery(std::string_view text, Reader& reader) {
  std::vector<QueryToken> tokens;
  for (std::size_t i = 0; i < reader.analyzers.size(); ++i) {
    reader.tokens.Clear();
    reader.analyzers[i].Analyze(text, 0, reader.tokens);
    const std::vector<Token>& analysed = reader.tokens.tokens();
    if (i == 0) {
      for (const Token& token : analysed) {
        tokens.push_back({.term = std::string(token.term),
                          .stems = {},
                          .position = token.position,
                          .group = token.group,
                          .kind = token.kind});
      }
    }
    // Languages differ in stems and elisions; where they cut differently the first one decides.
    if (analysed.size() != tokens.size()) {
      for (QueryToken& token : tokens) token.stop_somewhere = true;
      continue;
    }
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      const std::string stem(analysed[t].stem);
      if (std::find(tokens[t].stems.begin(), tokens[t].stems.end(), stem) ==
          tokens[t].stems.end()) {
        tokens[t].stems.push_back(stem);
      }
      tokens[t].stop_word = tokens[t].stop_word && analysed[t].stop_word;
      tokens[t].stop_somewhere = tokens[t].stop_somewhere || analysed[t].stop_word;
    }
  }
  return tokens;
}

std::vector<std::string> PhrasePatterns(std::string_view text, Reader& reader) {
  std::vector<std::string> patterns;
  for (Analyzer& analyzer : reader.analyzers) {
    reader.tokens.Clear();
    analyzer.Analyze(text, 0, reader.tokens);
    std::vector<SequenceWord> words;
    for (const Token& token : reader.tokens.tokens()) {
      if (token.kind == TokenKind::kCompound) continue;
      words.push_back({std::string(token.term), std::string(token.stem)});
    }
    std::string pattern = EncodePhrase(words);
    if (!pattern.empty() &&
        std::find(patterns.begin(), patterns.end(), pattern) == patterns.end()) {
      patterns.push_back(std::move(pattern));
    }
  }
  return patterns;
}

}  // namespace cuepoint
