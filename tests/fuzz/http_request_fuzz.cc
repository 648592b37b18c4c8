// What a client sends: any bytes give whole HTTP answers, each to one request, or none.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "server/body_scanner.h"
#include "server/connection.h"
#include "server/guard.h"
#include "server/handlers.h"
#include "server/request_params.h"
#include "server/transport.h"
#include "tests/fuzz/fuzz_check.h"
#include "tests/server/fake_backend.h"

namespace {

using cuepoint::BodyFraming;
using cuepoint::BodyScanner;
using cuepoint::Connection;
using cuepoint::HeadScanner;

constexpr std::size_t kBodyBytes = 4096;

// One response: a status line, Content-Length, and as many bytes as that says (none for HEAD).
// Where there can be no body there is no length.
void CheckAnswer(std::string_view answer) {
  FUZZ_CHECK(answer.starts_with("HTTP/1.1 "));
  const std::size_t end = answer.find("\r\n\r\n");
  FUZZ_CHECK(end != std::string_view::npos);
  const std::string_view field = "\r\nContent-Length: ";
  if (answer.starts_with("HTTP/1.1 204 ") || answer.starts_with("HTTP/1.1 304 ")) {
    FUZZ_CHECK(answer.size() == end + 4 && answer.find(field) == std::string_view::npos);
    return;
  }
  const std::size_t length = answer.substr(0, end).find(field);
  FUZZ_CHECK(length != std::string_view::npos);
  const std::string_view head = answer.substr(0, end);
  FUZZ_CHECK(head.find(field, length + 1) == std::string_view::npos);
  FUZZ_CHECK(head.find("\r\nConnection: ") == head.rfind("\r\nConnection: "));
  const std::size_t body = answer.size() - end - 4;
  const std::size_t promised = std::stoul(std::string(answer.substr(length + field.size(), 12)));
  FUZZ_CHECK(body == promised || body == 0);
}

// Takes the body out of the input as the gate does. False when the request ends here: it is refused
// with `status`, or more would have to arrive (0).
bool TakeBody(Connection& connection, int& status) {
  const std::string_view input = connection.input;
  const BodyFraming framing =
      cuepoint::FramingOf(input.substr(0, connection.head_bytes), kBodyBytes);
  status = framing.status;
  if (framing.kind == BodyFraming::Kind::kRefused) return false;
  if (framing.kind == BodyFraming::Kind::kNone) return true;
  connection.body_scanner.emplace(framing, kBodyBytes);
  const std::string_view arrived = input.substr(connection.head_bytes);
  const BodyScanner::Progress progress = connection.body_scanner->Scan(arrived, connection.body);
  FUZZ_CHECK(progress.consumed <= arrived.size());
  FUZZ_CHECK(connection.body.size() <= kBodyBytes);

  // The same, however the bytes arrive.
  BodyScanner slow(framing, kBodyBytes);
  BodyScanner::Progress last;
  std::string body;
  std::string pending;
  std::size_t taken = 0;
  for (const char c : arrived) {
    if (last.state != BodyScanner::Progress::State::kIncomplete) break;
    pending += c;
    last = slow.Scan(pending, body);
    pending.erase(0, last.consumed);
    taken += last.consumed;
  }
  if (progress.state == BodyScanner::Progress::State::kComplete && progress.consumed > 0) {
    FUZZ_CHECK(last.state == progress.state);
    FUZZ_CHECK(body == connection.body && taken == progress.consumed);
  }
  connection.input.erase(connection.head_bytes, progress.consumed);
  status = progress.status;
  return progress.state == BodyScanner::Progress::State::kComplete;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const cuepoint::Api api =
      *cuepoint::Api::Create(std::make_shared<cuepoint::testing::FakeBackend>());
  static const auto guard =
      *cuepoint::Guard::Create({.trusted_proxies = {"loopback"},
                                .requests_per_second = 0,
                                .allowed_origins = {"https://a.example", "http://b.example:8080"}});
  static cuepoint::Transport transport(
      {},
      [](const cuepoint::HttpRequest& request) {
        return guard->Handle(request, [](const cuepoint::HttpRequest& r) { return api.Handle(r); });
      },
      nullptr);
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
    connection.head_bytes = progress.end - progress.begin;
    FUZZ_CHECK(connection.input.compare(connection.head_bytes - 4, 4, "\r\n\r\n") == 0);
    if (int status = 0; transport.TakesBody(connection) && !TakeBody(connection, status)) {
      if (status != 0) CheckAnswer(transport.Refuse(connection, status));
      return 0;
    }
    const std::size_t before = connection.input.size();
    transport.Answer(connection, false);
    CheckAnswer(connection.output);
    if (!connection.keep_alive) return 0;
    FUZZ_CHECK(connection.input.size() < before);
    connection.head.Reset();
    connection.body_scanner.reset();
    connection.body.clear();
  }
}
