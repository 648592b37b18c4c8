// What JSON with times is: a transcript or chapters, told by its first record. Shared by the
// readers of both, so that neither takes the other's documents.
#ifndef CUEPOINT_CORPUS_TIMED_TIMED_JSON_H_
#define CUEPOINT_CORPUS_TIMED_TIMED_JSON_H_

#include <array>
#include <optional>
#include <string_view>

#include "corpus/native/json_records.h"
#include "corpus/problem_tally.h"

namespace cuepoint {

enum class TimedJson { kNone, kTranscript, kChapters };

/// The members that hold the records: Podcasting 2.0 and Whisper ("segments"), whisper.cpp
/// ("transcription"), Podcasting 2.0 chapters.
inline constexpr std::array<std::string_view, 3> kTimedLists = {"segments", "transcription",
                                                                "chapters"};

/// What `content` holds, by its first record: a transcript has a time and a text, chapters have a
/// time and a title, or a "startTime". Native episodes, JSON Feed and everything else is kNone.
/// Looks no further than the first record; never fails.
TimedJson DetectTimedJson(std::string_view content);

/// Whether a field of that name is a record's start, end, length or text.
bool IsStartField(std::string_view name);
bool IsEndField(std::string_view name);
bool IsLengthField(std::string_view name);
bool IsSpokenField(std::string_view name);
bool IsTitleField(std::string_view name);

/// A time in seconds: a number ("offsets." are milliseconds), or a text such as "62.5" or
/// "00:01:02.5", which `problems` notes as "time-as-text". Nullopt for anything that is no time in
/// [0, kTimeLimit_s).
std::optional<double> ReadJsonTime(std::string_view name, const JsonScalar& value,
                                   ProblemTally& problems);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_TIMED_TIMED_JSON_H_
