// The server with nothing behind it: every request is answered with the same bytes, so that what an
// answer costs besides finding it can be measured. For bench/http_bench.sh.
//
//   constant_server BYTES [THREADS]    prints its port, serves until SIGTERM
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include "server/http_server.h"

namespace {

// JSON of that many bytes.
std::string BodyOf(std::size_t bytes) {
  constexpr std::string_view kBegin = R"({"hits":[")";
  constexpr std::string_view kEnd = R"("]})";
  std::string body(kBegin);
  while (body.size() + kEnd.size() < bytes) body += static_cast<char>('a' + body.size() % 26);
  return body.append(kEnd);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: constant_server BYTES [THREADS]\n");
    return 2;
  }
  sigset_t stop_signals;
  sigemptyset(&stop_signals);
  sigaddset(&stop_signals, SIGTERM);
  sigaddset(&stop_signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);

  // As a search is answered, down to the header fields.
  cuepoint::HttpReply constant =
      cuepoint::JsonReply(BodyOf(std::strtoul(argv[1], nullptr, 10)), cuepoint::kRevalidate);
  constant.headers.emplace_back("ETag", "W/\"0123456789abcdef-1\"");
  constant.headers.emplace_back("Vary", "Accept-Encoding");
  constant.route = "/v1/search";

  cuepoint::ServerOptions options;
  options.port = 0;
  if (argc > 2) options.threads = static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10));
  auto server = cuepoint::HttpServer::CreateWithHandler(
      options, [&constant](const cuepoint::HttpRequest&) { return constant; });
  const auto port = server ? (*server)->Bind() : cuepoint::Result<int>(server.error());
  if (!port) {
    std::fprintf(stderr, "constant_server: %s\n", cuepoint::ToString(port.error()).c_str());
    return 2;
  }
  std::printf("%d\n", *port);
  std::fflush(stdout);
  std::thread stopper([&] {
    int signal = 0;
    sigwait(&stop_signals, &signal);
    (*server)->Stop();
  });
  const auto served = (*server)->Run();
  if (!served) std::fprintf(stderr, "constant_server: %s\n", served.error().message.c_str());
  stopper.join();
  return served ? 0 : 2;
}
