// A stream in which nothing happens says so in time, so that no proxy on the way takes it for dead. The seconds are
// those of a clock that the test moves.
#include <thread>

#include <gtest/gtest.h>

#include "api/streaming/event.h"
#include "api/streaming/subscriber_group.h"
#include "application/settable_clock.h"
#include "http/engine.h"

namespace onsale::tests {
namespace {

class ToldByHand final : public api::Feed {
  public:
    std::uint64_t advance(Instant) override { return edition; }
    std::atomic<std::uint64_t> edition = 1;
};

class KeepAlive : public testing::Test {
  protected:
    class Listener final : public api::Subscriber {
      public:
        Listener(api::SubscriberGroup& group, std::shared_ptr<ToldByHand> feed, std::atomic<int>& looks)
            : Subscriber(group, feed), feed_(*feed), looks_(looks) {}

      private:
        void greet(Instant now) override { say(api::frame_of("hello\n\n"), now); }
        void deliver(Instant now) override {
            if (std::exchange(heard_, feed_.edition.load()) != feed_.edition) say(api::frame_of("tick\n\n"), now);
        }
        void look(Instant) override { ++looks_; }

        ToldByHand const& feed_;
        std::atomic<int>& looks_;
        std::uint64_t heard_ = 1;
    };

    void SetUp() override {
        engine.options.threads = 1;
        engine.handler.script = [this](http::Request const&, http::Answer& answer, http::IoThread& io) {
            if (!group) group = std::make_unique<api::SubscriberGroup>(io, clock);
            answer.subscription = std::make_unique<Listener>(*group, feed, looks);
            return std::optional<http::Awaitable<void>>{};
        };
        engine.start();
    }

    // The stream is looked after at this moment of the clock.
    void looked_after() {
        auto const after_two = looks + 2;  // one may have begun before the clock was moved
        while (looks < after_two) std::this_thread::sleep_for(milliseconds{10});
    }

    SettableClock clock;
    std::shared_ptr<ToldByHand> feed = std::make_shared<ToldByHand>();
    std::atomic<int> looks = 0;
    std::unique_ptr<api::SubscriberGroup> group;  // the engine's thread uses it
    http::tests::Engine engine;
};

TEST_F(KeepAlive, a_comment_line_comes_when_nothing_was_said_for_the_interval_and_not_before) {
    auto client = engine.connect();
    client.send(http::tests::get("/stream"));
    client.read_response();
    EXPECT_EQ(client.read_exactly(7), "hello\n\n");

    clock.advance(api::comment_interval - seconds{2});
    looked_after();
    ++feed->edition;
    EXPECT_EQ(client.read_exactly(6), "tick\n\n") << "no comment before it";

    clock.advance(api::comment_interval - seconds{2});
    looked_after();
    clock.advance(seconds{2});
    EXPECT_EQ(client.read_exactly(3), ":\n\n");

    looked_after();
    ++feed->edition;
    EXPECT_EQ(client.read_exactly(6), "tick\n\n") << "one comment for one silence";
}

}  // namespace
}  // namespace onsale::tests
