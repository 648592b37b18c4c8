// cuepoint report: what a log of cuepoint serve says.
#include "corpus/input_file.h"
#include "corpus/line_reader.h"
#include "tools/command.h"
#include "tools/options.h"
#include "tools/text_format.h"
#include "tools/text_layout.h"
#include "tools/traffic.h"
#include "tools/traffic_report.h"

namespace cuepoint {
namespace {

// A request's target, escaped as far as possible, and the rest of its line are within this.
constexpr std::size_t kLineLimit_bytes = 128 * 1024;

Result<void> ReadLog(const std::string& path, Traffic& traffic) {
  Result<InputFile> input = InputFile::Open(path);
  if (!input) return input.error();
  LineReader lines(*input, kLineLimit_bytes);
  for (;;) {
    const Result<std::optional<Line>> line = lines.Next();
    if (!line) return line.error();
    if (!*line) return {};
    if ((*line)->too_long) {
      traffic.AddTooLong();
    } else if (!(*line)->text.empty()) {
      traffic.Add((*line)->text);
    }
  }
}

class ReportCommand : public Command {
 public:
  std::string_view name() const override { return "report"; }
  std::string_view summary() const override { return "Sum up a log of serve"; }
  std::string_view operands() const override { return "FILE|-..."; }
  std::string_view details() const override {
    return R"(Reads logs of cuepoint serve, in either format, and tells requests by route and status with the
times they took, requests by day, what was searched for most, and what was searched for and not
found. The last two need queries in the log: cuepoint serve --log-queries full, or hash to count
them without reading them. What a client typed on its way to a query counts once.

Lines that are not the server's are counted and left out. Exit status: 1 without any request.)";
  }
  std::string_view examples() const override {
    return R"(cuepoint report /var/log/cuepoint/access.log
journalctl -u cuepoint -o cat --since yesterday | cuepoint report -
cuepoint report --format json --limit 100 access.log*)";
  }

  void Declare(CLI::App& app) override {
    AddFormatOption(app, format_);
    app.add_option("--limit", limit_, "Queries to list, and the latest days (default: 20)")
        ->type_name("N")
        ->check(CLI::Range(1u, 100'000u));
  }

  Result<ExitStatus> Run(const CommandLine& line, Console& console) override {
    if (line.operands.empty()) {
      return Error{.code = ErrorCode::kInvalidArgument,
                   .message = "no log named",
                   .remedy = "name files, or - for standard input"};
    }
    Traffic traffic;
    for (const std::string& path : line.operands) {
      if (const Result<void> read = ReadLog(path, traffic); !read) return read.error();
    }
    traffic.Finish();
    if (format_ == Format::kJson) {
      console.PrintJson(TrafficJson(traffic, limit_));
    } else if (traffic.requests() > 0) {
      console.Print(TrafficText(traffic, limit_, Style(console.out().color)));
    }
    Tell(traffic, console);
    return traffic.requests() > 0 ? ExitStatus::kOk : ExitStatus::kPartial;
  }

 private:
  static void Tell(const Traffic& traffic, Console& console) {
    if (traffic.requests() == 0) console.Note("there are no requests in this log");
    if (traffic.unknown() > 0) {
      console.Note(FormatCount(traffic.unknown(), "line") + " of " + FormatCount(traffic.lines()) +
                   " not the server's, left out");
    }
    if (traffic.problems() > 0) {
      console.Note(FormatCount(traffic.problems(), "failure") + " told; find them by \"error\"");
    }
    if (traffic.left_out() > 0) {
      console.Note("more different queries than are counted; " +
                   FormatCount(traffic.left_out(), "search", "searches") + " left out");
    }
    if (traffic.searches() > 0 && traffic.with_query() == 0) {
      console.Note(
          "this log does not say what was searched for; cuepoint serve --log-queries full does, or "
          "hash, which counts queries without telling them");
    }
  }

  Format format_ = Format::kText;
  unsigned limit_ = 20;
};

}  // namespace

std::unique_ptr<Command> MakeReportCommand() { return std::make_unique<ReportCommand>(); }

}  // namespace cuepoint
