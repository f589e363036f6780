#include "application/sale/pay_reservation.h"

#include <utility>

#include "domain/user/wallet.h"

namespace onsale {

void PayReservation::want(Wanted& wanted) const {
    wanted.reservations.push_back(reservation_);
    wanted.users.push_back(user_);
}

void PayReservation::decide(SaleRows& rows, DecisionContext const& at) {
    outcome.reset();
    auto reservation = rows.reservation(reservation_);
    if (reservation && !rows.has_all_seats(*reservation)) return try_again();
    outcome = pay(rows, at, std::move(reservation));
}

Decision<ReservationPaid> PayReservation::pay(SaleRows& rows, DecisionContext const& at,
                                              std::optional<Reservation> reservation) const {
    auto const* user = rows.user(user_);
    if (user == nullptr) return refuse(Reason::unknown_user);
    if (!reservation) return refuse(Reason::unknown_reservation);
    for (auto const& each : reservation->shown()) {
        if (auto const may = may_pay(each, user_, at.now); !may) return std::unexpected(may.error());
    }
    if (reservation->state() == ReservationState::paid) return ReservationPaid{std::move(*reservation), false};
    bool const ended = paying_ == Paying::in_session && was_paid(*user, session_.value());
    if (paying_ == Paying::only_again || ended) return refuse(Reason::not_in_line);

    auto const payment = at.ids.make<LedgerEntryId>();
    auto const change = onsale::pay(*user, reservation->amount(), reservation_, payment, at.now, session_);
    if (!change) return std::unexpected(change.error());
    rows.put(change->user);
    rows.add(change->entry);
    for (auto& each : reservation->seats) {
        if (!is_open(each)) continue;
        auto const owning = own(*rows.seat(each.seat), each, payment, at.now, session_);
        rows.put(owning.seat);
        rows.put(owning.reserved);
        each = owning.reserved;
    }
    return ReservationPaid{std::move(*reservation), true};
}

}  // namespace onsale
