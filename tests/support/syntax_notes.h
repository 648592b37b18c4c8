// The show notes of Syntax (Markdown with YAML front matter) as episodes, for tests and benches.
//
// This is test support, kept to what one show's files need; it is not the product's reader of
// Markdown.
#ifndef CUEPOINT_TESTS_SUPPORT_SYNTAX_NOTES_H_
#define CUEPOINT_TESTS_SUPPORT_SYNTAX_NOTES_H_

#include <string>
#include <string_view>
#include <vector>

#include "corpus/model.h"
#include "corpus/result.h"

namespace cuepoint {

/// One file of show notes. `name` is its file name, from whose leading word the id comes
/// ("465 - Git.md" gives "syntax-465"), because two files bear one number. Chapters are lines that
/// open with a time; what follows up to the next heading is theirs. Advertisements under a heading
/// that says "Sponsor" are left out. Error: kParse without front matter. Thread-safe.
Result<Episode> ParseSyntaxNotes(std::string_view markdown, std::string_view name);

/// Every file of a directory of show notes, by file name. Errors: kNotFound without a directory or
/// a file in it, and those of ParseSyntaxNotes.
Result<std::vector<Episode>> ReadSyntaxNotes(const std::string& directory);

}  // namespace cuepoint

#endif  // CUEPOINT_TESTS_SUPPORT_SYNTAX_NOTES_H_
