#include "query/suggest_last_word.h"

#include <algorithm>

#include "corpus/text.h"
#include "query/vocabulary_words.h"

namespace cuepoint {
namespace {

bool IsPlainWord(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return IsAlnum(c) || static_cast<unsigned char>(c) >= 0x80; }) &&
         ToCharacters(text).size() > 1;
}

}  // namespace

void OpenLastWord(std::string_view query, QueryNode& parsed) {
  if (parsed.kind == QueryNode::Kind::kNot) return;
  if (parsed.kind == QueryNode::Kind::kWords) {
    const bool last = parsed.offset + parsed.text.size() == query.size() &&
                      query.substr(parsed.offset) == parsed.text;
    if (last && IsPlainWord(parsed.text)) parsed.kind = QueryNode::Kind::kPrefix;
    return;
  }
  for (QueryNode& child : parsed.children) OpenLastWord(query, child);
}

}  // namespace cuepoint
