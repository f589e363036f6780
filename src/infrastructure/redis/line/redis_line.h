// RedisLine: one line for many nodes, in Redis. See docs/decisions/0011-the-line-in-redis.md.
//
// Joins, entries, leaves and the ends of payments go to Redis as batches, each one script; polls are answered from the
// node's mirror and cost Redis nothing. Ten times a second the node tells Redis who polled here, lets time pass in the
// line if it holds the lease, and learns what happened on the other nodes.
//
// Redis away at the start: the node serves without a line. Nobody can join; a ticket's position is not known; a pass is
// believed by its signature for as long as a session lasts.
//
// Redis away: what is submitted is shed at once; polls that show a ticket go on from the mirror, those inside stay
// inside, and payments' ends are kept and sent later.
//
// Redis has lost its data (restarted empty, flushed, failed over to a replica that lagged): noticed at the next beat.
// The nodes bring back what they remember (who is inside, whose place has ended), numbers go on a million further, so
// that none is given twice, and nobody is called for return_grace. Fans who poll with their signed ticket get their
// very place back, in the order of the numbers. A fan without a token gets a new place at the back: nobody remembers
// which user had which place. One who was called waits again, in front by the number. What no node and no token
// remembers is gone; no seat and no point is touched. A node that has just started does not open an empty Redis before
// those who remember had a try (LeaseTerms::before_opening).
//
// Time is Redis' clock, in the scripts and here (LineClock): what a node's clock says changes nothing in the line. How
// far it is off is measured and told.
//
// Threads: as Line. One thread of its own talks to Redis.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

#include "application/line/line.h"
#include "infrastructure/redis/line/line_mirror.h"
#include "infrastructure/redis/line/line_store.h"
#include "infrastructure/redis/line/signs_of_life.h"

namespace onsale::redis {

class RedisLine final : public Line {
  public:
    // Opens or joins the line and starts the thread; when that takes long, as with a Redis that is away, goes on
    // without and joins later. With ticks by hand it waits to the end of the first try. Throws StorageFault for what no
    // waiting can cure. The clock outlives the line.
    RedisLine(Url const& url, Clock const& clock, LineOptions options, LeaseTerms lease = {}, TimeByHand time = {});
    ~RedisLine() override;

    using Line::submit;
    Standing ask(UserId user, std::optional<PlaceNumber> shown, Instant now) override;
    Instant time(Instant now) const override;
    bool inside(ShownPass const& pass, Instant now) const override;
    std::optional<SessionId> session_of(UserId user, Instant now) const override;
    std::optional<std::uint32_t> waiting_position(UserId user, PlaceNumber place, Instant now) const override;
    bool submit(LineSubmission& submission, Patience patience) override;
    bool end_session(UserId user, std::optional<SessionId> session) override;
    std::vector<LiveSession> sessions(Instant now) const override;
    LineReport report() const override;
    bool overloaded() const override { return !connected_ || queue_.overloaded(); }
    Profile profile() const override;
    // A beat, now; returns when it is over, whether Redis was there or not.
    void tick() override;
    void close() override;

    // Does this node hold the lease? As of its last beat.
    bool admits() const { return admits_; }

  private:
    struct Ended {
        UserId user;
        std::optional<SessionId> session;  // none: whichever the user has
    };

    // redis_line_thread.cpp: all on the line's thread
    void run();
    struct Task {
        bool beat = false;
        bool last = false;
        std::uint64_t ticks = 0;  // asked for until now
    };
    Task wait_for_task();
    void apply_steering();
    void work(Task const& task);
    void follow(Relation relation);
    std::optional<LineSnapshot> look_for_line();
    bool has_wishes() const;
    void serve_all(Task const& task);
    void serve();
    LineChanges grant(std::vector<Wish> const& wishes, std::vector<WishAnswer>& answers);
    void told(std::vector<Ended> const& ends);
    void settle(std::vector<LineSubmission*> const& batch, std::span<WishAnswer const> answers);
    void beat();
    void learn(LineChanges const& changes);
    void look_at_clocks();
    void look_at_store();
    Instant line_now() const;            // needs the lock
    bool in_touch() const;               // the same
    CallsStopped calls_stopped() const;  // the same
    void shed_waiting();
    void away(std::string_view why, bool unfit = false);
    void wake();

    Clock const& clock_;
    LineOptions const options_;
    milliseconds const before_opening_;
    TimeByHand const time_;
    SteadyTime const started_;
    LineStore store_;  // of the thread

    mutable std::mutex mutex_;  // guards what follows, down to faults_
    LineMirror mirror_;
    LineClock line_clock_;
    std::optional<milliseconds> clock_offset_;  // of clock_ before the line's
    std::string trouble_;                       // see LineReport
    bool unfit_ = false;                        // why it is not connected: Redis would lose the line
    SignsOfLife signs_;
    std::vector<Ended> ends_;  // not told to Redis yet
    std::uint64_t batches_ = 0;
    std::uint64_t events_ = 0;
    std::uint64_t faults_ = 0;

    std::atomic<bool> connected_ = false;
    std::atomic<bool> admits_ = false;
    BatchQueue<LineSubmission> queue_;

    std::mutex wake_mutex_;  // guards what follows
    std::condition_variable woken_;
    bool work_waits_ = false;
    bool closing_ = false;
    std::uint64_t ticks_wanted_ = 0;
    std::uint64_t ticks_done_ = 0;
    bool opened_ = false;  // the first try to open is over
    bool stopped_ = false;

    std::uint64_t applied_steering_ = 0;  // of the thread: version of the steering board
    Deadline next_beat_{};                // of the thread
    bool away_told_ = false;              // the same
    bool clock_told_ = false;             // the same: that the clocks differ
    std::string advised_;                 // the same: what was last said of Redis
    std::thread thread_;
};

}  // namespace onsale::redis
