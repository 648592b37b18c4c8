// cuepoint check: is the index sound?
#include <nlohmann/json.hpp>

#include "indexer/index_check.h"
#include "tools/command.h"
#include "tools/options.h"
#include "tools/text_format.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

std::string CheckJson(const CheckReport& report) {
  const nlohmann::ordered_json json = {
      {"episodes", report.episodes}, {"passages", report.passages}, {"problems", report.problems}};
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

class CheckCommand : public Command {
 public:
  std::string_view name() const override { return "check"; }
  std::string_view summary() const override { return "Check that the index is sound"; }
  std::string_view operands() const override { return ""; }
  std::string_view details() const override {
    return R"(Reads the whole index and prints what is wrong with it, one problem a line. Exit status: 0 sound,
1 problems, 2 it cannot be opened. An index with problems is mended by cuepoint index --rebuild.)";
  }
  std::string_view examples() const override {
    return R"(cuepoint check
cuepoint check --db /srv/podcast --format json)";
  }

  void Declare(CLI::App& app) override { AddFormatOption(app, format_); }

  Result<ExitStatus> Run(const CommandLine& line, Console& console) override {
    const Result<std::string> path = ResolveDatabase(line.db);
    if (!path) return path.error();
    const Result<CheckReport> report = CheckIndex(*path);
    if (!report) return report.error();
    if (format_ == Format::kJson) {
      console.PrintJson(CheckJson(*report));
    } else {
      for (const std::string& problem : report->problems) console.Print(SafeText(problem) + "\n");
      console.Note(Verdict(*report, Style(console.err().color)));
    }
    return report->problems.empty() ? ExitStatus::kOk : ExitStatus::kPartial;
  }

 private:
  static std::string Verdict(const CheckReport& report, const Style& style) {
    const std::string size =
        FormatCount(report.episodes, "episode") + ", " + FormatCount(report.passages, "passage");
    return report.problems.empty()
               ? style.Success("sound: ") + size
               : style.Failure(FormatCount(report.problems.size(), "problem")) + " in " + size;
  }

  Format format_ = Format::kText;
};

}  // namespace

std::unique_ptr<Command> MakeCheckCommand() { return std::make_unique<CheckCommand>(); }

}  // namespace cuepoint
