// Certificates are checked. The servers here are openssl's own.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "corpus/fetch/fetch_seams.h"
#include "tests/support/temporary_directory.h"

namespace cuepoint {
namespace {

// Answers one connection at 127.0.0.1 with a page about it, by a certificate for that address that
// only itself vouches for.
class TlsServer {
 public:
  TlsServer() {
    const std::string in_directory = "cd '" + directory_.path().string() + "' && ";
    const std::string make_certificate =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        "-subj /CN=cuepoint-test -addext subjectAltName=IP:127.0.0.1 "
        "-keyout key.pem -out certificate.pem 2>/dev/null";
    if (std::system((in_directory + make_certificate).c_str()) != 0) return;
    const std::string serve =
        "exec timeout 60 openssl s_server -accept 127.0.0.1:0 -cert certificate.pem -key key.pem "
        "-www -naccept 1 </dev/null 2>/dev/null";
    pipe_ = ::popen((in_directory + serve).c_str(), "r");
    char line[256];
    while (pipe_ != nullptr && std::fgets(line, sizeof line, pipe_) != nullptr) {
      if (std::sscanf(line, "ACCEPT 127.0.0.1:%d", &port_) == 1) return;
    }
  }
  ~TlsServer() {
    if (pipe_ != nullptr) ::pclose(pipe_);
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  bool runs() const { return port_ != 0; }
  std::string certificate() const { return directory_ / "certificate.pem"; }

  // Fetches from the server, vouched for by the certificates in a file where it is given.
  Result<FetchResponse> Fetch(const std::string& certificates = {}) const {
    FetchSeams seams;
    seams.environment = [&certificates](const char* name) -> const char* {
      const bool asked = std::string(name) == "SSL_CERT_FILE" && !certificates.empty();
      return asked ? certificates.c_str() : nullptr;
    };
    FetchOptions options;
    options.allow_private = true;
    const auto fetcher = *MakeHttpFetcher(options, seams);
    return fetcher->Fetch({.url = "https://127.0.0.1:" + std::to_string(port_) + "/"});
  }

 private:
  const TemporaryDirectory directory_;
  std::FILE* pipe_ = nullptr;
  int port_ = 0;
};

TEST(FetchTls, RefusesACertificateThatNobodyVouchesFor) {
  const TlsServer server;
  if (!server.runs()) GTEST_SKIP() << "needs the openssl command";
  const auto response = server.Fetch();
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(response.error().kind, "tls") << ToString(response.error());
}

TEST(FetchTls, TrustsTheAuthoritiesOfTheEnvironment) {
  const TlsServer server;
  if (!server.runs()) GTEST_SKIP() << "needs the openssl command";
  const auto response = server.Fetch(server.certificate());
  ASSERT_TRUE(response) << ToString(response.error());
  EXPECT_NE(response->body.find("TLS"), std::string::npos);
}

}  // namespace
}  // namespace cuepoint
