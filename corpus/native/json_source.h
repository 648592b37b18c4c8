// Native JSON from an input: one object per line (JSONL), or a document that is an object or an
// array. A part of ReadFile (corpus/source.h).
#ifndef CUEPOINT_CORPUS_NATIVE_JSON_SOURCE_H_
#define CUEPOINT_CORPUS_NATIVE_JSON_SOURCE_H_

#include <string_view>

#include "corpus/episode_collector.h"
#include "corpus/input_file.h"
#include "corpus/source.h"

namespace cuepoint {

/// The UTF-8 byte order mark, which editors put in front of a file and which means nothing.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Whether content that starts with `head` is meant to be JSON: it starts with a bracket, or its
/// second line does with an object (so that a broken first line does not hide the others).
bool LooksLikeJson(std::string_view head);

/// Whether JSON that starts with `head` is one object per line rather than a document. A document
/// is recognised by a first line that is not complete but goes on in the second.
bool IsJsonLines(std::string_view head);

/// Reads one object per line, skipping blank lines and reporting bad ones.
void ReadJsonLines(InputFile& input, const ReadLimits& limits, EpisodeCollector& collector);

/// Reads an object, several of them, or an array.
void ReadJsonDocument(InputFile& input, const ReadLimits& limits, EpisodeCollector& collector);

/// The same of a text in memory.
void ReadJsonText(std::string_view document, EpisodeCollector& collector);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NATIVE_JSON_SOURCE_H_
