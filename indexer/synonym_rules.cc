#include "indexer/synonym_rules.h"

#include <algorithm>
#include <utility>

#include "corpus/text.h"

namespace cuepoint {
namespace {

Error RuleError(ErrorCode code, std::string message, std::string_view source, std::size_t line) {
  return Error{.code = code,
               .message = std::move(message),
               .source = std::string(source),
               .line = line,
               .remedy = "write a rule as \"DoH = DNS over HTTPS\""};
}

std::string_view WithoutComment(std::string_view line) {
  for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    // "C#" is a word.
    if (at == 0 || IsSpace(line[at - 1])) return line.substr(0, at);
  }
  return line;
}

Result<SynonymRule> ParseRule(std::string_view line, std::string_view source, std::size_t number) {
  SynonymRule rule;
  for (bool more = true; more;) {
    const std::size_t equals = line.find('=');
    const std::string_view side = Trim(line.substr(0, equals));
    if (side.empty()) {
      return RuleError(ErrorCode::kParse, "one side of \"=\" is empty", source, number);
    }
    if (side.size() > SynonymLimits::kSideBytes) {
      return RuleError(
          ErrorCode::kTooLarge,
          "a side is longer than " + std::to_string(SynonymLimits::kSideBytes) + " bytes", source,
          number);
    }
    rule.emplace_back(side);
    more = equals != std::string_view::npos;
    if (more) line.remove_prefix(equals + 1);
  }
  if (rule.size() < 2) {
    return RuleError(ErrorCode::kParse, "there is no \"=\" in this rule", source, number);
  }
  if (rule.size() > SynonymLimits::kSides) {
    return RuleError(ErrorCode::kTooLarge,
                     "a rule has more than " + std::to_string(SynonymLimits::kSides) + " sides",
                     source, number);
  }
  return rule;
}

}  // namespace

Result<std::vector<SynonymRule>> ParseSynonyms(std::string_view text, std::string_view source) {
  if (text.size() > SynonymLimits::kBytes) {
    return Error{.code = ErrorCode::kTooLarge,
                 .message = "larger than " + std::to_string(SynonymLimits::kBytes) + " bytes",
                 .source = std::string(source)};
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<SynonymRule> rules;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (FindInvalidUtf8(line) < line.size()) {
      return RuleError(ErrorCode::kParse, "this line is not UTF-8", source, number);
    }
    const std::string_view rule_text = Trim(WithoutComment(line));
    if (rule_text.empty()) continue;
    if (rules.size() == SynonymLimits::kRules) {
      return RuleError(ErrorCode::kTooLarge,
                       "more than " + std::to_string(SynonymLimits::kRules) + " rules", source,
                       number);
    }
    Result<SynonymRule> rule = ParseRule(rule_text, source, number);
    if (!rule) return rule.error();
    rules.push_back(*std::move(rule));
  }
  return rules;
}

}  // namespace cuepoint
