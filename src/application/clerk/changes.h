// What a batch changed, as far as boards show it: for the boards of the node that decided it, and for those of
// the others.
#pragma once

#include <cstdint>
#include <vector>

#include "domain/concert/concert.h"
#include "domain/concert/reservation.h"
#include "domain/concert/seat.h"
#include "domain/steering/steering.h"
#include "domain/user/user.h"

namespace onsale {

struct Changes {
    std::vector<Concert> concerts;    // new
    std::vector<ConcertDate> dates;   // new, or finished, or closed, or open again
    std::vector<LabelledSeat> seats;  // new
    std::vector<Seat> changed_seats;  // with another price or block
    std::vector<User> users;          // new, or with a new balance
    // New, or in a new state, in the order of change: one that lapsed comes before the one that takes its seat.
    std::vector<ReservedSeat> reserved_seats;
    std::vector<Steering> steering;              // as it is now; one at most
    std::vector<ConcertDateId> removed_dates{};  // unfinished ones
    // How many there were; counted where they were decided, and nothing for others.
    std::uint64_t charges = 0;
    std::uint64_t payments = 0;

    bool empty() const {
        return concerts.empty() && dates.empty() && seats.empty() && changed_seats.empty() && users.empty() &&
               reserved_seats.empty() && steering.empty() && removed_dates.empty();
    }
};

// Calls visit(ReservedSeat const&) with one seat of each payment; with more of them, where other changes stand between.
template <class Visit>
void for_each_payment(Changes const& changes, Visit&& visit) {
    LedgerEntryId last{};
    for (auto const& each : changes.reserved_seats) {
        if (each.state != ReservationState::paid || each.payment == last) continue;
        last = each.payment;
        visit(each);
    }
}

class SaleRows;
Changes changes_of(SaleRows const& rows);

// Learns what a batch changed, after its commit and before its answers, on the thread that served it; not called where
// there is nothing to show. Must not throw.
class CommitListener {
  public:
    virtual ~CommitListener() = default;
    virtual void committed(Changes const& changes) noexcept = 0;
};

}  // namespace onsale
