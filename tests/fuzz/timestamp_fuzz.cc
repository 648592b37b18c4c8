// Times and dates: whatever is accepted is in range, and survives being written and read again.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "corpus/date.h"
#include "corpus/timestamp.h"
#include "tests/fuzz/fuzz_check.h"

using cuepoint::FormatTime;

namespace {

void CheckTime(const std::optional<double>& seconds) {
  if (!seconds) return;
  FUZZ_CHECK(*seconds >= 0 && *seconds < cuepoint::kTimeLimit_s);
  const auto again = cuepoint::ParseTimestamp(FormatTime(*seconds));
  FUZZ_CHECK(again && *again == std::floor(*seconds));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto timestamp = cuepoint::ParseTimestamp(text);
  CheckTime(timestamp);
  CheckTime(cuepoint::ParsePlayTime(text));
  CheckTime(cuepoint::ParseDuration(text));
  if (timestamp) FUZZ_CHECK(cuepoint::ParsePlayTime(text) == timestamp);

  if (const auto date = cuepoint::ParseDate(text)) {
    FUZZ_CHECK(date->size() == 10 && cuepoint::IsIsoDate(*date));
    FUZZ_CHECK(cuepoint::ParseDate(*date) == date);
  }
  FUZZ_CHECK(cuepoint::IsIsoDate(text) == cuepoint::DaysSinceEpoch(text).has_value());
  return 0;
}
