#include "application/clerk/sale_rows.h"

#include <algorithm>
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

std::vector<ReservedSeat> SaleRows::live_seats_of(UserId user, ConcertDateId date, Instant now) const {
    std::vector<ReservedSeat> live;
    auto const* counted = of<part::CountedOfUsers>().find(user);
    if (counted == nullptr) return live;
    for (auto const& [reserved, of] : *counted) {
        if (of == date && is_live(reserved, now)) live.push_back(reserved);
    }
    std::ranges::sort(live, {}, &ReservedSeat::id);
    return live;
}

Lapses SaleRows::lapses_of(UserId user, SeatId seat, Instant now) const {
    auto const* counted = of<part::CountedOfUsers>().find(user);
    return counted == nullptr ? Lapses{} : count_lapses(*counted, seat, now);
}

bool SaleRows::has_all_seats(Reservation const& reservation) const {
    return std::ranges::all_of(reservation.seats, [&](auto const& each) { return seat(each.seat) != nullptr; });
}

Reservation SaleRows::open_reservation_of(UserId user, ReservationId id) const {
    Reservation reservation{.id = id, .seats = {}};
    auto const* counted = of<part::CountedOfUsers>().find(user);
    if (counted == nullptr) return reservation;
    for (auto const& [reserved, date] : *counted) {
        if (reserved.reservation == id && is_open(reserved)) reservation.seats.push_back(reserved);
    }
    std::ranges::sort(reservation.seats, {}, &ReservedSeat::id);
    return reservation;
}

Steering const& SaleRows::steering() const {
    auto const* steering = of<part::SteeringRow>().find(part::SteeringRow::only);
    invariant(steering != nullptr, "a command that decides on the steering has asked for it");
    return *steering;
}

std::optional<ReservedSeat> SaleRows::open_claim_of(SeatId id) const {
    auto const* open = of<part::OpenClaims>().find(id);
    if (open == nullptr || !*open) return std::nullopt;
    return *reserved(**open);
}

Block const* SaleRows::block_of(SeatId seat) const {
    auto const* block = of<part::SeatBlocks>().find(seat);
    return block == nullptr || !*block ? nullptr : &**block;
}

std::optional<Reservation> SaleRows::reservation(ReservationId id) const {
    auto const* ids = of<part::SeatsOfReservations>().find(id);
    if (ids == nullptr) return std::nullopt;
    Reservation reservation{.id = id, .seats = {}};
    for (auto const each : *ids) reservation.seats.push_back(*reserved(each));
    std::ranges::sort(reservation.seats, {}, &ReservedSeat::id);
    return reservation;
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

void SaleRows::set_price(SeatId id, Points price) {
    auto seat = asked_for(id);
    seat.price = price;
    edit<part::Seats>().put(id, seat);
}

Seat SaleRows::asked_for(SeatId id) const {
    auto const* found = seat(id);
    invariant(found != nullptr, "a seat that is changed was asked for");
    return *found;
}

void SaleRows::put(SeatBlock block) {
    auto seat = asked_for(block.seat);
    seat.blocked_until = block.block ? block.block->until : Instant{};
    edit<part::Seats>().put(seat.id, seat);
    edit<part::SeatBlocks>().put(block.seat, std::move(block.block));
}

void SaleRows::put(ReservedSeat const& reserved) {
    auto const* before = this->reserved(reserved.id);
    invariant(
        before == nullptr ? reserved.state == ReservationState::reserved : may_become(before->state, reserved.state),
        "a claim begins as a hold, and its state follows its last one");
    edit<part::ReservedSeats>().put(reserved.id, reserved);
    edit<part::SeatsOfReservations>().note(reserved);
    auto& open = edit<part::OpenClaims>();
    auto const* now_open = open.find(reserved.seat);
    if (is_open(reserved)) {
        open.put(reserved.seat, reserved.id);
    } else if (now_open != nullptr && *now_open == reserved.id) {
        open.put(reserved.seat, std::nullopt);
    }
    // Where the user was not asked for, nobody counts.
    auto const* seat = this->seat(reserved.seat);
    if (user(reserved.user) != nullptr && seat != nullptr) {
        edit<part::CountedOfUsers>().note({reserved, seat->concert_date});
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
