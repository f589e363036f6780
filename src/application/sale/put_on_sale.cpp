#include "application/sale/put_on_sale.h"

#include <algorithm>
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

void OpenSale::want(Wanted& wanted) const {
    if (auto const* known = std::get_if<ConcertId>(&order_.concert)) {
        wanted.concerts.push_back(*known);
        wanted.date_slots.push_back({*known, order_.date});
    }
}

// The one there is, or a new one that is not on the desk yet.
Decision<Concert> OpenSale::concert(Desk& desk, IdSource& ids) const {
    auto const* known = std::get_if<ConcertId>(&order_.concert);
    if (known == nullptr) return Concert{.id = ids.make<ConcertId>(), .singer_name = std::get<0>(order_.concert)};
    auto const* concert = desk.concert(*known);
    if (concert == nullptr) return refuse(Reason::unknown_concert);
    if (desk.is_taken(DateSlot{*known, order_.date})) return refuse(Reason::concert_date_exists);
    return *concert;
}

// In the store, or by an earlier command of this batch.
bool OpenSale::is_there(Desk const& desk, std::string const& singer_name) const {
    if (!order_.is_there) return false;
    auto const same = [&](ConcertDate const& date) {
        return date.date == order_.date && desk.concert(date.concert)->singer_name == singer_name;
    };
    return std::ranges::any_of(desk.new_dates(), same) || order_.is_there(singer_name, order_.date);
}

void OpenSale::decide(Desk& desk, Circumstances const& at) {
    auto const concert = this->concert(desk, at.ids);
    if (!concert) {
        outcome = std::unexpected(concert.error());
        return;
    }
    if (is_there(desk, concert->singer_name)) {
        outcome = refuse(Reason::sale_exists);
        return;
    }
    ConcertDate date{.id = at.ids.make<ConcertDateId>(), .concert = concert->id, .date = order_.date};
    auto const seats = add_seats(desk, date.id, order_.offers, at.ids);
    if (!seats) {
        outcome = std::unexpected(seats.error());
        return;
    }
    if (std::holds_alternative<std::string>(order_.concert)) desk.add(*concert);
    desk.add(date);
    if (order_.drawing) desk.add(DateDrawing{date.id, *order_.drawing});
    date.available_seats = static_cast<std::int64_t>(seats->size());
    if (order_.by) {
        note_action(desk, at, *order_.by,
                    {.kind = DeedKind::upload_plan,
                     .subject = date.id.to_string(),
                     .details = {{"concert", concert->id.to_string()},
                                 {"date", date.date},
                                 {"hall", order_.drawing ? DeedValue(order_.drawing->hall) : DeedValue()},
                                 {"seats", date.available_seats}}});
    }
    outcome = SaleOpened{*concert, date, seats->size()};
}

}  // namespace onsale
