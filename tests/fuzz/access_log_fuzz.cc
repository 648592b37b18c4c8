// A log's lines: whatever they hold, the sums are of what was read, and both reports are well
// formed.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nlohmann/json.hpp>

#include "tests/fuzz/fuzz_check.h"
#include "tools/traffic.h"
#include "tools/traffic_report.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  cuepoint::Traffic traffic;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    traffic.Add(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  traffic.Finish();
  FUZZ_CHECK(traffic.lines() ==
             traffic.requests() + traffic.notices() + traffic.problems() + traffic.unknown());
  FUZZ_CHECK(traffic.searches() + traffic.typed_through() <= traffic.requests());
  FUZZ_CHECK(nlohmann::json::accept(cuepoint::TrafficJson(traffic, 3)));
  if (traffic.requests() == 0) return 0;
  const std::string text = cuepoint::TrafficText(traffic, 3, cuepoint::Style(false));
  for (const char c : text) FUZZ_CHECK(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
  return 0;
}
