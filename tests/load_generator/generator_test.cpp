#include "load_generator/generator.h"

#include <algorithm>
#include <future>
#include <memory>
#include <set>

#include <gtest/gtest.h>

#include "load_generator/scripted_server.h"

namespace onsale::load_generator {
namespace {

using namespace std::chrono_literals;
using tests::ok;
using tests::Reply;
using tests::ScriptedServer;

// Requests whose targets are their numbers.
std::vector<std::string> numbered(std::size_t count) {
    std::vector<std::string> requests;
    for (std::size_t i = 0; i < count; ++i) {
        requests.push_back("GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    return requests;
}

// A generator, and all that it told.
struct Told {
    Told(ScriptedServer const& server, std::size_t connections)
        : generator({.server = server.address(), .connections = connections}) {}

    void begin(Traffic traffic) {
        traffic.keep_bodies = true;
        traffic.on_answer = [this](Answer const& answer) {
            answers.push_back(answer);
            bodies.emplace_back(answer.body);
        };
        generator.begin(std::move(traffic));
    }
    // What is expected within this time comes at once; it is long because a machine may be slow.
    bool run_to_end() { return generator.run_until(Clock::now() + 30s); }
    std::size_t of_status(unsigned status) const {
        return static_cast<std::size_t>(std::ranges::count(answers, status, &Answer::status));
    }

    std::vector<Answer> answers;
    std::vector<std::string> bodies;
    Generator generator;
};

TEST(LoadGenerator, each_request_is_sent_once_and_told_with_its_own_answer) {
    ScriptedServer server([](std::string const& line, std::size_t) { return Reply{{ok(line)}}; });
    Told told(server, 3);
    auto const requests = numbered(50);
    told.begin({.requests = requests, .once = true});
    ASSERT_TRUE(told.run_to_end());
    ASSERT_EQ(told.answers.size(), 50U);
    std::set<std::size_t> seen;
    for (std::size_t i = 0; i < 50; ++i) {
        auto const request = told.answers[i].request;
        seen.insert(request);
        EXPECT_EQ(told.bodies[i], "GET /" + std::to_string(request) + " HTTP/1.1");
    }
    EXPECT_EQ(seen.size(), 50U);
    EXPECT_EQ(told.of_status(200), 50U);
    EXPECT_EQ(told.generator.counts().sent, 50U);
    EXPECT_EQ(told.generator.unanswered(), 0U);
    EXPECT_EQ(server.connections(), 3U);
}

TEST(LoadGenerator, an_answer_in_pieces_is_one_answer) {
    auto const whole =
        "HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\nRetry-After: 7\r\n\r\n3\r\nnot\r\n4\r\n now\r\n0\r\n\r\n";
    ScriptedServer server([&](std::string const&, std::size_t) {
        Reply reply;
        for (auto const* at = whole; *at != 0; ++at) reply.pieces.emplace_back(1, *at);
        return reply;
    });
    Told told(server, 1);
    auto const requests = numbered(3);
    told.begin({.requests = requests, .once = true});
    ASSERT_TRUE(told.run_to_end());
    EXPECT_EQ(told.of_status(503), 3U);
    EXPECT_EQ(told.bodies, std::vector<std::string>(3, "not now"));
    EXPECT_EQ(told.answers[0].retry_after_seconds, 7U);
}

TEST(LoadGenerator, a_connection_that_closes_behind_its_answer_is_opened_again) {
    ScriptedServer server([](std::string const&, std::size_t) {
        return Reply{.pieces = {ok("", "Connection: close\r\n")}, .closes = true};
    });
    Told told(server, 2);
    auto const requests = numbered(10);
    told.begin({.requests = requests, .once = true});
    ASSERT_TRUE(told.run_to_end());
    EXPECT_EQ(told.of_status(200), 10U);
    EXPECT_GE(server.connections(), 10U);
    EXPECT_EQ(told.generator.counts().closed_idle, 0U);
}

TEST(LoadGenerator, a_request_whose_connection_ends_is_told_without_a_status_and_not_repeated) {
    ScriptedServer server([](std::string const&, std::size_t number) {
        if (number % 3 == 0) return Reply{.pieces = {"HTTP/1.1 200 OK\r\nContent-Le"}, .closes = true};
        return Reply{{ok()}};
    });
    Told told(server, 2);
    auto const requests = numbered(30);
    told.begin({.requests = requests, .once = true});
    ASSERT_TRUE(told.run_to_end());
    EXPECT_EQ(told.of_status(0), 10U);
    EXPECT_EQ(told.of_status(200), 20U);
    EXPECT_EQ(told.generator.counts().sent, 30U);
}

TEST(LoadGenerator, what_is_no_http_ends_the_connection_and_counts_as_no_answer) {
    ScriptedServer server([](std::string const&, std::size_t number) {
        return number == 0 ? Reply{{"220 ready\r\n\r\n"}} : Reply{{ok()}};
    });
    Told told(server, 1);
    auto const requests = numbered(2);
    told.begin({.requests = requests, .once = true});
    ASSERT_TRUE(told.run_to_end());
    EXPECT_EQ(told.of_status(0), 1U);
    EXPECT_EQ(told.of_status(200), 1U);
}

TEST(LoadGenerator, a_connection_that_the_server_ends_while_it_is_free_is_counted_and_opened_again) {
    ScriptedServer server([](std::string const&, std::size_t) { return Reply{.pieces = {ok()}, .closes = true}; });
    Told told(server, 1);
    auto const requests = numbered(1);
    told.begin({.requests = requests, .once = true});
    ASSERT_TRUE(told.run_to_end());
    told.begin({.requests = requests, .once = true, .rate = 1e-3});  // nothing is due for long
    for (auto const until = Clock::now() + 30s; server.connections() < 2 && Clock::now() < until;) {
        told.generator.run_until(Clock::now() + 1ms);
    }
    EXPECT_EQ(server.connections(), 2U);
    EXPECT_EQ(told.generator.counts().closed_idle, 1U);
    EXPECT_EQ(told.of_status(0), 0U);
}

TEST(LoadGenerator, a_server_that_never_answers_is_given_up_at_the_deadline) {
    ScriptedServer server([](std::string const&, std::size_t) { return Reply{}; });
    Told told(server, 4);
    auto const requests = numbered(10);
    told.begin({.requests = requests, .once = true});
    EXPECT_FALSE(told.generator.run_until(Clock::now() + 20ms));
    EXPECT_EQ(told.generator.unanswered(), 4U);
    EXPECT_TRUE(told.answers.empty());
    EXPECT_EQ(told.generator.give_up(), 4U);
    EXPECT_EQ(told.of_status(0), 4U);
    EXPECT_EQ(told.generator.unanswered(), 0U);
}

// Answers nothing before it is opened.
struct Barrier {
    std::promise<void> opening;
    std::shared_future<void> opened = opening.get_future();
};

TEST(LoadGenerator, in_an_open_loop_a_stall_is_charged_to_every_request_that_was_due_meanwhile) {
    Barrier barrier;
    ScriptedServer server([&](std::string const&, std::size_t) {
        barrier.opened.wait();
        return Reply{{ok()}};
    });
    Told told(server, 1);
    auto const requests = numbered(10);
    told.begin({.requests = requests, .once = true, .rate = 1000});  // the last is due after 10 ms
    auto const begun = Clock::now();
    EXPECT_FALSE(told.generator.run_until(begun + 50ms));
    EXPECT_EQ(told.generator.counts().due, 10U);
    EXPECT_EQ(told.generator.counts().sent, 1U);
    barrier.opening.set_value();
    ASSERT_TRUE(told.run_to_end());
    ASSERT_EQ(told.answers.size(), 10U);
    for (auto const& answer : told.answers) EXPECT_GE(answer.took, 39ms) << answer.request;
    EXPECT_GE(told.answers.back().lag, 39ms) << "most of it before it was sent";
}

TEST(LoadGenerator, where_it_may_be_dropped_a_request_that_finds_no_connection_free_is_counted_and_never_sent) {
    Barrier barrier;
    ScriptedServer server([&](std::string const&, std::size_t) {
        barrier.opened.wait();
        return Reply{{ok()}};
    });
    Told told(server, 2);
    auto const requests = numbered(10);
    told.begin({.requests = requests, .once = true, .rate = 1000, .overdue = Traffic::Overdue::is_dropped});
    for (auto const until = Clock::now() + 30s; told.generator.counts().due < 10 && Clock::now() < until;) {
        told.generator.run_until(Clock::now() + 1ms);
    }
    barrier.opening.set_value();
    ASSERT_TRUE(told.run_to_end());
    auto const& counts = told.generator.counts();
    EXPECT_LE(counts.sent, 2U);
    EXPECT_EQ(counts.sent + counts.no_connection + counts.too_late, 10U);
    EXPECT_EQ(told.answers.size(), counts.sent);
}

TEST(LoadGenerator, an_answer_that_comes_in_the_next_phase_is_late_and_told_to_its_own) {
    Barrier barrier;
    ScriptedServer server([&](std::string const& line, std::size_t) {
        if (line.starts_with("GET /0 ")) barrier.opened.wait();
        return Reply{{ok(line)}};
    });
    Told told(server, 2);
    auto const requests = numbered(2);
    told.begin({.requests = std::span(requests).first(1), .once = true, .end_connection = 1});
    EXPECT_FALSE(told.generator.run_until(Clock::now() + 1ms));
    std::size_t of_the_second = 0;
    told.generator.begin({.requests = std::span(requests).last(1),
                          .once = true,
                          .first_connection = 1,
                          .on_answer = [&](Answer const& answer) {
                              EXPECT_FALSE(answer.late);
                              ++of_the_second;
                              barrier.opening.set_value();
                          }});
    ASSERT_TRUE(told.run_to_end());
    EXPECT_EQ(of_the_second, 1U);
    ASSERT_EQ(told.answers.size(), 1U);
    EXPECT_TRUE(told.answers[0].late);
    EXPECT_EQ(told.bodies[0], "GET /0 HTTP/1.1");
}

TEST(LoadGenerator, a_connection_that_keeps_its_own_request_sends_no_other) {
    ScriptedServer server([](std::string const&, std::size_t) { return Reply{{ok()}}; });
    Told told(server, 2);
    auto const requests = numbered(5);
    told.begin({.requests = requests, .keep_own = true});
    auto const answers_to = [&](std::size_t request) {
        return std::ranges::count(told.answers, request, &Answer::request);
    };
    for (auto const until = Clock::now() + 30s; answers_to(0) < 10 || answers_to(1) < 10;) {
        ASSERT_LT(Clock::now(), until);
        told.generator.run_until(Clock::now() + 1ms);
    }
    EXPECT_EQ(answers_to(0) + answers_to(1), std::ssize(told.answers));
}

TEST(LoadGenerator, without_a_server_it_cannot_begin) {
    sockaddr_in nobody{};
    {
        ScriptedServer const server([](std::string const&, std::size_t) { return Reply{}; });
        nobody = server.address();
    }
    EXPECT_THROW(Generator({.server = nobody, .connections = 2}), std::system_error);
}

}  // namespace
}  // namespace onsale::load_generator
