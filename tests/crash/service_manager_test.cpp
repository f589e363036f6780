// The built server under a service manager that speaks sd_notify(3) and sd_listen_fds(3), as systemd does.
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <string>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "support/api_client.h"
#include "support/onsale_process.h"
#include "support/temporary_folder.h"

namespace onsale::tests {
namespace {

// Holds the socket that clients connect to, and hears what its service says.
class Manager {
  public:
    explicit Manager(std::string const& host = "127.0.0.1") {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        inet_pton(AF_INET, host.c_str(), &at.sin_addr);
        if (bind(listening_, reinterpret_cast<sockaddr*>(&at), sizeof at) != 0 || listen(listening_, 100) != 0) {
            throw std::runtime_error("cannot listen");
        }
        sockaddr_un heard_at{};
        heard_at.sun_family = AF_UNIX;
        std::strcpy(heard_at.sun_path, notify().c_str());
        if (bind(heard_, reinterpret_cast<sockaddr*>(&heard_at), sizeof heard_at) != 0) {
            throw std::runtime_error("cannot be told");
        }
    }
    ~Manager() {
        close(listening_);
        close(heard_);
    }

    std::uint16_t port() const {
        sockaddr_in at{};
        socklen_t size = sizeof at;
        getsockname(listening_, reinterpret_cast<sockaddr*>(&at), &size);
        return ntohs(at.sin_port);
    }

    // Of `onsale`, as a program of /bin/sh.
    Arguments service(Arguments const& arguments, std::string const& more = {}) const {
        Arguments all{"-c",
                      "exec env LISTEN_PID=$$ LISTEN_FDS=1 NOTIFY_SOCKET=" + notify() + " " + more +
                          " \"$0\" \"$@\" 3<&" + std::to_string(listening_),
                      ONSALE_BINARY};
        all.insert(all.end(), arguments.begin(), arguments.end());
        return all;
    }

    // Waits for it, whatever else is said before; false: it is not said in ten seconds.
    bool hears(std::string const& state) const {
        for (;;) {
            pollfd ready{.fd = heard_, .events = POLLIN, .revents = 0};
            if (poll(&ready, 1, 10'000) != 1) return false;
            char text[512];
            auto const size = recv(heard_, text, sizeof text, 0);
            if (size > 0 && std::string(text, static_cast<std::size_t>(size)) == state) return true;
        }
    }

  private:
    std::string notify() const { return (folder_.path() / "notify").string(); }

    TemporaryFolder folder_;
    int listening_ = socket(AF_INET, SOCK_STREAM, 0);
    int heard_ = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
};

class UnderAManager : public testing::Test {
  protected:
    std::unique_ptr<OnsaleProcess> started(Manager const& manager, std::string const& more = {}) {
        return std::make_unique<OnsaleProcess>(
            "/bin/sh", manager.service({"serve", "--data", (folder_.path() / "data").string()}, more),
            folder_.path() / "log");
    }

    TemporaryFolder folder_;
};

TEST_F(UnderAManager, a_server_serves_on_its_socket_and_says_when_it_is_ready_and_when_it_stops) {
    Manager const manager;
    auto const server = started(manager);
    EXPECT_EQ(server->port(), manager.port());
    EXPECT_TRUE(manager.hears("READY=1"));
    EXPECT_TRUE(manager.hears("STATUS=serving http://127.0.0.1:" + std::to_string(manager.port())));
    EXPECT_EQ(ApiClient(manager.port()).get("/readyz").status, 200U);
    server->signal(SIGTERM);
    EXPECT_TRUE(manager.hears("STOPPING=1"));
    EXPECT_EQ(server->exit_code(), 0);
}

TEST_F(UnderAManager, a_restart_refuses_no_connection) {
    Manager const manager;
    auto server = started(manager);
    ApiClient(manager.port()).get("/healthz");
    server->signal(SIGTERM);
    ASSERT_EQ(server->exit_code(), 0);
    ApiClient between(manager.port());  // nobody serves
    server = started(manager);
    EXPECT_EQ(between.get("/readyz").status, 200U);
    server->signal(SIGKILL);
    server->exit_code();
    ApiClient after_a_crash(manager.port());
    server = started(manager);
    EXPECT_EQ(after_a_crash.get("/readyz").status, 200U);
}

TEST_F(UnderAManager, a_server_says_that_it_is_alive_as_often_as_it_is_asked_to) {
    Manager const manager;
    auto const server = started(manager, "WATCHDOG_USEC=200000");
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(manager.hears("WATCHDOG=1"));
    server->signal(SIGTERM);
    EXPECT_EQ(server->exit_code(), 0);
}

TEST_F(UnderAManager, open_identity_is_not_served_on_a_socket_that_others_reach) {
    Manager const manager("0.0.0.0");
    auto const refused = run("/bin/sh", manager.service({"serve", "--data", (folder_.path() / "data").string()}));
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_NE(refused.output.find("must be a loopback address in phase dev"), std::string::npos) << refused.output;
}

TEST_F(UnderAManager, what_is_no_socket_that_listens_is_refused) {
    auto const refused =
        run("/bin/sh", {"-c", "exec env LISTEN_PID=$$ LISTEN_FDS=1 \"$0\" serve 3</dev/null", ONSALE_BINARY});
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_NE(refused.output.find("no TCP socket that listens"), std::string::npos) << refused.output;
}

}  // namespace
}  // namespace onsale::tests
