// The sweeper: removes expired holds, idempotent answers, and what is left of unfinished dates that were given up, in
// small batches, through the clerk; and dates that are over, from the board. Correctness does not depend on it: by the
// clock, a lapsed seat is free and an old answer is not given; an unfinished date is seen by nobody.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

#include "application/boards/seat_board.h"
#include "application/clerk/clerk.h"

namespace onsale {

class Sweeper {
  public:
    // Borrows all; must be destroyed before the clerk is closed.
    // trusted: may the clock be believed now? While it may not, nothing is swept: another node, or this one later, does
    // it. Any thread, must not throw. Null: always.
    // on_left: told which dates have left the board, on the sweeper's thread. Must not throw. Null: nobody is.
    Sweeper(SeatBoard& seats, Clerk& clerk, Clock const& clock, milliseconds interval,
            std::function<bool()> trusted = nullptr, std::function<void(ConcertDateId)> on_left = nullptr);

  private:
    void run(std::stop_token const& stop);
    void sweep(std::stop_token const& stop, std::vector<ReservationId>& lapsed);
    // What stays in `lapsed` is asked for again, later: all of it, unless it was answered; then what lives still, by
    // the clock that decides.
    Fate expire(std::vector<ReservationId>& lapsed);
    void expire_one_by_one(std::vector<ReservationId>& lapsed, std::stop_token const& stop);
    void tidy_up(std::stop_token const& stop);
    bool forget_answers(std::stop_token const& stop);

    SeatBoard& seats_;
    Clerk& clerk_;
    Clock const& clock_;
    milliseconds const interval_;
    std::function<bool()> const trusted_;
    std::function<void(ConcertDateId)> const on_left_;
    Instant tidies_at_{};  // when to look for old answers, unfinished dates and those that are over next
    std::mutex mutex_;
    std::condition_variable_any pause_;
    std::jthread thread_;
};

}  // namespace onsale
