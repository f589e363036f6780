#include "application/sale/sweeper.h"

#include "application/awaited.h"
#include "application/sale/expire_holds.h"

namespace onsale {

Sweeper::Sweeper(SeatBoard& seats, Clerk& clerk, Clock const& clock, milliseconds interval)
    : seats_(seats), clerk_(clerk), clock_(clock), interval_(interval), thread_([this](std::stop_token const& stop) {
          run(stop);
      }) {}

void Sweeper::run(std::stop_token const& stop) {
    std::vector<ReservationId> lapsed;
    while (!stop.stop_requested()) {
        if (lapsed.empty()) lapsed = seats_.take_lapsed(clock_.now(), limits::expiry_batch);
        if (!lapsed.empty() && expire(lapsed)) {
            bool const more = lapsed.size() == limits::expiry_batch;
            lapsed.clear();
            if (more) continue;
        }
        std::unique_lock lock(mutex_);
        pause_.wait_for(lock, stop, interval_, [] { return false; });
    }
}

bool Sweeper::expire(std::vector<ReservationId> const& lapsed) {
    ExpireHolds command(lapsed);
    return submit_and_wait(clerk_, command) == Fate::answered;
}

}  // namespace onsale
