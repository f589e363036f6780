#include "application/sale/put_on_sale.h"

#include <set>

#include "application/steering/note_action.h"
#include "domain/limits.h"

namespace onsale {
namespace {

// Checks every offer before the first seat is added, so that a refusal leaves nothing behind.
Decision<std::vector<LabelledSeat>> add_seats(Desk& desk, ConcertDateId date, std::vector<SeatOffer> const& offers,
                                              IdSource& ids) {
    auto const seats_after = desk.seats_of(date) + static_cast<std::int64_t>(offers.size());
    if (seats_after > static_cast<std::int64_t>(limits::most_seats_of_a_date)) return refuse(Reason::too_many_seats);
    std::set<std::int32_t> numbers;
    for (auto const& offer : offers) {
        if (desk.is_taken(SeatNumberSlot{date, offer.number}) || !numbers.insert(offer.number).second) {
            return refuse(Reason::seat_number_exists, offer.number);
        }
    }
    std::vector<LabelledSeat> seats;
    seats.reserve(offers.size());
    for (auto const& offer : offers) {
        Seat const seat{ids.make<SeatId>(), date, offer.number, offer.price, SeatStatus::available};
        seats.push_back({seat, offer.labels});
        desk.add(seats.back());
    }
    return seats;
}

}  // namespace

void CreateConcert::decide(Desk& desk, Circumstances const& at) {
    Concert concert{.id = at.ids.make<ConcertId>(), .singer_name = singer_name_};
    desk.add(concert);
    note_action(desk, at, by_,
                {.kind = DeedKind::create_concert,
                 .subject = concert.id.to_string(),
                 .details = {{"singerName", concert.singer_name}}});
    outcome = std::move(concert);
}

void AddConcertDate::want(Wanted& wanted) const {
    wanted.concerts.push_back(slot_.concert);
    wanted.date_slots.push_back(slot_);
}

void AddConcertDate::decide(Desk& desk, Circumstances const& at) {
    auto const* concert = desk.concert(slot_.concert);
    if (concert == nullptr) {
        outcome = refuse(Reason::unknown_concert);
        return;
    }
    if (desk.is_taken(slot_)) {
        outcome = refuse(Reason::concert_date_exists);
        return;
    }
    ConcertDate const date{.id = at.ids.make<ConcertDateId>(), .concert = slot_.concert, .date = slot_.date};
    desk.add(date);
    note_action(desk, at, by_,
                {.kind = DeedKind::create_date,
                 .subject = date.id.to_string(),
                 .details = {{"concert", concert->id.to_string()}, {"date", date.date}}});
    outcome = ConcertDateAdded{date, *concert};
}

void AddSeats::want(Wanted& wanted) const {
    wanted.dates.push_back(date_);
    for (auto const& offer : offers_) wanted.seat_numbers.push_back({date_, offer.number});
}

void AddSeats::decide(Desk& desk, Circumstances const& at) {
    if (desk.date(date_) == nullptr) {
        outcome = refuse(Reason::unknown_concert_date);
        return;
    }
    outcome = add_seats(desk, date_, offers_, at.ids);
    if (!*outcome) return;
    note_action(desk, at, by_,
                {.kind = DeedKind::add_seats,
                 .subject = date_.to_string(),
                 .details = {{"seats", static_cast<std::int64_t>(offers_.size())}}});
}

void OpenSale::decide(Desk& desk, Circumstances const& at) {
    Concert const concert{.id = at.ids.make<ConcertId>(), .singer_name = singer_name_};
    ConcertDate date{.id = at.ids.make<ConcertDateId>(), .concert = concert.id, .date = date_};
    auto const seats = add_seats(desk, date.id, offers_, at.ids);
    if (!seats) {
        outcome = std::unexpected(seats.error());
        return;
    }
    desk.add(concert);
    desk.add(date);
    date.available_seats = static_cast<std::int64_t>(seats->size());
    outcome = SaleOpened{concert, date, seats->size()};
}

}  // namespace onsale
