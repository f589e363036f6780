// One client does not keep an I/O thread to itself: counted in requests, on one thread.
#include <algorithm>
#include <future>
#include <mutex>
#include <vector>

#include <gmock/gmock.h>

#include "assertions/library_assertion.h"
#include "http/engine.h"
#include "support/eventually.h"

namespace onsale::http::tests {
namespace {

class FairTurns : public EngineTest {
  protected:
    // The first request of the greedy client holds the thread until the honest client's request lies in its socket.
    void note_order() {
        engine.handler.script = [this](Request const& request, Answer& answer, IoThread&) {
            std::lock_guard const lock(mutex_);
            if (order_.empty() && request.path == "/greedy") honest_has_asked_.get_future().wait();
            order_.emplace_back(request.path);
            if (request.path == "/slow") std::this_thread::sleep_for(longest_turn);
            answer.body = "x";
            return std::optional<Awaitable<void>>();
        };
    }

    std::size_t greedy_before_honest() {
        std::lock_guard const lock(mutex_);
        return static_cast<std::size_t>(std::ranges::find(order_, "/honest") - order_.begin());
    }

    std::promise<void> honest_has_asked_;
    std::mutex mutex_;
    std::vector<std::string> order_;
};

std::string times(std::size_t count, std::string const& request) {
    std::string requests;
    for (std::size_t i = 0; i < count; ++i) requests += request;
    return requests;
}

std::string head(std::string const& path) { return "HEAD " + path + " HTTP/1.1\r\nHost: a\r\n\r\n"; }

TEST_F(FairTurns, others_have_their_turn_while_one_pipelines_small_requests) {
    note_order();
    start();
    auto honest = engine.connect();
    auto greedy = engine.connect();
    greedy.send(times(500, head("/greedy")));
    honest.send(get("/honest"));
    honest_has_asked_.set_value();
    EXPECT_EQ(honest.read_response().status, 200U);
    EXPECT_LE(greedy_before_honest(), 2 * requests_a_turn);
    for (int i = 0; i < 500; ++i) ASSERT_EQ(greedy.read_response(true).status, 200U) << i;
}

TEST_F(FairTurns, requests_that_take_long_end_a_turn_sooner) {
    note_order();
    start();
    auto honest = engine.connect();
    auto greedy = engine.connect();
    greedy.send(head("/greedy") + times(100, head("/slow")));
    honest.send(get("/honest"));
    honest_has_asked_.set_value();
    EXPECT_EQ(honest.read_response().status, 200U);
    EXPECT_LE(greedy_before_honest(), 4U);
    for (int i = 0; i < 101; ++i) ASSERT_EQ(greedy.read_response(true).status, 200U) << i;
}

TEST_F(FairTurns, all_of_a_long_pipeline_are_answered_in_order) {
    start();
    auto client = engine.connect();
    std::string requests;
    for (int i = 0; i < 1'000; ++i) requests += get("/" + std::to_string(i));
    client.send(requests);
    for (int i = 0; i < 1'000; ++i) {
        ASSERT_EQ(client.read_response().body, "GET /" + std::to_string(i) + " ? body=");
    }
}

using Silence = EngineTest;

TEST_F(Silence, a_new_connection_without_a_byte_is_closed_sooner_than_one_that_has_asked) {
    engine.options.limits = impatient_limits();
    engine.options.limits.idle_time = std::chrono::minutes(10);
    start();
    auto asked = engine.connect();
    EXPECT_EQ(asked.ask(get("/1")).status, 200U);
    auto silent = engine.connect();
    EXPECT_TRUE(silent.closed_by_server());
    EXPECT_EQ(asked.ask(get("/2")).status, 200U) << "still open";
}

TEST_F(Silence, the_longest_silent_give_way_when_hardly_any_connection_is_left) {
    engine.options.limits.connections = 96;
    engine.options.limits.sweep_interval = std::chrono::milliseconds(20);
    start();
    std::vector<Client> silent;
    for (int i = 0; i < 92; ++i) {
        silent.push_back(engine.connect());
        EXPECT_EQ(silent.back().ask(get("/")).status, 200U);
    }
    auto late = engine.connect();
    EXPECT_EQ(late.ask(get("/1")).status, 200U);  // 93 of 96: too few are left
    EXPECT_TRUE(silent.front().closed_by_server());
    EXPECT_TRUE(onsale::tests::eventually([&] { return engine.server->connections() < 93; }));
    EXPECT_EQ(late.ask(get("/2")).status, 200U) << "the one that spoke last is still served";
    EXPECT_EQ(engine.ask(get("/new")).status, 200U);
}

using LibraryAssertions = EngineTest;

TEST_F(LibraryAssertions, one_of_a_parser_costs_the_request_that_met_it) {
    engine.handler.script = [](Request const& request, Answer& answer, IoThread&) {
        if (request.path == "/met") library_assertion_failed("n >= 5", "/usr/include/boost/beast/http/parser.ipp", 702);
        answer.body = "good";
        return std::optional<Awaitable<void>>();
    };
    start();
    auto bystander = engine.connect();
    EXPECT_EQ(bystander.ask(get("/")).body, "good");
    EXPECT_EQ(engine.ask(get("/met")).status, 500U);
    EXPECT_EQ(engine.handler.failures, 1);
    EXPECT_EQ(bystander.ask(get("/")).body, "good");
}

TEST(LibraryAssertionsDeathTest, all_others_end_the_process) {
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    auto const io_thread_meets = [](char const* file) {
        throw_library_assertions_on_this_thread();
        library_assertion_failed("broken", file, 1);
    };
    EXPECT_DEATH(io_thread_meets("/usr/include/boost/unordered/detail/foa.hpp"),
                 "assertion of a library failed: broken");
    EXPECT_DEATH(io_thread_meets("/usr/include/boost/asio/detail/scheduler.ipp"), "broken");
    EXPECT_DEATH(library_assertion_failed("broken", "/usr/include/boost/json/value.hpp", 1), "broken");
}

}  // namespace
}  // namespace onsale::http::tests
