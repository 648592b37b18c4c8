// What a client sends: any bytes give whole HTTP answers, each to one request, or none.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "server/connection.h"
#include "server/handlers.h"
#include "server/request_params.h"
#include "server/transport.h"
#include "tests/fuzz/fuzz_check.h"
#include "tests/server/fake_backend.h"

namespace {

using cuepoint::Connection;
using cuepoint::HeadScanner;

// One response: a status line, Content-Length, and as many bytes as that says (none for HEAD).
void CheckAnswer(std::string_view answer) {
  FUZZ_CHECK(answer.starts_with("HTTP/1.1 "));
  const std::size_t end = answer.find("\r\n\r\n");
  FUZZ_CHECK(end != std::string_view::npos);
  const std::string_view field = "\r\nContent-Length: ";
  const std::size_t length = answer.substr(0, end).find(field);
  FUZZ_CHECK(length != std::string_view::npos);
  const std::string_view head = answer.substr(0, end);
  FUZZ_CHECK(head.find(field, length + 1) == std::string_view::npos);
  FUZZ_CHECK(head.find("\r\nConnection: ") == head.rfind("\r\nConnection: "));
  const std::size_t body = answer.size() - end - 4;
  const std::size_t promised = std::stoul(std::string(answer.substr(length + field.size(), 12)));
  FUZZ_CHECK(body == promised || body == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const cuepoint::Api api =
      *cuepoint::Api::Create(std::make_shared<cuepoint::testing::FakeBackend>());
  static cuepoint::Transport transport(
      {}, [](const cuepoint::HttpRequest& request) { return api.Handle(request); }, nullptr);
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)cuepoint::ParseSearchRequest(cuepoint::ParseTarget(bytes).params);

  Connection connection(1, cuepoint::UniqueFd(), "127.0.0.1", {});
  connection.input = bytes;
  while (true) {
    const HeadScanner::Progress progress = connection.head.Scan(connection.input);
    if (progress.state == HeadScanner::Progress::State::kRefused) {
      CheckAnswer(transport.Refuse(connection, progress.status));
    }
    if (progress.state != HeadScanner::Progress::State::kComplete) return 0;
    connection.input.erase(0, progress.begin);
    const std::size_t before = connection.input.size();
    transport.Answer(connection, false);
    CheckAnswer(connection.output);
    if (!connection.keep_alive) return 0;
    FUZZ_CHECK(connection.input.size() < before);
    connection.head.Reset();
  }
}
