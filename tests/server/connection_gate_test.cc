// The share of connections that one client may have.

#include "server/connection_gate.h"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "server/listener.h"
#include "server/server_load.h"
#include "tests/server/running_server.h"

namespace cuepoint {
namespace {

using testing::RawClient;
using testing::StatusOf;

constexpr std::string_view kRequest = "GET / HTTP/1.1\r\n\r\n";

// A gate whose clients are all of one group; its answers wait until the test lets them go.
class ConnectionGateTest : public ::testing::Test {
 protected:
  void Start(std::size_t group_connections, std::string group) {
    auto gate = ConnectionGate::Create(
        {},
        {.answer = [this](Connection& connection, bool) { Answer(connection); },
         .is_trivial = [](const Connection&) { return false; },
         .takes_body = [](const Connection&) { return false; },
         .refuse =
             [](const Connection&, int status) {
               return "HTTP/1.1 " + std::to_string(status) + " No\r\nContent-Length: 0\r\n\r\n";
             },
         .group_of = [group](const std::string&) { return group; },
         .group_connections = group_connections},
        load_);
    ASSERT_TRUE(gate);
    gate_ = *std::move(gate);
    Result<UniqueFd> listener = ListenTcp("127.0.0.1", 0);
    ASSERT_TRUE(listener);
    port_ = *PortOf(*listener);
    thread_ = std::thread([this, socket = std::make_shared<UniqueFd>(*std::move(listener))] {
      EXPECT_TRUE(gate_->Run(std::move(*socket), 4));
    });
  }
  void TearDown() override {
    Release();
    gate_->Stop();
    thread_.join();
  }

  void Answer(Connection& connection) {
    std::unique_lock lock(mutex_);
    ++running_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return released_; });
    connection.input.clear();
    connection.output = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    connection.keep_alive = true;
  }
  void AwaitRunning(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return running_ >= count; });
  }
  void Release() {
    const std::lock_guard lock(mutex_);
    released_ = true;
    changed_.notify_all();
  }

  std::shared_ptr<ServerLoad> load_ = std::make_shared<ServerLoad>();
  int port_ = 0;

 private:
  std::unique_ptr<ConnectionGate> gate_;
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable changed_;
  int running_ = 0;
  bool released_ = false;
};

TEST_F(ConnectionGateTest, RefusesAClientThatHasItsShareInUse) {
  Start(2, "one");
  std::vector<RawClient> clients;
  for (int i = 0; i < 2; ++i) {
    clients.emplace_back(port_);
    ASSERT_TRUE(clients.back().Send(kRequest));
    AwaitRunning(i + 1);
  }
  EXPECT_EQ(StatusOf(RawClient(port_).ReadAll()), 429);
  EXPECT_EQ(load_->shed, 1u);
  Release();
  for (RawClient& client : clients) EXPECT_EQ(StatusOf(client.ReadResponse()), 200);
}

TEST_F(ConnectionGateTest, ClosesAClientsOwnIdleConnectionForItsNext) {
  Start(2, "one");
  Release();
  std::vector<RawClient> clients;
  for (int i = 0; i < 3; ++i) clients.emplace_back(port_);
  EXPECT_EQ(clients[0].ReadAll(), "");
  for (int i = 1; i < 3; ++i) {
    ASSERT_TRUE(clients[static_cast<std::size_t>(i)].Send(kRequest));
    EXPECT_EQ(StatusOf(clients[static_cast<std::size_t>(i)].ReadResponse()), 200);
  }
  EXPECT_EQ(load_->evicted, 1u);
}

TEST_F(ConnectionGateTest, GivesAShareBackWithTheConnection) {
  Start(1, "one");
  Release();
  const auto ask = [this] {
    RawClient client(port_);
    return client.Send(kRequest) ? StatusOf(client.ReadResponse()) : 0;
  };
  for (int i = 0; i < 20; ++i) {
    int status = ask();
    // The gate may learn that the last one has been answered a little after its client does.
    for (int tries = 0; status == 429 && tries < 1000; ++tries) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      status = ask();
    }
    EXPECT_EQ(status, 200) << i;
  }
}

TEST_F(ConnectionGateTest, CountsNobodyWithoutAGroup) {
  Start(1, "");
  std::vector<RawClient> clients;
  for (int i = 0; i < 3; ++i) {
    clients.emplace_back(port_);
    ASSERT_TRUE(clients.back().Send(kRequest));
    AwaitRunning(i + 1);
  }
  Release();
  for (RawClient& client : clients) EXPECT_EQ(StatusOf(client.ReadResponse()), 200);
}

}  // namespace
}  // namespace cuepoint
