#include "application/sale/put_on_sale.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "application/steering/note_action.h"
#include "domain/limits.h"

namespace onsale {
namespace {

// Checks every offer before the first seat is added, so that a refusal leaves nothing behind.
Decision<std::vector<LabelledSeat>> add_seats(SaleRows& rows, ConcertDateId date, std::vector<SeatOffer> const& offers,
                                              IdSource& ids) {
    auto const seats_after = rows.seats_of(date) + static_cast<std::int64_t>(offers.size());
    if (seats_after > static_cast<std::int64_t>(limits::most_seats_of_a_date)) return refuse(Reason::hall_too_large);
    std::set<std::int32_t> numbers;
    for (auto const& offer : offers) {
        if (rows.is_taken(SeatNumberSlot{date, offer.number}) || !numbers.insert(offer.number).second) {
            return refuse(Reason::seat_number_exists, offer.number);
        }
    }
    std::vector<LabelledSeat> seats;
    seats.reserve(offers.size());
    for (auto const& offer : offers) {
        Seat const seat{.id = ids.make<SeatId>(),
                        .concert_date = date,
                        .number = offer.number,
                        .price = offer.price,
                        .traits = offer.traits};
        seats.push_back({seat, offer.labels});
        rows.add(seats.back());
    }
    return seats;
}

// Nothing is remembered under it: the claim keeps other orders for that moment out until the transaction ends, so
// that a second one sees the first one's date.
IdempotencyKey turn_of(Instant moment) {
    return {.scope = "put-on-sale", .text = std::to_string(moment.time_since_epoch().count())};
}

std::optional<std::int32_t> first_repeated(std::vector<SeatOffer> const& offers) {
    std::vector<std::int32_t> numbers;
    numbers.reserve(offers.size());
    for (auto const& offer : offers) numbers.push_back(offer.number);
    std::ranges::sort(numbers);
    auto const found = std::ranges::adjacent_find(numbers);
    return found == numbers.end() ? std::nullopt : std::optional(*found);
}

}  // namespace

void CreateConcert::decide(SaleRows& rows, DecisionContext const& at) {
    Concert concert{.id = at.ids.make<ConcertId>(), .singer_name = singer_name_};
    rows.add(concert);
    note_action(rows, at, by_,
                {.kind = ActionKind::create_concert,
                 .subject = concert.id.to_string(),
                 .details = {{"singerName", concert.singer_name}}});
    outcome = std::move(concert);
}

void AddConcertDate::want(Wanted& wanted) const {
    wanted.concerts.push_back(slot_.concert);
    wanted.date_slots.push_back(slot_);
}

void AddConcertDate::decide(SaleRows& rows, DecisionContext const& at) {
    auto const* concert = rows.concert(slot_.concert);
    if (concert == nullptr) {
        outcome = refuse(Reason::unknown_concert);
        return;
    }
    if (rows.is_taken(slot_)) {
        outcome = refuse(Reason::concert_date_exists);
        return;
    }
    ConcertDate const date{
        .id = at.ids.make<ConcertDateId>(), .concert = slot_.concert, .date = slot_.date, .terms = terms_};
    rows.add(date);
    note_action(rows, at, by_,
                {.kind = ActionKind::create_date,
                 .subject = date.id.to_string(),
                 .details = {{"concert", concert->id.to_string()}, {"date", date.date}}});
    outcome = ConcertDateAdded{date, *concert};
}

void AddSeats::want(Wanted& wanted) const {
    wanted.dates.push_back(date_);
    wanted.seat_counts.push_back(date_);
    for (auto const& offer : offers_) wanted.seat_numbers.push_back({date_, offer.number});
}

void AddSeats::decide(SaleRows& rows, DecisionContext const& at) {
    auto const* date = rows.date(date_);
    if (date == nullptr || is_over(*date, at.now)) {
        outcome = refuse(Reason::unknown_concert_date);
        return;
    }
    outcome = add_seats(rows, date_, offers_, at.ids);
    if (!*outcome) return;
    note_action(rows, at, by_,
                {.kind = ActionKind::add_seats,
                 .subject = date_.to_string(),
                 .details = {{"seats", static_cast<std::int64_t>(offers_.size())}}});
}

void PutDateOnSale::want(Wanted& wanted) const {
    if (date_) return wanted.dates.push_back(*date_);
    wanted.keys.push_back(turn_of(order_.date));
    wanted.moments.push_back(order_.date);
    if (auto const* known = std::get_if<ConcertId>(&order_.concert)) wanted.concerts.push_back(*known);
}

void PutDateOnSale::decide(SaleRows& rows, DecisionContext const& at) {
    outcome.reset();  // of an earlier try
    if (!date_) return begin(rows, at);
    auto const* date = rows.unfinished_date(*date_);
    if (date == nullptr || is_given_up(*date, at.now)) {
        throw std::runtime_error("a piece of a hall came too late: the hall was given up");
    }
    add_piece(rows, at, *date);
}

bool PutDateOnSale::goes_on() {
    if (outcome || (keyed != nullptr && keyed->given)) return false;
    date_ = begun_;
    return true;
}

void PutDateOnSale::begin(SaleRows& rows, DecisionContext const& at) {
    auto concert = find_concert(rows, at.ids);
    if (!concert) {
        outcome = std::unexpected(concert.error());
        return;
    }
    if (auto const no = refusal(rows, *concert, at.now)) {
        outcome = std::unexpected(*no);
        return;
    }
    bool const is_new = std::holds_alternative<std::string>(order_.concert);
    if (is_new) rows.add(*concert);
    concert_ = *std::move(concert);
    begun_ = at.ids.make<ConcertDateId>();
    add_piece(rows, at,
              {.id = begun_,
               .concert = concert_.id,
               .date = order_.date,
               .terms = order_.terms,
               .unfinished = Unfinished{at.now, is_new}});
}

// The one there is, or a new one that is not among the rows yet.
Decision<Concert> PutDateOnSale::find_concert(SaleRows const& rows, IdSource& ids) const {
    auto const* known = std::get_if<ConcertId>(&order_.concert);
    if (known == nullptr) return Concert{.id = ids.make<ConcertId>(), .singer_name = std::get<0>(order_.concert)};
    auto const* concert = rows.concert(*known);
    if (concert == nullptr) return refuse(Reason::unknown_concert);
    return *concert;
}

std::optional<Refusal> PutDateOnSale::refusal(SaleRows const& rows, Concert const& concert, Instant now) const {
    for (auto const& [date, singer_name] : rows.dates_at_moments()) {
        bool const same_concert = date.concert == concert.id;
        if (!same_concert && !(order_.same_name && order_.same_name(singer_name, concert.singer_name))) continue;
        if (!date.unfinished) return Refusal{same_concert ? Reason::concert_date_exists : Reason::sale_exists};
        // One that was given up has its place in the concert until it is removed.
        if (same_concert || !is_given_up(date, now)) return Refusal{Reason::sale_being_made};
    }
    if (order_.offers.size() > limits::most_seats_of_a_date) return Refusal{Reason::hall_too_large};
    if (auto const number = first_repeated(order_.offers)) return Refusal{Reason::seat_number_exists, *number};
    return std::nullopt;
}

// `date`: as it is in the store, or new. Its seats so far are those of the pieces so far.
void PutDateOnSale::add_piece(SaleRows& rows, DecisionContext const& at, ConcertDate date) {
    auto const so_far = static_cast<std::size_t>(date.available_seats);
    auto const rest = std::span(order_.offers).subspan(so_far);
    auto const piece = rest.first(std::min(rest.size(), limits::seats_of_a_piece));
    for (auto const& [number, price, labels, traits] : piece) {
        rows.add(LabelledSeat{.seat = {.id = at.ids.make<SeatId>(),
                                       .concert_date = date.id,
                                       .number = number,
                                       .price = price,
                                       .traits = traits},
                              .labels = labels});
    }
    date.unfinished->last_piece_at = at.now;
    bool const last = piece.size() == rest.size();
    if (last) date.unfinished.reset();
    if (so_far == 0) {
        rows.add(date);
    } else {
        rows.put(date);
    }
    if (last) finish(rows, at, date);
}

void PutDateOnSale::finish(SaleRows& rows, DecisionContext const& at, ConcertDate const& date) {
    DatePutOnSale opened{concert_, date, order_.offers.size()};
    opened.date.available_seats = static_cast<std::int64_t>(opened.seats);
    if (order_.drawing) rows.add(DateDrawing{date.id, *order_.drawing});
    if (order_.by) {
        note_action(rows, at, *order_.by,
                    {.kind = ActionKind::upload_plan,
                     .subject = date.id.to_string(),
                     .details = {{"concert", concert_.id.to_string()},
                                 {"date", date.date},
                                 {"hall", order_.drawing ? ActionValue(order_.drawing->hall) : ActionValue()},
                                 {"seats", opened.date.available_seats}}});
    }
    outcome = std::move(opened);
}

}  // namespace onsale
