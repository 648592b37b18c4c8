// What the parts of the page reader share about text in show notes: separators and web addresses.
// Pure and thread-safe.
#ifndef CUEPOINT_CORPUS_NOTES_NOTES_TEXT_H_
#define CUEPOINT_CORPUS_NOTES_NOTES_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/model.h"

namespace cuepoint {

/// `text` without white space, dashes, bullets, bars and open or stray brackets at either end, as
/// they stand between a time or an address and its title. A bracket that has its partner stays, and
/// so do the dashes of an option, "--offline".
std::string_view TrimSeparators(std::string_view text);

/// Whether `text` starts with an option of a command: "--offline".
bool StartsWithOption(std::string_view text);

/// Offset of the first "http://" or "https://" at or after `from`; npos when there is none.
std::size_t FindUrl(std::string_view text, std::size_t from = 0);

/// Length of the address at the start of `text`: to white space, to punctuation that ends a
/// sentence, or to where another address is glued on.
std::size_t UrlLength(std::string_view text);

/// "netstack.fm" of "https://www.netstack.fm/#episode-17", in lower case.
std::string UrlHost(std::string_view url);

/// The links of a list, glued or in lines, as "ADDRESS — title" or as "title: ADDRESS" throughout.
/// What stands in lines without an address is appended to `rest`.
std::vector<Link> ReadLinks(std::string_view list, std::string& rest);

}  // namespace cuepoint

#endif  // CUEPOINT_CORPUS_NOTES_NOTES_TEXT_H_
