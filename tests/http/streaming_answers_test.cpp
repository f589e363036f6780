// Streaming answers: frames made once go to many, in order; a client that does not read is let go, and nobody else
// notices.
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include <gmock/gmock.h>

#include "http/engine.h"

namespace onsale::http::tests {
namespace {

using namespace std::chrono_literals;

Frame frame(std::string text) { return std::make_shared<std::string const>(std::move(text)); }

// All streams that are open, to be told something on their own threads.
class Crowd {
  public:
    void came(IoThread& io, Stream& stream) {
        std::lock_guard const lock(mutex_);
        streams_.emplace(&stream, &io);
        changed_.notify_all();
    }
    void went(Stream& stream) {
        std::lock_guard const lock(mutex_);
        streams_.erase(&stream);
        changed_.notify_all();
    }
    void wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        ASSERT_TRUE(changed_.wait_for(lock, 30s, [&] { return streams_.size() == count; })) << streams_.size();
    }
    template <class Action>
    void each(Action action) {
        std::lock_guard const lock(mutex_);
        for (auto const& [stream, io] : streams_) {
            boost::asio::post(io->executor(), [this, action, stream = stream] {
                if (there(stream)) action(*stream);
            });
        }
    }
    void tell(Frame const& one) {
        each([one](Stream& stream) { stream.send(one); });
    }

  private:
    bool there(Stream* stream) {
        std::lock_guard const lock(mutex_);
        return streams_.contains(stream);
    }
    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<Stream*, IoThread*> streams_;
};

class Member final : public Subscription {
  public:
    Member(Crowd& crowd, IoThread& io, Frame greeting) : crowd_(crowd), io_(io), greeting_(std::move(greeting)) {}
    ~Member() override {
        if (stream_ != nullptr) crowd_.went(*stream_);
    }
    void opened(Stream& stream) override {
        stream_ = &stream;
        stream.send(greeting_);
        crowd_.came(io_, stream);
    }

  private:
    Crowd& crowd_;
    IoThread& io_;
    Frame greeting_;
    Stream* stream_ = nullptr;
};

class Streaming : public EngineTest {
  protected:
    Crowd crowd;

    Streaming() {
        engine.options.threads = 2;
        engine.handler.script = [this](Request const& request, Answer& answer, IoThread& io) {
            if (request.path == "/plain") {
                answer.body = "plain";
            } else {
                answer.content_type = "text/event-stream";
                answer.subscription = std::make_unique<Member>(crowd, io, frame("hello\n"));
            }
            return std::optional<Awaitable<void>>();
        };
    }
    void TearDown() override { engine.server.reset(); }  // before the crowd that its streams leave

    Client open(int receive_buffer = 0) {
        Client client(engine.server->port(), receive_buffer);
        client.send(get("/stream"));
        return client;
    }
    static std::string header_of(Client& client) {
        std::string header;
        while (!header.ends_with("\r\n\r\n")) header += client.read_exactly(1);
        return header;
    }
    static void expect_hello(Client& client) {
        header_of(client);
        EXPECT_EQ(client.read_exactly(6), "hello\n");
    }
};

TEST_F(Streaming, the_header_names_no_length_and_says_that_the_connection_will_close) {
    start();
    auto client = open();
    auto const header = header_of(client);
    EXPECT_TRUE(header.starts_with("HTTP/1.1 200 OK\r\n")) << header;
    EXPECT_THAT(header, testing::HasSubstr("Content-Type: text/event-stream\r\n"));
    EXPECT_THAT(header, testing::HasSubstr("Connection: close\r\n"));
    EXPECT_THAT(header, testing::Not(testing::HasSubstr("Content-Length")));
    EXPECT_EQ(client.read_exactly(6), "hello\n");
}

TEST_F(Streaming, head_gets_the_header_alone) {
    start();
    auto client = engine.connect();
    client.send("HEAD /stream HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_TRUE(client.read_to_end().ends_with("\r\n\r\n"));
    crowd.wait_for(0);
}

TEST_F(Streaming, an_answer_before_it_on_the_same_connection_comes_first) {
    start();
    auto client = engine.connect();
    client.send(get("/plain") + get("/stream"));
    EXPECT_EQ(client.read_response().body, "plain");
    expect_hello(client);
}

TEST_F(Streaming, one_frame_reaches_every_stream_once_and_in_order) {
    start();
    std::vector<Client> clients;
    for (int i = 0; i < 300; ++i) clients.push_back(open());
    crowd.wait_for(300);
    for (auto const* text : {"one\n", "two\n", "three\n"}) crowd.tell(frame(text));
    for (auto& client : clients) {
        expect_hello(client);
        EXPECT_EQ(client.read_exactly(14), "one\ntwo\nthree\n");
    }
    crowd.each([](Stream& stream) { stream.end(); });
    for (auto& client : clients) EXPECT_EQ(client.read_to_end(), "");
    crowd.wait_for(0);
}

TEST_F(Streaming, a_stream_that_ends_sends_first_what_waits) {
    start();
    auto client = open(4096);
    crowd.wait_for(1);
    auto const large = frame(std::string(8'000'000, 'x'));
    crowd.each([large](Stream& stream) {
        stream.send(large);
        stream.send(frame("last"));
        stream.end();
        stream.send(frame("too late"));
    });
    expect_hello(client);
    auto const rest = client.read_to_end();
    EXPECT_EQ(rest.size(), large->size() + 4);
    EXPECT_TRUE(rest.ends_with("xlast"));
}

TEST_F(Streaming, a_client_that_goes_is_noticed_at_once) {
    start();
    {
        auto const polite = open();
        auto rude = open();
        crowd.wait_for(2);
        rude.reset();
        crowd.wait_for(1);
    }
    crowd.wait_for(0);
    EXPECT_EQ(engine.ask(get("/plain")).body, "plain");
}

TEST_F(Streaming, a_client_that_lags_too_many_frames_is_reset_and_the_others_go_on) {
    engine.options.limits.stream_frames = 4;
    start();
    auto slow = open(4096);
    auto quick = open();
    crowd.wait_for(2);
    expect_hello(quick);
    auto const large = frame(std::string(4'000'000, 'x'));
    for (int i = 0; i < 8; ++i) {
        crowd.tell(large);
        EXPECT_EQ(quick.read_exactly(large->size()).size(), large->size());
    }
    crowd.wait_for(1);
    EXPECT_THROW(slow.read_to_end(), std::system_error);
    crowd.tell(frame("still here"));
    EXPECT_EQ(quick.read_exactly(10), "still here");
}

TEST_F(Streaming, a_client_that_takes_nothing_for_the_stall_time_is_reset) {
    engine.options.limits = impatient_limits();
    start();
    auto slow = open(4096);
    crowd.wait_for(1);
    crowd.tell(frame(std::string(20'000'000, 'x')));
    crowd.wait_for(0);
    EXPECT_THROW(slow.read_to_end(), std::system_error);
}

TEST_F(Streaming, a_quiet_stream_is_not_idle) {
    engine.options.limits = impatient_limits();
    start();
    auto client = open();
    crowd.wait_for(1);
    expect_hello(client);
    auto idle = engine.connect();
    EXPECT_EQ(idle.ask(get("/plain")).body, "plain");
    EXPECT_TRUE(idle.closed_by_server());  // its idle time has passed, and so would have the stream's
    crowd.tell(frame("tick"));
    EXPECT_EQ(client.read_exactly(4), "tick");
}

TEST_F(Streaming, what_the_client_says_meanwhile_is_dropped) {
    start();
    auto client = open();
    crowd.wait_for(1);
    expect_hello(client);
    client.send(std::string(100'000, 'x') + get("/plain"));
    crowd.tell(frame("tick"));
    EXPECT_EQ(client.read_exactly(4), "tick");
    EXPECT_EQ(engine.handler.handled, 1);
}

TEST_F(Streaming, a_stop_ends_streams_at_once) {
    start();
    std::vector<Client> clients;
    for (int i = 0; i < 50; ++i) clients.push_back(open());
    auto stalled = open(4096);
    crowd.wait_for(51);
    crowd.tell(frame(std::string(4'000'000, 'x')));
    engine.server->stop(1h);
    crowd.wait_for(0);
    for (auto& client : clients) {
        expect_hello(client);
    }
}

TEST_F(Streaming, a_subscription_that_throws_ends_its_stream_alone) {
    struct Thrower final : Subscription {
        void opened(Stream& stream) override {
            stream.send(frame("before"));
            throw std::runtime_error("out of something");
        }
    };
    engine.handler.script = [](Request const&, Answer& answer, IoThread&) {
        answer.subscription = std::make_unique<Thrower>();
        return std::optional<Awaitable<void>>();
    };
    start();
    auto client = open();
    EXPECT_TRUE(client.read_to_end().ends_with("\r\n\r\nbefore"));
    EXPECT_TRUE(open().read_to_end().ends_with("\r\n\r\nbefore"));
}

TEST_F(Streaming, streams_that_come_and_go_while_frames_are_sent_disturb_nobody) {
    start();
    auto steady = open();
    crowd.wait_for(1);
    expect_hello(steady);
    std::jthread const visitors([&] {
        for (int i = 0; i < 200; ++i) {
            auto client = open();
            if (i % 3 == 0) client.reset();
            if (i % 3 == 1) header_of(client);
        }
    });
    for (int i = 0; i < 200; ++i) {
        crowd.tell(frame("tick\n"));
        EXPECT_EQ(steady.read_exactly(5), "tick\n");
    }
}

}  // namespace
}  // namespace onsale::http::tests
