#include "tools/serve_config.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const ServeOption& Option(std::string_view name) {
  for (const ServeOption& option : ServeOptions()) {
    if (option.name == name) return option;
  }
  ADD_FAILURE() << "no option " << name;
  return ServeOptions().front();
}

EnvironmentFn Environment(std::map<std::string, std::string> variables) {
  return [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
    const auto at = variables.find(name);
    if (at == variables.end()) return std::nullopt;
    return at->second;
  };
}

Result<ServeSettings> Load(const std::vector<std::pair<std::string_view, std::string>>& flags,
                           std::map<std::string, std::string> environment = {},
                           const std::string& file = {}) {
  environment.try_emplace("HOME", "/home/ada");
  ServeSources sources{
      .flags = {}, .environment = Environment(std::move(environment)), .file = file};
  for (const auto& [name, text] : flags) sources.flags.emplace_back(&Option(name), text);
  return LoadServeSettings(sources);
}

std::string ErrorOf(const std::string& toml) {
  ServeConfig config;
  const auto set = SetFromToml(toml, "cuepoint.toml", config);
  return set ? "no error" : ToString(set.error());
}

TEST(ServeConfig, HasDefaultsWhereNothingIsSaid) {
  const Result<ServeSettings> settings = Load({});
  ASSERT_TRUE(settings) << ToString(settings.error());
  ServeConfig expected;
  expected.db = "/home/ada/.local/share/cuepoint";
  EXPECT_EQ(settings->config, expected);
  EXPECT_TRUE(settings->origins.empty());
}

TEST(ServeConfig, LetsAFlagCountMoreThanTheEnvironmentAndThatMoreThanTheFile) {
  const TemporaryDirectory directory;
  const std::string file =
      directory.Write("c.toml", "port = 1\nhost = \"file\"\nthreads = 3\nquiet = true\n");
  const Result<ServeSettings> settings =
      Load({{"port", "3"}}, {{"CUEPOINT_PORT", "2"}, {"CUEPOINT_HOST", "environment"}}, file);
  ASSERT_TRUE(settings) << ToString(settings.error());
  EXPECT_EQ(settings->config.port, 3u);
  EXPECT_EQ(settings->config.host, "environment");
  EXPECT_EQ(settings->config.threads, 3u);
  EXPECT_TRUE(settings->config.quiet);
  EXPECT_EQ(settings->origins.at("port"), "flag");
  EXPECT_EQ(settings->origins.at("host"), "environment");
  EXPECT_EQ(settings->origins.at("threads"), "file");
}

TEST(ServeConfig, HasOneRuleForTheNamesOfAnOption) {
  for (const ServeOption& option : ServeOptions()) {
    std::string flag = "--" + option.key();
    std::replace(flag.begin(), flag.end(), '_', '-');
    EXPECT_EQ(flag, option.flag());
    std::string variable = "CUEPOINT_" + option.key();
    std::transform(variable.begin(), variable.end(), variable.begin(), ::toupper);
    EXPECT_EQ(variable, option.variable());
    EXPECT_FALSE(option.help.ends_with('.')) << option.name;
  }
}

TEST(ServeConfig, AddsUpAListThatIsGivenMoreThanOnce) {
  const Result<ServeSettings> settings =
      Load({{"trusted-proxies", "10.0.0.1, 10.0.0.2"}, {"trusted-proxies", "loopback"}},
           {{"CUEPOINT_TRUSTED_PROXIES", "private"}});
  ASSERT_TRUE(settings);
  EXPECT_THAT(settings->config.trusted_proxies, ElementsAre("10.0.0.1", "10.0.0.2", "loopback"));
}

TEST(ServeConfig, SaysWhichFlagOrVariableIsWrong) {
  const Result<ServeSettings> flag = Load({{"port", "70000"}});
  ASSERT_FALSE(flag);
  EXPECT_EQ(ToString(flag.error()), "--port: \"70000\" is no whole number from 0 to 65535");
  const Result<ServeSettings> variable = Load({}, {{"CUEPOINT_LOG_QUERIES", "ful"}});
  ASSERT_FALSE(variable);
  EXPECT_EQ(ToString(variable.error()),
            "CUEPOINT_LOG_QUERIES: \"ful\" is none of none, hash, full (did you mean \"full\"?)");
  EXPECT_FALSE(Load({{"rate", "nan"}}));
  EXPECT_FALSE(Load({{"threads", "-1"}}));
  EXPECT_FALSE(Load({}, {{"CUEPOINT_QUIET", "perhaps"}}));
}

TEST(ServeConfig, SaysWhereAFileIsWrongAndWhatWasMeant) {
  EXPECT_EQ(ErrorOf("host = \"::\"\nprot = 80\n"),
            "cuepoint.toml:2:1: there is no key \"prot\" (did you mean \"port\"?)");
  EXPECT_EQ(ErrorOf("log-format = \"json\"\n"),
            "cuepoint.toml:1:1: there is no key \"log-format\" (did you mean \"log_format\"?)");
  EXPECT_EQ(ErrorOf("\nport = \"80\"\n"),
            "cuepoint.toml:2:8: port must be a whole number, not a text");
  EXPECT_EQ(ErrorOf("port = 80.5\n"),
            "cuepoint.toml:1:8: port must be a whole number, not a number with a fraction");
  EXPECT_EQ(ErrorOf("port = 70000\n"),
            "cuepoint.toml:1:8: port: \"70000\" is no whole number from 0 to 65535");
  EXPECT_EQ(
      ErrorOf("log_format = \"jsn\"\n"),
      "cuepoint.toml:1:14: log_format: \"jsn\" is none of text, json (did you mean \"json\"?)");
  EXPECT_EQ(ErrorOf("trusted_proxies = [\"::1\", 4]\n"),
            "cuepoint.toml:1:27: trusted_proxies's parts must be a text, not a whole number");
  EXPECT_EQ(ErrorOf("[[index]]\nname = \"a\"\ndb = \"d\"\nhost = \"h\"\n"),
            "cuepoint.toml:4:1: there is no key \"host\" in [[index]] (did you mean \"hosts\"?)");
  EXPECT_EQ(ErrorOf("[[index]]\nname = \"a\"\n"), "cuepoint.toml:1:1: this [[index]] has no db");
  EXPECT_THAT(ErrorOf("index = 3\n"), HasSubstr("each headed [[index]]"));
  EXPECT_THAT(ErrorOf("port = = 3\n"), StartsWith("cuepoint.toml:1:8: "));
}

TEST(ServeConfig, TakesIndexesFromFlagsAndFromAFile) {
  const Result<ServeSettings> flags = Load({{"index", "a=/srv/a"}, {"index", "b=/srv/b"}});
  ASSERT_TRUE(flags) << ToString(flags.error());
  ASSERT_EQ(flags->config.indexes.size(), 2u);
  EXPECT_EQ(flags->config.indexes[1], (IndexConfig{.name = "b", .db = "/srv/b", .path = "/b"}));
  EXPECT_EQ(flags->config.db, "") << "who names indexes does not mean the default one as well";

  const TemporaryDirectory directory;
  const std::string file = directory.Write("c.toml", R"(
    [[index]]
    name = "netstack"
    db = "/srv/netstack"
    path = "/shows/netstack/"
    hosts = ["Search.Netstack.FM"]
    title = "Netstack"
    public_url = "https://search.netstack.fm"
    [[index]]
    name = "other"
    db = "/srv/other"
    hosts = "other.example"
  )");
  const Result<ServeSettings> read = Load({}, {}, file);
  ASSERT_TRUE(read) << ToString(read.error());
  EXPECT_THAT(
      read->config.indexes,
      ElementsAre(IndexConfig{.name = "netstack",
                              .db = "/srv/netstack",
                              .path = "/shows/netstack",
                              .hosts = {"search.netstack.fm"},
                              .title = "Netstack",
                              .public_url = "https://search.netstack.fm"},
                  IndexConfig{.name = "other", .db = "/srv/other", .hosts = {"other.example"}}));
}

TEST(ServeConfig, RefusesIndexesThatCannotBeToldApart) {
  const std::vector<std::vector<std::string>> wrong = {
      {"a=/1", "a=/2"}, {"v1=/1"}, {"metrics=/1"}, {"a b=/1"}, {"=/1"}, {"a="}, {"a"}, {"../a=/1"}};
  for (const std::vector<std::string>& indexes : wrong) {
    std::vector<std::pair<std::string_view, std::string>> flags;
    for (const std::string& index : indexes) flags.emplace_back("index", index);
    EXPECT_FALSE(Load(flags)) << indexes.front();
  }
  const TemporaryDirectory directory;
  for (const std::string second :
       {"path = \"/a\"", "hosts = [\"h\"]", "path = \"a\"", "path = \"/a//b\"",
        "path = \"/x/../y\"", "path = \"/%41\"", "hosts = [\"a/b\"]", "path = \"/v1/x\""}) {
    const std::string file =
        directory.Write("c.toml",
                        "[[index]]\nname=\"a\"\ndb=\"1\"\npath=\"/a\"\nhosts=[\"h\"]\n"
                        "[[index]]\nname=\"b\"\ndb=\"2\"\n" +
                            second + "\n");
    EXPECT_FALSE(Load({}, {}, file)) << second;
  }
  const std::string file =
      directory.Write("c.toml", "[[index]]\nname=\"a\"\ndb=\"1\"\npath=\"/\"\n");
  EXPECT_TRUE(Load({}, {}, file));
  EXPECT_FALSE(Load({{"db", "/srv"}}, {}, file));
}

TEST(ServeConfig, ReadsAKeyFromItsFile) {
  const TemporaryDirectory directory;
  const std::string file = directory.Write("key", "  s3cret \n");
  const Result<ServeSettings> settings = Load({{"api-key-file", file}});
  ASSERT_TRUE(settings) << ToString(settings.error());
  EXPECT_EQ(settings->config.api_key, "s3cret");
  EXPECT_FALSE(Load({{"api-key-file", file}}, {{"CUEPOINT_API_KEY", "other"}}));
  EXPECT_FALSE(Load({{"api-key-file", directory / "absent"}}));
  EXPECT_FALSE(Load({{"api-key-file", directory.Write("empty", "\n")}}));
}

TEST(ServeConfig, PrintsWhatReadsBackAsTheSame) {
  const TemporaryDirectory directory;
  const std::string file = directory.Write("c.toml", R"(
    site_title = "A \"b\" \\ \u0001 ü"
    rate = 0.5
    allowed_origins = ["https://a.example", "https://b.example"]
    log_queries = "hash"
    [[index]]
    name = "a"
    db = "/srv/a"
    hosts = ["a.example"]
  )");
  const Result<ServeSettings> settings = Load({{"port", "0"}}, {}, file);
  ASSERT_TRUE(settings) << ToString(settings.error());
  const std::string printed = SettingsToToml(*settings);
  ServeConfig again;
  const auto read = SetFromToml(printed, "printed", again);
  ASSERT_TRUE(read) << ToString(read.error()) << printed;
  EXPECT_EQ(again, settings->config);
  EXPECT_THAT(printed, HasSubstr("# From the flag.\nport = 0\n"));
  EXPECT_THAT(printed, HasSubstr("# From the file.\nrate = 0.5\n"));
}

TEST(ServeConfig, PrintsNoSecret) {
  for (const ServeOption& option : ServeOptions()) {
    if (!option.secret) continue;
    const Result<ServeSettings> settings = Load({}, {{option.variable(), "s3cret"}});
    ASSERT_TRUE(settings);
    const std::string printed = SettingsToToml(*settings);
    EXPECT_THAT(printed, Not(HasSubstr("s3cret")));
    EXPECT_THAT(printed, HasSubstr("# " + option.key() + " is set and not shown."));
  }
}

std::string ExampleFile() {
  std::ifstream file(CUEPOINT_SOURCE_DIR "/deploy/cuepoint.toml");
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

TEST(ServeConfig, IsValidAsTheExampleFileHasIt) {
  ServeConfig config;
  const auto read = SetFromToml(ExampleFile(), "deploy/cuepoint.toml", config);
  ASSERT_TRUE(read) << ToString(read.error());
}

// With the comment signs off that stand right before a setting.
TEST(ServeConfig, HasEveryDefaultInTheExampleFile) {
  std::istringstream file(ExampleFile());
  std::string toml;
  for (std::string line; std::getline(file, line);) {
    const bool is_setting = line.size() > 1 && line[0] == '#' && line[1] != ' ';
    toml += (is_setting ? line.substr(1) : line) + "\n";
  }
  ServeConfig config;
  const auto read = SetFromToml(toml, "deploy/cuepoint.toml", config);
  ASSERT_TRUE(read) << ToString(read.error());
  std::vector<std::string_view> all;
  for (const ServeOption& option : ServeOptions()) all.push_back(option.name);
  EXPECT_THAT(*read, ::testing::UnorderedElementsAreArray(all));
  ASSERT_EQ(config.indexes.size(), 1u);
  EXPECT_NE(config.indexes[0].public_url, "");
  EXPECT_FALSE(config.indexes[0].hosts.empty());
  config.indexes.clear();
  EXPECT_EQ(config, ServeConfig()) << SettingsToToml({.config = config, .origins = {}});
}

TEST(ServeConfig, NamesAFileThatIsNotThere) {
  const Result<ServeSettings> settings = Load({}, {}, "/nowhere/c.toml");
  ASSERT_FALSE(settings);
  EXPECT_EQ(settings.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(ToString(settings.error()), HasSubstr("/nowhere/c.toml"));
}

}  // namespace
}  // namespace cuepoint
