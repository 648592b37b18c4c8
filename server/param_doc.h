// A query parameter, described once: parsing holds clients to it and the OpenAPI document tells
// them.
#ifndef CUEPOINT_SERVER_PARAM_DOC_H_
#define CUEPOINT_SERVER_PARAM_DOC_H_

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "corpus/result.h"
#include "server/target.h"

namespace cuepoint {

/// Bounds on what a query string may hold.
struct ParamLimits {
  static constexpr std::size_t kParams = 64;
  static constexpr std::size_t kValues = 16;  ///< Of one repeatable parameter.
  static constexpr std::size_t kFilterBytes = 256;
};

struct ParamDoc {
  enum class Type {
    kText,
    kInteger,
    kBoolean,  ///< true or false; 1 and 0 are understood, too.
    kDate,     ///< A year, a month or a day.
    kChoice,   ///< One of `choices`.
    kChoices,  ///< Some of them, with commas between.
  };

  std::string_view name;
  Type type = Type::kText;
  std::string_view description;
  bool repeatable = false;            ///< Up to ParamLimits::kValues times; alternatives.
  std::size_t least = 0;              ///< Of kInteger.
  std::size_t most = 0;               ///< Of kInteger; of kText, in bytes.
  std::string_view when_absent = {};  ///< The value that leaving it out stands for, if one is.
  std::string_view example = {};
  std::array<std::string_view, 5> choices = {};  ///< Unused ones are empty.
};

/// The error of a parameter with that name; `message` and `remedy` are as in Error.
Error ParamError(std::string_view name, std::string message, std::string remedy = {});

/// `text` in quotation marks, cut: what is repeated in an answer should stay short.
std::string QuotedValue(std::string_view text);

/// Values as their descriptions say. Errors name the parameter: kInvalidArgument, and kTooLarge for
/// a text that is too long.
Result<std::size_t> IntegerValue(const QueryParam& param, const ParamDoc& doc);
Result<bool> BooleanValue(const QueryParam& param);
Result<std::string> TextValue(const QueryParam& param, const ParamDoc& doc);
Result<std::string> DateValue(const QueryParam& param);
/// `param.value`, if it is one of the choices.
Result<std::string_view> ChoiceValue(const QueryParam& param, const ParamDoc& doc);

/// What holds for all parameters together, whatever they mean: there are not too many of them, all
/// are among `docs`, and those that are not repeatable come once. Trackers' are passed over.
Result<void> CheckParams(const std::vector<QueryParam>& params, std::span<const ParamDoc> docs);

/// The position of the parameter in `docs`, or docs.size().
std::size_t FindParam(std::span<const ParamDoc> docs, std::string_view name);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_PARAM_DOC_H_
