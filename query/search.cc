#include "query/search.h"

namespace cuepoint {

std::string_view Name(Mode mode) {
  switch (mode) {
    case Mode::kHybrid:
      return "hybrid";
    case Mode::kLexical:
      return "lexical";
    case Mode::kSemantic:
      return "semantic";
  }
  return "hybrid";
}

std::string_view Name(Group group) {
  switch (group) {
    case Group::kEpisodes:
      return "episodes";
    case Group::kMoments:
      return "moments";
  }
  return "episodes";
}

std::string_view Name(Sort sort) {
  switch (sort) {
    case Sort::kRelevance:
      return "relevance";
    case Sort::kNewest:
      return "newest";
    case Sort::kOldest:
      return "oldest";
  }
  return "relevance";
}

std::optional<Mode> ParseMode(std::string_view name) {
  for (const Mode mode : {Mode::kHybrid, Mode::kLexical, Mode::kSemantic}) {
    if (name == Name(mode)) return mode;
  }
  return std::nullopt;
}

std::optional<Group> ParseGroup(std::string_view name) {
  for (const Group group : {Group::kEpisodes, Group::kMoments}) {
    if (name == Name(group)) return group;
  }
  return std::nullopt;
}

std::optional<Sort> ParseSort(std::string_view name) {
  for (const Sort sort : {Sort::kRelevance, Sort::kNewest, Sort::kOldest}) {
    if (name == Name(sort)) return sort;
  }
  return std::nullopt;
}

}  // namespace cuepoint
