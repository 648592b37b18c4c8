#include "server/prometheus_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace cuepoint {
namespace {

void AppendEscaped(std::string_view value, std::string& text) {
  for (const char c : value) {
    if (c == '\n') {
      text += "\\n";
      continue;
    }
    if (c == '\\' || c == '"') text += '\\';
    text += c;
  }
}

}  // namespace

std::string PrometheusNumber(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  std::array<char, 32> digits{};
  char* const limit = digits.data() + digits.size();
  // 0.0001 rather than 1e-04, where that fits.
  const double size = std::abs(value);
  const bool plain = size == 0 || (size >= 1e-6 && size < 1e15);
  const auto [end, status] =
      plain ? std::to_chars(digits.data(), limit, value, std::chars_format::fixed)
            : std::to_chars(digits.data(), limit, value);
  return {digits.data(), end};
}

void PrometheusText::Family(std::string_view name, std::string_view type, std::string_view help) {
  family_ = name;
  for (const std::string_view part :
       {std::string_view("# HELP "), name, std::string_view(" "), help,
        std::string_view("\n# TYPE "), name, std::string_view(" "), type, std::string_view("\n")}) {
    text_ += part;
  }
}

void PrometheusText::Begin(std::string_view part, Labels labels) {
  text_ += family_;
  text_ += part;
  char before = '{';
  for (const auto& [name, value] : labels) {
    if (value.empty()) continue;
    text_ += before;
    text_ += name;
    text_ += "=\"";
    AppendEscaped(value, text_);
    text_ += '"';
    before = ',';
  }
  if (before == ',') text_ += '}';
  text_ += ' ';
}

void PrometheusText::Sample(std::string_view part, Labels labels, std::uint64_t value) {
  Begin(part, labels);
  text_ += std::to_string(value);
  text_ += '\n';
}

void PrometheusText::Sample(std::string_view part, Labels labels, double value) {
  Begin(part, labels);
  text_ += PrometheusNumber(value);
  text_ += '\n';
}

}  // namespace cuepoint
