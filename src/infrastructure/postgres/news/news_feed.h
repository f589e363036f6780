// The news feed: brings what any node commits to the boards of this one, in the order in which it was committed.
//
// Each unit of work that changes something leaves a row in the table `change`, as part of its transaction. The feed
// asks for all rows that are visible now and were not visible in the snapshot of its last question (pg_snapshot): so
// each row comes exactly once, none is ever missed, and no lock or counter orders the writers. Rows that come together
// are shown by their `seq`, which is drawn while the rows that were changed are locked: of two changes of one seat the
// later one is shown later, whichever nodes made them. Why not LISTEN/NOTIFY: docs/decisions/0013-news-by-snapshots.md.
//
// The boards of this node are fed by nothing else: its own clerk, too, waits here until what it committed is shown.
//
// Threads: one of its own, which alone writes to the boards. catch_up and committed: any other thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <limits>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include "application/boards/boards.h"
#include "application/boards/news_of_others.h"
#include "infrastructure/postgres/connection.h"

namespace onsale::postgres {

class NewsFeed final : public NewsOfOthers, public CommitListener {
  public:
    struct Options {
        // How old a board may be: the pause between two questions.
        milliseconds interval{50};
        // Longer than this without an answer: news may have been deleted unseen. Less than the hour that they are kept.
        seconds cut_off_after = std::chrono::minutes{50};
        // All on the feed's thread; must not throw.
        std::function<void(std::string_view what)> on_fault = [](auto) {};  // once for each time that the store is away
        std::function<void(Reservation const& paid)> on_payment = [](auto const&) {};
        // This node was cut off for too long. It must be started again: its boards stay as they are, and the feed says
        // that it does not reach the store.
        std::function<void()> on_cut_off = [] {};
    };

    // `shown`: the snapshot (pg_current_snapshot) that the boards were filled from. Borrows the boards.
    NewsFeed(std::string const& url, Boards& boards, std::string shown, Options options);
    ~NewsFeed() override;

    bool catch_up() noexcept override;
    bool reached() const noexcept override;
    void committed(Changes const&) noexcept override { catch_up(); }

    // Nobody is kept waiting afterwards. Idempotent.
    void stop() noexcept;

  private:
    void run(std::stop_token const& stop);
    void pull();
    void give_up();
    void show(Rows const& rows);
    void forget_old();

    Boards& boards_;
    Options const options_;
    Connection connection_;
    std::string shown_;  // the snapshot of the last question
    // The last seq that was visible in it. Not known yet: nothing is behind it.
    std::int64_t shown_to_ = std::numeric_limits<std::int64_t>::max();
    std::optional<seconds> pulled_at_;  // since 1970, by the clock of the server
    std::chrono::steady_clock::time_point forgot_at_;
    bool away_ = false;
    bool cut_off_ = false;

    mutable std::mutex mutex_;
    std::condition_variable_any asked_for_;
    std::condition_variable answered_;
    std::uint64_t asked_ = 0;        // calls of catch_up so far
    std::uint64_t answered_to_ = 0;  // those for which a question was asked, and answered, after they came
    bool reached_ = true;            // the store, at the last question
    bool stopped_ = false;
    std::jthread thread_;
};

}  // namespace onsale::postgres
