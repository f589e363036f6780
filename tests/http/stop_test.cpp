// stop(): what is idle ends, what is in flight is finished, and after the grace nothing is left.
#include <condition_variable>
#include <future>
#include <system_error>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "http/engine.h"

namespace onsale::http::tests {
namespace {

using namespace std::chrono_literals;

// A clerk that answers when it is told to.
class PatientClerk {
  public:
    bool submit(Submission& submission) {
        std::lock_guard const lock(mutex_);
        waiting_.push_back(&submission);
        filled_.notify_all();
        return true;
    }
    void wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        filled_.wait(lock, [&] { return waiting_.size() >= count; });
    }
    void answer_all() {
        std::vector<Submission*> batch;
        {
            std::lock_guard const lock(mutex_);
            batch.swap(waiting_);
        }
        for (auto* one : batch) one->fate = Fate::answered;
        for (auto* one : batch) one->reply_to->deliver({&one, 1});
    }

  private:
    std::mutex mutex_;
    std::condition_variable filled_;
    std::vector<Submission*> waiting_;
};

class Stopping : public EngineTest {
  protected:
    PatientClerk clerk;

    void answer_by_the_clerk() {
        engine.handler.script = [this](Request const& request, Answer& answer, IoThread& io) {
            answer.body = describe(request);
            return std::optional(wait(io));
        };
    }
    Awaitable<void> wait(IoThread& io) {
        Submission submission;
        co_await delivered(io, submission, [&] { return clerk.submit(submission); });
    }
};

TEST_F(Stopping, idle_connections_are_closed_at_once_and_new_ones_refused) {
    engine.options.threads = 2;
    start();
    auto fresh = engine.connect();
    auto used = engine.connect();
    EXPECT_EQ(used.ask(get("/")).status, 200U);
    engine.server->stop(1h);
    EXPECT_TRUE(fresh.closed_by_server());
    EXPECT_TRUE(used.closed_by_server());
    EXPECT_THROW(engine.connect(), std::system_error);
    EXPECT_EQ(engine.server->connections(), 0U);
}

TEST_F(Stopping, requests_in_flight_are_answered_and_their_connections_closed) {
    answer_by_the_clerk();
    engine.options.threads = 2;
    start();
    std::vector<Client> clients;
    for (int i = 0; i < 20; ++i) {
        clients.push_back(engine.connect());
        clients.back().send(get("/in-flight"));
    }
    clerk.wait_for(20);
    auto const stopped = std::async(std::launch::async, [&] { engine.server->stop(1h); });
    while (true) {  // until the stop has begun
        try {
            engine.connect();
        } catch (std::system_error const&) {
            break;
        }
    }
    clerk.answer_all();
    for (auto& client : clients) {
        auto const response = client.read_response();
        EXPECT_EQ(response.body, "GET /in-flight ? body=");
        EXPECT_TRUE(client.closed_by_server());
    }
    stopped.wait();
}

TEST_F(Stopping, a_request_sent_before_the_stop_is_answered) {
    start();
    for (int i = 0; i < 50; ++i) {
        Engine another;
        another.start();
        auto client = another.connect();
        client.send(get("/sent"));
        another.server->stop(1h);
        EXPECT_EQ(client.read_response().body, "GET /sent ? body=");
    }
}

TEST_F(Stopping, half_a_request_is_cut_off_after_the_grace) {
    start();
    auto client = engine.connect();
    client.send(get("/first") + "GET / HTTP/1.1\r\n");
    EXPECT_EQ(client.read_response().status, 200U);
    engine.server->stop(50ms);
    EXPECT_TRUE(client.closed_by_server());
}

TEST_F(Stopping, an_answer_that_nobody_reads_is_cut_off_after_the_grace) {
    engine.handler.script = [](Request const&, Answer& answer, IoThread&) {
        answer.body.assign(20'000'000, 'x');
        return std::optional<Awaitable<void>>();
    };
    start();
    Client client(engine.server->port(), 4096);
    client.send(get("/"));
    client.read_exactly(1);
    engine.server->stop(50ms);
    EXPECT_EQ(engine.server->connections(), 0U);
}

TEST_F(Stopping, a_handler_that_waits_for_its_clerk_is_waited_for_beyond_the_grace) {
    answer_by_the_clerk();
    start();
    auto client = engine.connect();
    client.send(get("/"));
    clerk.wait_for(1);
    std::atomic<bool> ended = false;
    std::jthread const stopper([&] {
        engine.server->stop(0ms);
        ended = true;
    });
    EXPECT_TRUE(client.closed_by_server());
    EXPECT_FALSE(ended);
    clerk.answer_all();
}

TEST_F(Stopping, stop_may_come_twice_from_anywhere_or_before_the_start) {
    Engine never_started;
    never_started.server = std::make_unique<Server>(never_started.options, never_started.handler);
    never_started.server->stop(1h);
    start();
    std::jthread const first([&] { engine.server->stop(1h); });
    std::jthread const second([&] { engine.server->stop(1h); });
}

TEST_F(Stopping, a_port_that_somebody_listens_on_is_refused_at_start) {
    for (std::size_t const threads : {1U, 2U}) {
        Engine first;
        first.options.threads = threads;
        first.start();
        for (std::size_t const others : {1U, 2U}) {
            Engine second;
            second.options.port = first.server->port();
            second.options.threads = others;
            EXPECT_THROW(second.start(), std::system_error);
        }
    }
}

TEST_F(Stopping, a_port_is_free_again_after_the_stop) {
    start();
    EXPECT_EQ(engine.ask(get("/", "Connection: close\r\n")).status, 200U);
    auto const port = engine.server->port();
    engine.server->stop(1h);
    Engine again;
    again.options.port = port;
    again.options.threads = 2;
    again.start();
    EXPECT_EQ(again.ask(get("/")).status, 200U);
}

TEST_F(Stopping, an_address_that_is_none_is_refused_at_start) {
    engine.options.address = "not an address";
    EXPECT_THROW(engine.start(), std::system_error);
}

TEST_F(Stopping, clients_of_a_borrowed_socket_wait_for_the_server_that_listens_next) {
    boost::asio::io_context context;
    boost::asio::ip::tcp::acceptor socket(context, {boost::asio::ip::address_v4::loopback(), 0});
    engine.options.listening_socket = socket.native_handle();
    engine.options.threads = 2;
    start();
    EXPECT_EQ(engine.server->port(), socket.local_endpoint().port());
    EXPECT_EQ(engine.ask(get("/first")).status, 200U);
    engine.server->stop(1s);
    auto between = engine.connect();
    between.send(get("/second"));
    engine.server.reset();
    start();
    EXPECT_EQ(between.read_response().status, 200U);
}

TEST_F(Stopping, a_server_whose_threads_take_their_turns_responds_and_one_with_a_thread_that_hangs_does_not) {
    std::promise<void> entered;
    std::promise<void> let_go;
    engine.handler.script = [&](Request const&, Answer&, IoThread&) {
        entered.set_value();
        let_go.get_future().wait();
        return std::optional<Awaitable<void>>{};
    };
    engine.options.threads = 2;
    start();
    EXPECT_TRUE(engine.server->responds(30s));
    auto client = engine.connect();
    client.send(get("/"));
    entered.get_future().wait();
    EXPECT_FALSE(engine.server->responds(100ms));
    let_go.set_value();
    EXPECT_EQ(client.read_response().status, 200U);
    EXPECT_TRUE(engine.server->responds(30s));
}

}  // namespace
}  // namespace onsale::http::tests
