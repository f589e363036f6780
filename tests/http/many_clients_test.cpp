// Many connections at once, more than we serve, and more than there are file descriptors for.
#include <future>
#include <thread>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "http/engine.h"

namespace onsale::http::tests {
namespace {

using ManyClients = EngineTest;

void allow_files(rlim_t wanted) {
    rlimit limit{};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &limit), 0);
    limit.rlim_cur = std::min(limit.rlim_max, wanted);
    ASSERT_GE(limit.rlim_cur, wanted);
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &limit), 0);
}

TEST_F(ManyClients, a_thousand_connections_on_two_threads_are_served_at_once) {
    allow_files(4'096);
    engine.options.threads = 2;
    start();
    std::vector<Client> clients;
    for (int i = 0; i < 1'000; ++i) clients.push_back(engine.connect());
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 1'000; ++i) clients[static_cast<std::size_t>(i)].send(get("/" + std::to_string(i)));
        for (int i = 0; i < 1'000; ++i) {
            EXPECT_EQ(clients[static_cast<std::size_t>(i)].read_response().body,
                      "GET /" + std::to_string(i) + " ? body=");
        }
    }
    EXPECT_EQ(engine.server->connections(), 1'000U);
}

TEST_F(ManyClients, those_beyond_the_limit_are_told_503_and_the_others_served) {
    engine.options.limits.connections = 10;
    start();
    std::vector<Client> served;
    for (int i = 0; i < 10; ++i) served.push_back(engine.connect());
    for (auto& client : served) EXPECT_EQ(client.ask(get("/")).status, 200U);
    for (int i = 0; i < 5; ++i) {
        auto beyond = engine.connect();
        auto const response = beyond.ask(get("/"));
        EXPECT_EQ(response.status, 503U);
        EXPECT_EQ(response.fields.at("retry-after"), "1");
        EXPECT_EQ(response.fields.at("connection"), "close");
    }
    for (auto& client : served) EXPECT_EQ(client.ask(get("/")).status, 200U);
    EXPECT_EQ(engine.handler.handled, 20);
    served.clear();
    while (engine.server->connections() > 0) std::this_thread::yield();
    EXPECT_EQ(engine.ask(get("/")).status, 200U);
}

TEST_F(ManyClients, those_beyond_even_the_refused_are_closed_without_a_word) {
    engine.options.limits.connections = 0;
    engine.options.limits.refused_connections = 1;
    start();
    auto refused = engine.connect();
    EXPECT_EQ(refused.read_response().status, 503U);
    auto closed = engine.connect();
    EXPECT_TRUE(closed.closed_by_server());
}

// The clients here take their own descriptors from the same process: so they are opened before the shortage begins.
TEST_F(ManyClients, running_out_of_file_descriptors_neither_kills_nor_stops_the_server) {
    start();
    auto served = engine.connect();
    EXPECT_EQ(served.ask(get("/")).status, 200U);
    rlimit const before = [] {
        rlimit limit{};
        ::getrlimit(RLIMIT_NOFILE, &limit);
        return limit;
    }();
    // One descriptor is left: the client's own. The server's accept() then finds none.
    int const highest = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::close(highest);
    auto shortage = before;
    shortage.rlim_cur = static_cast<rlim_t>(highest) + 1;
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &shortage), 0);
    {
        auto unheard = engine.connect();
        unheard.send(get("/later"));
        EXPECT_EQ(served.ask(get("/")).status, 200U);
        ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
        EXPECT_EQ(unheard.read_response().body, "GET /later ? body=");
    }
}

// While there is more of one client's to read, it never waits; the others of its thread have their turn nevertheless.
TEST_F(ManyClients, one_that_sends_without_end_keeps_the_thread_from_nobody) {
    constexpr int requests = 1'500;  // about 60 KB: they fit into the socket's buffer, and into one read they do not
    std::promise<void> begun;
    std::promise<void> go;
    std::atomic<int> flooded = 0;
    std::atomic<int> before_the_other = requests;
    engine.handler.script = [&](Request const& request, Answer& answer, IoThread&) {
        if (request.path == "/other") before_the_other = flooded.load();
        if (request.path == "/flood" && flooded++ == 0) {
            begun.set_value();
            go.get_future().wait();  // until both have all their requests in the sockets
        }
        answer.body = "x";
        return std::optional<Awaitable<void>>();
    };
    start();
    auto flooding = engine.connect();
    auto other = engine.connect();
    EXPECT_EQ(other.ask(get("/hello")).status, 200);
    std::string flood;
    for (int i = 0; i < requests; ++i) flood += get("/flood");
    flooding.send(flood);
    begun.get_future().wait();
    other.send(get("/other"));
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    go.set_value();
    EXPECT_EQ(other.read_response().status, 200);
    EXPECT_LT(before_the_other, requests);
    for (int i = 0; i < requests; ++i) flooding.read_response();
}

TEST_F(ManyClients, a_thread_is_behind_while_rounds_leave_some_unread_and_no_longer) {
    constexpr int clients = 4 * ready_sockets_a_round;
    std::promise<void> begun;
    std::promise<void> go;
    std::atomic<int> behind = 0;
    engine.handler.script = [&](Request const& request, Answer&, IoThread& io) {
        if (request.path == "/first") {
            begun.set_value();
            go.get_future().wait();  // until all the others lie in their sockets
        }
        if (request.path == "/crowd") std::this_thread::sleep_for(std::chrono::milliseconds(1));
        behind += io.behind() ? 1 : 0;
        return std::optional<Awaitable<void>>();
    };
    start();
    std::vector<Client> crowd;
    for (int i = 0; i < clients; ++i) crowd.push_back(engine.connect());
    auto first = engine.connect();
    for (auto& client : crowd) client.ask(get("/hello"));
    EXPECT_EQ(behind, 0);
    first.send(get("/first"));
    begun.get_future().wait();
    for (auto& client : crowd) client.send(get("/crowd"));
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    go.set_value();
    for (auto& client : crowd) EXPECT_EQ(client.read_response().status, 200);
    EXPECT_GT(behind, 0);
    behind = 0;
    EXPECT_EQ(engine.ask(get("/alone")).status, 200);
    EXPECT_EQ(behind, 0);
}

}  // namespace
}  // namespace onsale::http::tests
