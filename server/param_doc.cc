#include "server/param_doc.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "corpus/date.h"
#include "corpus/text.h"

namespace cuepoint {
namespace {

Error TooLarge(std::string_view name, std::string message) {
  Error error = ParamError(name, std::move(message));
  error.code = ErrorCode::kTooLarge;
  return error;
}

// "hybrid, lexical or semantic"
std::string Listed(const ParamDoc& doc) {
  const auto end = std::find(doc.choices.begin(), doc.choices.end(), std::string_view());
  std::string list;
  for (auto choice = doc.choices.begin(); choice != end; ++choice) {
    if (choice != doc.choices.begin()) list += choice + 1 == end ? " or " : ", ";
    list += *choice;
  }
  return list;
}

}  // namespace

Error ParamError(std::string_view name, std::string message, std::string remedy) {
  Error error;
  error.code = ErrorCode::kInvalidArgument;
  error.message = std::move(message);
  error.source = name;
  error.remedy = std::move(remedy);
  return error;
}

std::string QuotedValue(std::string_view text) {
  constexpr std::size_t kShownBytes = 64;
  const std::string_view shown = TruncateUtf8(text, kShownBytes);
  return '"' + std::string(shown) + (shown.size() < text.size() ? "…\"" : "\"");
}

Result<std::size_t> IntegerValue(const QueryParam& param, const ParamDoc& doc) {
  std::size_t number = 0;
  const char* const end = param.value.data() + param.value.size();
  const auto [stop, status] = std::from_chars(param.value.data(), end, number);
  if (status != std::errc{} || stop != end || number < doc.least || number > doc.most) {
    return ParamError(param.name,
                      param.name + " must be a whole number from " + std::to_string(doc.least) +
                          " to " + std::to_string(doc.most) + ", not " + QuotedValue(param.value));
  }
  return number;
}

Result<bool> BooleanValue(const QueryParam& param) {
  if (param.value == "true" || param.value == "1") return true;
  if (param.value == "false" || param.value == "0") return false;
  return ParamError(param.name,
                    param.name + " must be true or false, not " + QuotedValue(param.value));
}

Result<std::string> TextValue(const QueryParam& param, const ParamDoc& doc) {
  if (param.value.size() <= doc.most) return param.value;
  return TooLarge(param.name,
                  param.name + " is longer than " + std::to_string(doc.most) + " bytes");
}

Result<std::string> DateValue(const QueryParam& param) {
  if (DaysSinceEpoch(param.value)) return param.value;
  return ParamError(param.name, param.name + " must be a date, not " + QuotedValue(param.value),
                    "write 2025, 2025-06 or 2025-06-01");
}

Result<std::string_view> ChoiceValue(const QueryParam& param, const ParamDoc& doc) {
  for (const std::string_view choice : doc.choices) {
    if (!choice.empty() && param.value == choice) return choice;
  }
  return ParamError(param.name,
                    param.name + " must be " + Listed(doc) + ", not " + QuotedValue(param.value));
}

Result<void> CheckParams(const std::vector<QueryParam>& params, std::span<const ParamDoc> docs) {
  if (params.size() > ParamLimits::kParams) {
    return TooLarge("",
                    "there are more than " + std::to_string(ParamLimits::kParams) + " parameters");
  }
  std::vector<std::size_t> given(docs.size());
  for (const QueryParam& param : params) {
    if (IsTracking(param.name)) continue;
    const std::size_t at = FindParam(docs, param.name);
    if (at == docs.size()) {
      return ParamError(param.name, "there is no parameter " + QuotedValue(param.name) + " here",
                        "check its spelling or leave it out");
    }
    if (param.value.empty()) continue;
    ++given[at];
    if (!docs[at].repeatable && given[at] > 1) {
      return ParamError(param.name, param.name + " is given more than once");
    }
    if (given[at] > ParamLimits::kValues) {
      return TooLarge(param.name, param.name + " is given more than " +
                                      std::to_string(ParamLimits::kValues) + " times");
    }
  }
  return {};
}

std::size_t FindParam(std::span<const ParamDoc> docs, std::string_view name) {
  std::size_t at = 0;
  while (at < docs.size() && docs[at].name != name) ++at;
  return at;
}

}  // namespace cuepoint
