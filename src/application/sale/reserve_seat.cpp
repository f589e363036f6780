#include "application/sale/reserve_seat.h"

namespace onsale {

void ReserveSeat::want(Wanted& wanted) const {
    wanted.seats.push_back(seat_);
    wanted.users.push_back(user_);
    wanted.counted_fans.push_back({user_, session_});
}

void ReserveSeat::decide(SaleRows& rows, DecisionContext const& at) {
    auto const* seat = rows.seat(seat_);
    if (seat == nullptr) {
        outcome = refuse(Reason::unknown_seat);
        return;
    }
    // The line keeps its own store: it may know somebody whom this one does not (a backup of one of the two).
    auto const* user = rows.user(user_);
    if (user == nullptr) {
        outcome = refuse(Reason::unknown_user);
        return;
    }
    if (session_ && was_paid(*user, *session_)) {
        outcome = refuse(Reason::not_in_line);
        return;
    }
    auto const reserving = reserve(*seat, rows.open_reservation_of(seat_), rows.date_of(*seat),
                                   {.user = user_,
                                    .session = session_,
                                    .has = rows.seats_of({user_, session_}, seat->concert_date, at.now),
                                    .now = at.now,
                                    .usual_hold = at.usual_hold,
                                    .fresh = at.ids.make<ReservationId>()});
    if (!reserving) {
        outcome = std::unexpected(reserving.error());
        return;
    }
    if (reserving->made) {
        if (reserving->lapsed) rows.put(*reserving->lapsed);
        rows.put(reserving->seat);
        rows.put(reserving->reservation);
    }
    outcome = SeatReserved{reserving->seat, reserving->reservation, reserving->made};
}

}  // namespace onsale
