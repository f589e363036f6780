#include "application/clerk/sale_rows.h"

#include <utility>

#include "domain/invariant.h"

namespace onsale {
namespace {

std::int64_t available(Seat const& seat) { return seat.status == SeatStatus::available ? 1 : 0; }

}  // namespace

SaleRows::Arrival SaleRows::load(Wanted wanted, UnitOfWork& work, Waits waits) {
    wanted.sort();
    auto loaded = work.load(wanted, waits);
    WorkingSet::load(loaded);
    return {loaded.instant, std::move(loaded.busy)};
}

ConcertDate const* SaleRows::date(ConcertDateId id) const {
    auto const* found = of<part::Dates>().find(id);
    return found == nullptr || found->unfinished ? nullptr : found;
}

ConcertDate const* SaleRows::unfinished_date(ConcertDateId id) const {
    auto const* found = of<part::Dates>().find(id);
    return found != nullptr && found->unfinished ? found : nullptr;
}

ConcertDate const& SaleRows::date_of(Seat const& seat) const {
    auto const* date = of<part::Dates>().find(seat.concert_date);
    if (date == nullptr) date = of<part::DatesOfSeats>().find(seat.concert_date);
    invariant(date != nullptr, "a seat that was asked for has its date");
    return *date;
}

SeatsOfFan SaleRows::seats_of(FanInSession const& fan, ConcertDateId date, Instant now) const {
    auto const* counted = of<part::CountedOfUsers>().find(fan.user);
    return counted == nullptr ? SeatsOfFan{} : count_seats(*counted, date, now, fan.session);
}

Steering const& SaleRows::steering() const {
    auto const* steering = of<part::SteeringRow>().find(part::SteeringRow::only);
    invariant(steering != nullptr, "a command that decides on the steering has asked for it");
    return *steering;
}

std::optional<Reservation> SaleRows::open_reservation_of(SeatId id) const {
    auto const* open = of<part::OpenReservations>().find(id);
    if (open == nullptr || !*open) return std::nullopt;
    return *reservation(**open);
}

std::int64_t SaleRows::seats_of(ConcertDateId date) const {
    auto const* count = of<part::SeatCounts>().find(date);
    return count == nullptr ? 0 : *count;
}

void SaleRows::put(Seat const& seat) {
    auto const* before = this->seat(seat.id);
    invariant(before != nullptr && may_become(before->status, seat.status), "a seat's status follows its last one");
    edit<part::AvailabilityShifts>().shift(seat.concert_date, available(seat) - available(*before));
    edit<part::Seats>().put(seat.id, seat);
}

void SaleRows::put(Reservation const& reservation) {
    auto const* before = this->reservation(reservation.id);
    invariant(before == nullptr ? reservation.state == ReservationState::reserved
                                : may_become(before->state, reservation.state),
              "a reservation begins as a hold, and its state follows its last one");
    edit<part::Reservations>().put(reservation.id, reservation);
    auto& open = edit<part::OpenReservations>();
    auto const* now_open = open.find(reservation.seat);
    if (is_open(reservation)) {
        open.put(reservation.seat, reservation.id);
    } else if (now_open != nullptr && *now_open == reservation.id) {
        open.put(reservation.seat, std::nullopt);
    }
    // Where the user was not asked for, nobody counts.
    auto const* seat = this->seat(reservation.seat);
    if (user(reservation.user) != nullptr && seat != nullptr) {
        edit<part::CountedOfUsers>().note({reservation, seat->concert_date});
    }
}

void SaleRows::add(ConcertDate const& date) {
    edit<part::Dates>().put(date.id, date);
    edit<part::DateSlots>().put({date.concert, date.date}, {});
}

void SaleRows::add(LabelledSeat labelled) {
    auto const& seat = labelled.seat;
    edit<part::SeatNumbers>().put({seat.concert_date, seat.number}, {});
    edit<part::SeatCounts>().put(seat.concert_date, seats_of(seat.concert_date) + 1);
    edit<part::AvailabilityShifts>().shift(seat.concert_date, available(seat));
    edit<part::NewSeats>().add(std::move(labelled));
}

void SaleRows::remember(RememberedAnswer answer) {
    auto const key = answer.use.key;
    edit<part::Answers>().put(key, std::move(answer));
}

}  // namespace onsale
