// What a batch wants and does not get, because somebody else has it: found by looking at what there is, without a lock,
// next to what could be locked. For the tries after one that met a busy row; the first one asks for none of this.
#pragma once

#include <set>
#include <utility>
#include <vector>

#include "application/clerk/loaded.h"
#include "infrastructure/postgres/connection.h"

namespace onsale::postgres {

class PassedOver {
  public:
    explicit PassedOver(Connection& connection) : connection_(connection) {}

    // Takes out of `wanted` what lies in a table that somebody has locked, or waits to lock, as a whole, and notes it
    // as busy: not even passing over its rows would come to an end. One round trip.
    void take_out_locked_tables(Wanted& wanted, BusyRows& busy);
    // With the statements that lock.
    void queue(Wanted const& wanted, Waits waits);
    // After the flush: notes what exists in Loaded::busy where it was not locked.
    void note(Wanted const& wanted, Loaded& loaded) const;

  private:
    struct SeatThere {
        SeatId seat;
        ConcertDateId date;
    };
    void note_seats(Loaded& loaded) const;
    void note_reservations(Loaded& loaded) const;

    Connection& connection_;
    bool dates_too_ = false;
    std::vector<SeatThere> seats_;          // that there are
    std::set<ConcertDateId> free_dates_;    // of the seats, locked by us; where dates are passed over
    std::set<ReservedSeatId> free_claims_;  // locked by us
    std::set<UserId> users_;                // that there are
    std::set<ConcertId> concerts_;          // that there are
    std::set<ConcertDateId> dates_;         // that there are
};

}  // namespace onsale::postgres
