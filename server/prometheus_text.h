// Prometheus' text format 0.0.4, written line by line.
//
//   PrometheusText text;
//   text.Family("cuepoint_index_episodes", "gauge", "Episodes in the index.");
//   text.Sample({{"index", "netstack"}}, 10);
//   text.Take() == "# HELP cuepoint_index_episodes Episodes in the index.\n"
//                  "# TYPE cuepoint_index_episodes gauge\n"
//                  "cuepoint_index_episodes{index=\"netstack\"} 10\n"
#ifndef CUEPOINT_SERVER_PROMETHEUS_TEXT_H_
#define CUEPOINT_SERVER_PROMETHEUS_TEXT_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace cuepoint {

/// Content-Type of what Take returns.
inline constexpr std::string_view kPrometheusTextType = "text/plain; version=0.0.4; charset=utf-8";

class PrometheusText {
 public:
  /// Names and values; values are escaped. One with an empty value is left out.
  using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  /// Begins a metric: `type` is counter, gauge, histogram or summary. `name` must live until the
  /// next one begins; every family is begun once and has all of its samples in a row.
  void Family(std::string_view name, std::string_view type, std::string_view help);

  void Sample(Labels labels, std::uint64_t value) { Sample("", labels, value); }
  void Sample(Labels labels, double value) { Sample("", labels, value); }
  /// The same of a part of the family: "_sum", "_count" or "_bucket".
  void Sample(std::string_view part, Labels labels, std::uint64_t value);
  void Sample(std::string_view part, Labels labels, double value);

  std::string Take() && { return std::move(text_); }

 private:
  void Begin(std::string_view part, Labels labels);

  std::string text_;
  std::string_view family_;
};

/// A number as the format writes it: shortest that reads back the same, "+Inf" and the like.
std::string PrometheusNumber(double value);

}  // namespace cuepoint

#endif  // CUEPOINT_SERVER_PROMETHEUS_TEXT_H_
