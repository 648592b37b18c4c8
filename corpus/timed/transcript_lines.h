// What the parts of the reader of text transcripts share about lines.
#ifndef CUEPOINT_CORPUS_TIMED_TRANSCRIPT_LINES_H_
#define CUEPOINT_CORPUS_TIMED_TRANSCRIPT_LINES_H_

#include <string_view>

namespace cuepoint {

/// Whether nobody says this line: directives of site generators, attributes, rules, fences and
/// definitions of links.
bool IsMarkupLine(std::string_view line);

/// The text without front matter ("---" … "---"). Linear.
std::string_view SkipFrontMatter(std::string_view content);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_TIMED_TRANSCRIPT_LINES_H_
