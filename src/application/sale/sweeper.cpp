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
        auto const fresh = seats_.take_lapsed(clock_.now(), limits::expiry_batch - lapsed.size());
        lapsed.insert(lapsed.end(), fresh.begin(), fresh.end());
        bool const full = lapsed.size() == limits::expiry_batch;
        if (!lapsed.empty() && expire(lapsed)) {
            lapsed.clear();
            if (full) continue;  // there may be more
        }
        // What failed is tried one by one, so that one bad row does not keep the others from being tidied.
        std::erase_if(lapsed, [&](ReservationId id) { return !stop.stop_requested() && expire({id}); });
        if (lapsed.size() == limits::expiry_batch) lapsed.resize(limits::expiry_batch / 2);  // a restart finds them
        std::unique_lock lock(mutex_);
        pause_.wait_for(lock, stop, interval_, [] { return false; });
    }
}

bool Sweeper::expire(std::vector<ReservationId> const& lapsed) {
    ExpireHolds command(lapsed);
    return submit_and_wait(clerk_, command) == Fate::answered;
}

}  // namespace onsale
