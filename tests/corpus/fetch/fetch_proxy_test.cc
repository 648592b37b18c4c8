#include "corpus/fetch/fetch_proxy.h"

#include <map>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace cuepoint {
namespace {

using Variables = std::map<std::string, std::string>;

std::string Proxy(const std::string& url, const Variables& variables) {
  return ProxyFor(*ParseHttpUrl(url), [&variables](const char* name) -> const char* {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  });
}

TEST(FetchProxy, IsChosenByScheme) {
  const Variables both = {{"http_proxy", "plain"}, {"https_proxy", "secure"}};
  EXPECT_EQ(Proxy("http://pod.example/", both), "plain");
  EXPECT_EQ(Proxy("https://pod.example/", both), "secure");
  EXPECT_EQ(Proxy("http://pod.example/", {}), "");
  EXPECT_EQ(Proxy("http://pod.example/", {{"https_proxy", "secure"}}), "");
  EXPECT_EQ(Proxy("https://pod.example/", {{"HTTPS_PROXY", "secure"}}), "secure");
  EXPECT_EQ(Proxy("http://pod.example/", {{"ALL_PROXY", "all"}}), "all");
  EXPECT_EQ(Proxy("https://pod.example/", {{"all_proxy", "all"}, {"https_proxy", ""}}), "all");
}

TEST(FetchProxy, IsNotTakenFromWhatAClientOfACgiProgramCanSet) {
  EXPECT_EQ(Proxy("http://pod.example/", {{"HTTP_PROXY", "forged"}}), "");
}

TEST(FetchProxy, IsNotUsedForTheHostsOfNoProxy) {
  const Variables variables = {{"http_proxy", "proxy"}, {"no_proxy", "pod.example"}};
  EXPECT_EQ(Proxy("http://pod.example/", variables), "");
  EXPECT_EQ(Proxy("http://other.example/", variables), "proxy");
  EXPECT_EQ(Proxy("http://a/", {{"http_proxy", "proxy"}, {"NO_PROXY", "*"}}), "");
}

struct NoProxyCase {
  std::string list;
  std::string host;
  bool named;

  friend std::ostream& operator<<(std::ostream& out, const NoProxyCase& c) {
    return out << c.host << " in \"" << c.list << '"';
  }
};

class NoProxy : public ::testing::TestWithParam<NoProxyCase> {};
TEST_P(NoProxy, NamesWholeLabelsAndBlocks) {
  EXPECT_EQ(NoProxyNames(GetParam().list, GetParam().host), GetParam().named);
}

INSTANTIATE_TEST_SUITE_P(Table, NoProxy,
                         ::testing::ValuesIn(std::vector<NoProxyCase>{
                             {"", "pod.example", false},
                             {"*", "pod.example", true},
                             {"pod.example", "pod.example", true},
                             {"POD.example", "pod.example", true},
                             {"pod.example", "www.pod.example", true},
                             {".pod.example", "pod.example", true},
                             {"pod.example.", "pod.example", true},
                             {"pod.example", "pod.example.", true},
                             {"pod.example", "mypod.example", false},
                             {"pod.example", "example", false},
                             {"a,b, pod.example", "pod.example", true},
                             {"a b pod.example", "pod.example", true},
                             {",,, ", "pod.example", false},
                             {"10.0.0.1", "10.0.0.1", true},
                             {"0.0.1", "10.0.0.1", false},
                             {"10.0.0.0/8", "10.200.3.4", true},
                             {"10.0.0.0/8", "11.0.0.1", false},
                             {"10.0.0.0/0", "11.0.0.1", true},
                             {"10.0.0.0/33", "10.0.0.0", false},
                             {"10.0.0.0/", "10.0.0.0", false},
                             {"10.0.0.0/8x", "10.0.0.0", false},
                             {"fd00::/8", "fd12::1", true},
                             {"fd00::/8", "10.0.0.1", false},
                             {"[::1]", "::1", true}}));

}  // namespace
}  // namespace cuepoint
