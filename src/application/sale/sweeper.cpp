#include "application/sale/sweeper.h"

#include <utility>

#include "application/awaited.h"
#include "application/sale/expire_holds.h"
#include "application/sale/forget_answers.h"
#include "application/sale/remove_unfinished.h"

namespace onsale {
namespace {

constexpr seconds between_tidyings{60};

}  // namespace

Sweeper::Sweeper(SeatBoard& seats, Clerk& clerk, Clock const& clock, milliseconds interval,
                 std::function<bool()> trusted, std::function<void(ConcertDateId)> on_left)
    : seats_(seats),
      clerk_(clerk),
      clock_(clock),
      interval_(interval),
      trusted_(std::move(trusted)),
      on_left_(std::move(on_left)),
      thread_([this](std::stop_token const& stop) { run(stop); }) {}

void Sweeper::run(std::stop_token const& stop) {
    std::vector<ReservationId> lapsed;
    while (!stop.stop_requested()) {
        if (!trusted_ || trusted_()) sweep(stop, lapsed);
        std::unique_lock lock(mutex_);
        pause_.wait_for(lock, stop, interval_, [] { return false; });
    }
}

// lapsed: what an earlier sweep could not tidy, and then what this one could not.
void Sweeper::sweep(std::stop_token const& stop, std::vector<ReservationId>& lapsed) {
    bool more = true;
    while (more && !stop.stop_requested()) {
        auto const fresh = seats_.take_lapsed(clock_.now(), limits::expiry_batch - lapsed.size());
        lapsed.insert(lapsed.end(), fresh.begin(), fresh.end());
        bool const full = lapsed.size() == limits::expiry_batch;
        bool const tidied = !lapsed.empty() && expire(lapsed) == Fate::answered;
        if (!tidied) expire_one_by_one(lapsed, stop);
        more = tidied && full && lapsed.empty();
    }
    tidy_up(stop);
}

// What failed together is tried one by one, so that one bad row does not keep the others from being tidied. When there
// is room for no others, half of them make way: a restart finds them. But not for what was only shed, as under overload
// or while the store is away: that is in order.
void Sweeper::expire_one_by_one(std::vector<ReservationId>& lapsed, std::stop_token const& stop) {
    std::vector<ReservationId> left;
    std::size_t bad = 0;
    for (auto const id : lapsed) {
        std::vector one{id};
        bool const tried = !stop.stop_requested() && !clerk_.store_away();
        if (tried && expire(one) == Fate::failed && !clerk_.store_away()) ++bad;
        left.insert(left.end(), one.begin(), one.end());
    }
    if (bad == limits::expiry_batch) left.resize(limits::expiry_batch / 2);
    lapsed = std::move(left);
}

// What is shed or fails is tried again with the next sweep, not in a minute: under lasting overload it has its turn now
// and then.
void Sweeper::tidy_up(std::stop_token const& stop) {
    auto const now = clock_.now();
    if (now < tidies_at_) return;
    for (auto const date : seats_.leave(now)) {
        if (on_left_) on_left_(date);
    }
    bool const forgotten = forget_answers(stop);
    bool const removed = remove_unfinished(clerk_, now - limits::removed_after, stop);
    if (forgotten && removed) tidies_at_ = now + between_tidyings;
}

// As many batches as it takes.
bool Sweeper::forget_answers(std::stop_token const& stop) {
    for (bool more = true; more;) {
        ForgetAnswers command(clock_.now() - limits::answers_kept);
        if (stop.stop_requested() || submit_and_wait(clerk_, command) != Fate::answered) return false;
        more = (*command.outcome)->count == limits::forgetting_batch;
    }
    return true;
}

Fate Sweeper::expire(std::vector<ReservationId>& lapsed) {
    ExpireHolds command(lapsed);
    auto const fate = submit_and_wait(clerk_, command);
    if (fate == Fate::answered) lapsed = std::move((*command.outcome)->not_yet);
    return fate;
}

}  // namespace onsale
