#include "application/sale/sweeper.h"

#include <utility>

#include "application/awaited.h"
#include "application/idempotency/forget_answers.h"
#include "application/sale/expire_holds.h"

namespace onsale {
namespace {

constexpr seconds between_forgettings{60};

}  // namespace

Sweeper::Sweeper(SeatBoard& seats, Clerk& clerk, Clock const& clock, milliseconds interval,
                 std::function<bool()> trusted)
    : seats_(seats),
      clerk_(clerk),
      clock_(clock),
      interval_(interval),
      trusted_(std::move(trusted)),
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
        bool const tidied = !lapsed.empty() && expire(lapsed);
        if (tidied) lapsed.clear();
        more = tidied && full;
    }
    // What failed is tried one by one, so that one bad row does not keep the others from being tidied.
    std::erase_if(lapsed, [&](ReservationId id) { return !stop.stop_requested() && expire({id}); });
    if (lapsed.size() == limits::expiry_batch) lapsed.resize(limits::expiry_batch / 2);  // a restart finds them
    forget_answers(stop);
}

// As many batches as it takes; when one fails, the rest waits for the next time.
void Sweeper::forget_answers(std::stop_token const& stop) {
    auto const now = clock_.now();
    if (now < forgets_at_) return;
    forgets_at_ = now + between_forgettings;
    bool more = true;
    while (more && !stop.stop_requested()) {
        ForgetAnswers command(now - limits::answers_kept);
        if (submit_and_wait(clerk_, command) != Fate::answered) return;
        more = (*command.outcome)->count == limits::forgetting_batch;
    }
}

bool Sweeper::expire(std::vector<ReservationId> const& lapsed) {
    ExpireHolds command(lapsed);
    return submit_and_wait(clerk_, command) == Fate::answered;
}

}  // namespace onsale
