// The language an episode is in, declared or guessed.
#ifndef CUEPOINT_INDEXER_LANGUAGE_H_
#define CUEPOINT_INDEXER_LANGUAGE_H_

#include <string>
#include <string_view>

#include "corpus/model.h"

namespace cuepoint {

/// Guesses a language by its function words: the primary subtag of the language whose stop words
/// (stop_words.h) occur most often in the first 4 KB of `text`, and English when none stands out.
/// Pure.
std::string GuessLanguage(std::string_view text);

/// The primary subtag, in lower case, of the language that an episode declares, or its show, or
/// that its title and description look like. Pure.
std::string LanguageOf(const Episode& episode);

}  // namespace cuepoint

#endif  // CUEPOINT_INDEXER_LANGUAGE_H_
