#include "application/sale/pay_reservation.h"

#include "domain/invariant.h"
#include "domain/user/wallet.h"

namespace onsale {

void PayReservation::want(Wanted& wanted) const {
    wanted.reservations.push_back(reservation_);
    wanted.users.push_back(user_);
}

void PayReservation::decide(SaleRows& rows, DecisionContext const& at) { outcome = pay(rows, at); }

Decision<ReservationPaid> PayReservation::pay(SaleRows& rows, DecisionContext const& at) const {
    auto const* user = rows.user(user_);
    if (user == nullptr) return refuse(Reason::unknown_user);
    auto const* reservation = rows.reservation(reservation_);
    if (reservation == nullptr) return refuse(Reason::unknown_reservation);
    if (auto const may = may_pay(*reservation, user_, at.now); !may) return std::unexpected(may.error());
    if (reservation->state == ReservationState::paid) return ReservationPaid{*reservation, false};
    bool const ended = paying_ == Paying::in_session && was_paid(*user, session_.value());
    if (paying_ == Paying::only_again || ended) return refuse(Reason::not_in_line);

    auto const* seat = rows.seat(reservation->seat);
    invariant(seat != nullptr, "a reservation has its seat");
    auto const payment = at.ids.make<LedgerEntryId>();
    auto const change = onsale::pay(*user, reservation->price, reservation_, payment, at.now, session_);
    if (!change) return std::unexpected(change.error());
    auto const owning = own(*seat, *reservation, payment, at.now, session_);

    rows.put(change->user);
    rows.add(change->entry);
    rows.put(owning.seat);
    rows.put(owning.reservation);
    return ReservationPaid{owning.reservation, true};
}

}  // namespace onsale
