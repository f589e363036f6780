// The streams of one I/O thread. While there are any it ticks ten times a second: every feed is asked what is new, and
// what is new goes to the streams, some at a time, so that polls on the same thread are not kept waiting.
//
// On its I/O thread only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string_view>

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/intrusive/list.hpp>

#include "api/streaming/feed.h"
#include "http/io_thread.h"
#include "http/stream.h"

namespace onsale::api {

class SubscriberGroup;

// One stream and what it follows. Joins its group when it is opened and leaves it when it is destroyed.
class Subscriber : public http::Subscription, public boost::intrusive::list_base_hook<> {
  public:
    Subscriber(SubscriberGroup& group, std::shared_ptr<Feed> feed);
    ~Subscriber() override;
    Subscriber(Subscriber const&) = delete;

    void opened(http::Stream& stream) final;

  protected:
    virtual void greet(Instant now) = 0;    // the first events
    virtual void deliver(Instant now) = 0;  // what is new in the feed, if anything
    virtual void look(Instant now) = 0;     // once a second: does the fan's own state end or change something?

    void say(http::Frame const& frame, Instant now);
    void say_last(std::string_view reason, Instant now);  // the event `ended`; then the stream is closed
    void give_way() { stream_->end(); }                   // closed without a word: a client that is there comes back

  private:
    friend class SubscriberGroup;
    void keep_alive(Instant now);

    SubscriberGroup& group_;
    std::shared_ptr<Feed> feed_;
    http::Stream* stream_ = nullptr;  // null: not opened
    Instant said_at_{};
};

class SubscriberGroup {
  public:
    static constexpr milliseconds interval{100};
    static constexpr std::size_t ticks_a_look = 10;    // each stream is looked after once a second
    static constexpr std::size_t visits_a_turn = 128;  // at some 5 us each; then the thread does other work

    SubscriberGroup(http::IoThread& io, Clock const& clock) : io_(io), clock_(clock) {}
    SubscriberGroup(SubscriberGroup const&) = delete;

    Clock const& clock() const { return clock_; }
    void join(Subscriber& subscriber);
    void leave(Subscriber& subscriber);

  private:
    using Steady = http::IoThread::Clock;
    using Timer = boost::asio::basic_waitable_timer<Steady, boost::asio::wait_traits<Steady>, http::Executor>;

    // Those who follow one feed, in the order in which they are visited: each goes to the end when it was visited.
    struct Group {
        boost::intrusive::list<Subscriber> members;
        std::uint64_t edition = UINT64_MAX;  // none yet: the first tick visits all
        std::size_t to_visit = 0;
        std::size_t to_look = 0;
    };

    void rest();  // until the next tick
    void tick();
    void visit_some();

    http::IoThread& io_;
    Clock const& clock_;
    std::map<Feed*, Group> groups_;  // none is empty
    std::optional<Timer> timer_;     // while there are groups: a timer keeps its thread's event loop from ending
};

}  // namespace onsale::api
