// The change feed: brings what any node commits to the boards of this one, in the order in which it was committed.
//
// Each unit of work that changes something leaves a row in the table `change`, as part of its transaction. The feed
// asks for all rows that are visible now and were not visible in the snapshot of its last question (pg_snapshot): so
// each row comes exactly once, none is ever missed, and no lock or counter orders the writers. Rows that come together
// are shown by their `seq`, which is drawn while the rows that were changed are locked: of two changes of one seat the
// later one is shown later, whichever nodes made them. Why not LISTEN/NOTIFY:
// docs/decisions/0013-changes-by-snapshots.md.
//
// That holds within one history of the server (history.h). Each answer says which one it is of, and whether the server
// takes writes. Of another history, after changes were deleted unseen, and when there are too many, the boards are
// filled again; while that is not done the feed says so, and nothing that is on them counts. FeedState that a dump of
// another server brought along are deleted before the first question.
//
// The boards of this node are fed by nothing else: its own clerk, too, waits here until what it committed is shown.
//
// Threads: one of its own, which alone writes to the boards. catch_up, state and committed: any other thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include "application/boards/boards.h"
#include "application/boards/remote_changes.h"
#include "infrastructure/postgres/change_feed/bookmark.h"
#include "infrastructure/postgres/connection.h"

namespace onsale::postgres {

class ChangeFeed final : public RemoteChanges, public CommitListener {
  public:
    struct Options {
        // How old a board may be: the pause between two questions.
        milliseconds interval{50};
        // FeedState that this node saw so long ago are deleted. By its own steady clock: PostgreSQL's may be set.
        seconds kept_for = std::chrono::hours{1};
        seconds delete_every{5};
        // Longer than this without an answer: changes may have been deleted unseen. Less than kept_for. A machine that
        // sleeps counts as well.
        seconds absent_after = std::chrono::minutes{50};
        // More rows than this in one answer could take longer than a question may, and then none would ever be
        // answered: the boards are filled again. Some minutes of a busy sale.
        std::int64_t most_at_once = 100'000;
        // The schema that this program knows. 0: any.
        std::int64_t schema = 0;
        std::shared_ptr<TimelineGuard> guard = std::make_shared<TimelineGuard>();
        // All on the feed's thread; must not throw but for fill_again.
        std::function<void(std::string_view what)> on_fault = [](auto) {};  // once for each time that the store is away
        // Once it has settled: what hangs on a payment is not taken back, as what is on the boards is.
        std::function<void(ReservedSeat const& paid)> on_payment = [](auto const&) {};
        // A payment has settled when a question was answered by the same history that was asked so long after it was
        // seen. A primary that is dying shows for a moment what it has not yet replicated: its sessions stop waiting
        // for the standby, and end.
        milliseconds settles_after{50};
        // What PostgreSQL's clock said in the middle of a question that took so long; with each answer.
        std::function<void(Instant by_the_store, milliseconds round_trip)> on_clock = [](auto, auto) {};
        // Fills the boards again, and says from where changes are to follow; nullopt: they cannot be made right in
        // place. Errors: StorageFault; it is tried again.
        std::function<std::optional<Bookmark>()> fill_again = [] { return std::nullopt; };
        // The boards could not be made right. The node must be started again; the feed says until then that it does not
        // reach the store.
        std::function<void()> on_lost = [] {};
    };

    // `from`: of the snapshot that the boards were filled from. Borrows the boards.
    ChangeFeed(std::string const& url, Boards& boards, Bookmark from, Options options);
    ~ChangeFeed() override;

    bool catch_up() noexcept override;
    std::optional<std::string> at_one_snapshot(std::function<void()> const& look) override;
    FeedState state() const noexcept override;
    void committed(Changes const&) noexcept override { catch_up(); }

    // Nobody is kept waiting afterwards. Idempotent.
    void stop() noexcept;

  private:
    using Steady = std::chrono::steady_clock;

    void run(std::stop_token const& stop);
    void pull();
    Rows ask();
    Parameters what_was_shown() const;
    void read_again(std::string_view why);
    void show(Rows const& rows);
    struct Look {
        std::function<void()> const& look;
        std::optional<std::string> snapshot;
        bool done = false;
    };
    void show_to(Look& look);
    void tell_settled(Steady::time_point asked_at);
    void delete_what_is_foreign();
    void delete_what_is_old();
    void say(FeedState state);

    Boards& boards_;
    Options const options_;
    Connection connection_;
    Connection exporting_;       // its transaction stays open for a while: others read its snapshot
    bool tells_control_ = true;  // the server lets us call what ONSALE_HISTORY_COLUMNS needs
    Bookmark shown_;
    std::optional<std::chrono::nanoseconds> asked_at_;  // the last answer since the boards were filled; see awake()
    struct Seen {
        Steady::time_point at;
        std::int64_t seq;
    };
    std::deque<Seen> seen_;  // what is to be deleted when, the oldest first
    struct Unsettled {
        Steady::time_point seen_at;
        ReservedSeat paid;
    };
    std::deque<Unsettled> unsettled_;  // payments, the oldest first
    bool away_ = false;                // nothing was answered, and it was told
    bool lost_ = false;

    mutable std::mutex mutex_;
    std::condition_variable_any asked_for_;
    std::condition_variable answered_;
    std::uint64_t asked_ = 0;                // calls of catch_up so far
    std::uint64_t answered_to_ = 0;          // those for which a question was asked, and answered, after they came
    FeedState state_ = FeedState::followed;  // as of the last question
    Look* look_ = nullptr;                   // who waits for one snapshot
    bool stopped_ = false;
    std::jthread thread_;
};

}  // namespace onsale::postgres
