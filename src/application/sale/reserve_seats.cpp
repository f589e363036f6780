#include "application/sale/reserve_seats.h"

#include <algorithm>

namespace onsale {
namespace {

// Each time somebody else was faster, or was choosing still. In a rush one or two are enough.
constexpr int most_choices = 60;

}  // namespace

void ReserveSeats::choose(Instant now) {
    chosen_.reset();  // of an earlier try: free for this one
    auto const from = chosen_from();
    if (!from) return;
    if (!turn_) turn_ = from->take_turn();
    if (auto const* best = std::get_if<BestOfDate>(&wish_)) chosen_.emplace(from, best->request, *turn_, now);
    if (auto const* areas = std::get_if<PlacesOfDate>(&wish_)) chosen_.emplace(from, areas->places, *turn_, now);
}

std::shared_ptr<DateBoard> ReserveSeats::chosen_from() const {
    if (auto const* best = std::get_if<BestOfDate>(&wish_)) return best->date;
    if (auto const* areas = std::get_if<PlacesOfDate>(&wish_)) return areas->date;
    return nullptr;
}

std::vector<SeatId> ReserveSeats::seats() const {
    if (auto const* one = std::get_if<OneSeat>(&wish_)) return {one->seat};
    if (auto const* named = std::get_if<SeatsByName>(&wish_)) return named->seats;
    return chosen_ ? chosen_->seats() : std::vector<SeatId>();
}

void ReserveSeats::want(Wanted& wanted) const {
    auto const all = seats();
    wanted.seats.insert(wanted.seats.end(), all.begin(), all.end());
    wanted.users.push_back(user_);
    wanted.counted_fans.push_back({user_, session_});
}

void ReserveSeats::decide(SaleRows& rows, DecisionContext const& at) {
    outcome.reset();
    auto reserved = reserve(rows, at, seats());
    if (!reserved && has_lost_plan()) {
        fate = Fate::shed;
        return;
    }
    if (!reserved && may_choose_again(reserved.error(), at.now)) return try_again();
    outcome = std::move(reserved);
}

// Seats were added just now, or cost something else: which are the best is not known before the plan is made again.
bool ReserveSeats::has_lost_plan() const {
    auto const* best = std::get_if<BestOfDate>(&wish_);
    return best != nullptr && chosen_->none() && !best->date->seating_plan();
}

// What was chosen and not taken is free for the next one at once.
bool ReserveSeats::may_choose_again(Refusal const& refusal, Instant now) {
    if (!chosen_from() || !chosen_) return false;
    bool const was_late = refusal.reason == Reason::seats_taken;
    bool const cooling = refusal.reason == Reason::seat_cooling;
    if (was_late) {
        chosen_->give_up_as_taken(refusal.seats, now);
    } else if (cooling) {
        set_aside(refusal.seats);
    } else {
        chosen_->give_up();
    }
    return (was_late || cooling || may_come_free(refusal)) && tries() < most_choices;
}

// Of those that had chosen when such seats were first not free, some may not get theirs. What others choose after them
// is no reason to wait: in a rush somebody always chooses.
bool ReserveSeats::may_come_free(Refusal const& refusal) {
    if (refusal.reason != Reason::no_such_seats_free || !cooling_.empty()) return false;
    auto const from = chosen_from();
    if (!first_refused_) first_refused_ = from->take_turn();
    return from->chosen_before(*first_refused_);
}

void ReserveSeats::set_aside(std::span<SeatId const> cooling) {
    std::vector<std::uint32_t> indices;
    for (std::size_t i = 0; i < chosen_->seats().size(); ++i) {
        if (std::ranges::find(cooling, chosen_->seats()[i]) != cooling.end()) indices.push_back(chosen_->indices()[i]);
    }
    chosen_->give_up();
    cooling_.emplace_back(chosen_from(), indices, *turn_);
}

Decision<ConcertDateId> ReserveSeats::date_of(SaleRows const& rows, std::vector<SeatId> const& seats) const {
    std::optional<ConcertDateId> date;
    for (auto const id : seats) {
        auto const* seat = rows.seat(id);
        if (seat == nullptr || (date && *date != seat->concert_date)) return refuse(Reason::unknown_seat);
        date = seat->concert_date;
    }
    if (!date) return refuse(Reason::no_such_seats_free);
    return *date;
}

Decision<SeatsReserved> ReserveSeats::reserve(SaleRows& rows, DecisionContext const& at,
                                              std::vector<SeatId> const& seats) {
    auto const date = date_of(rows, seats);
    if (!date) return std::unexpected(date.error());
    // The line keeps its own store: it may know somebody whom this one does not (a backup of one of the two).
    auto const* user = rows.user(user_);
    if (user == nullptr) return refuse(Reason::unknown_user);
    if (session_ && was_paid(*user, *session_)) return refuse(Reason::not_in_line);

    std::vector<SeatToReserve> wanted;
    for (auto const id : seats) {
        wanted.push_back(
            {*rows.seat(id), rows.open_claim_of(id), at.ids.make<ReservedSeatId>(), rows.lapses_of(user_, id, at.now)});
    }
    auto const& sold_on = rows.date_of(wanted.front().seat);
    bool const of_areas = std::holds_alternative<PlacesOfDate>(wish_);
    auto reserving = reserve_together(wanted, sold_on,
                                      {.user = user_,
                                       .session = session_,
                                       .has = rows.seats_of({user_, session_}, *date, at.now),
                                       .now = at.now,
                                       .usual_hold = at.usual_hold,
                                       .fresh = {},
                                       .asked_for = of_areas ? AskedFor::place : AskedFor::seat});
    if (!reserving) return std::unexpected(with_alternatives(reserving.error(), at.now));
    if (sold_on.terms.no_single_seats && !of_areas) {
        if (auto const none = leave_none_alone(*reserving, at.now); !none) return std::unexpected(none.error());
    }
    if (!sold_on.terms.companions_for_all) {
        if (auto const spaces = have_spaces(*reserving, rows, at.now); !spaces) return std::unexpected(spaces.error());
    }

    SeatsReserved result;
    for (auto const& each : *reserving) {
        result.seats.push_back(each.seat);
        if (!each.made) continue;
        if (each.lapsed) rows.put(*each.lapsed);
        rows.put(each.seat);
        rows.put(each.reserved);
        result.made = true;
    }
    result.reservation = rows.open_reservation_of(user_, reserving->front().reserved.reservation);
    return result;
}

std::pair<std::shared_ptr<DateBoard>, std::vector<std::uint32_t>> ReserveSeats::on_board() const {
    if (auto const* one = std::get_if<OneSeat>(&wish_)) return {one->date, {one->index}};
    if (auto const* named = std::get_if<SeatsByName>(&wish_)) return {named->date, named->indices};
    return {chosen_from(), chosen_->indices()};
}

// Which seats are for whom never changes, so the board knows it of the fan's other seats, too.
Decision<void> ReserveSeats::have_spaces(std::span<Reserving const> reserving, SaleRows const& rows,
                                         Instant now) const {
    auto const takes_companion = [](Reserving const& each) {
        return each.made && each.seat.traits.has(SeatTrait::companion);
    };
    if (std::ranges::none_of(reserving, takes_companion)) return {};
    auto const date = on_board().first;
    invariant(date != nullptr, "a companion seat is asked for with its board");
    std::vector<AccessibleSeat> has;
    for (auto const& each : rows.live_seats_of(user_, date->date().id, now)) {
        if (auto seat = date->accessible(each.seat)) has.push_back(*std::move(seat));
    }
    std::vector<AccessibleSeat> taken;
    for (auto const& each : reserving) {
        if (!each.made) continue;
        if (auto seat = date->accessible(each.seat.id)) taken.push_back(*std::move(seat));
    }
    auto alone = companions_without_space(has, taken);
    if (alone.empty()) return {};
    return std::unexpected(Refusal{.reason = Reason::companion_seat, .seats = std::move(alone)});
}

// What is taken is chosen from now on: the commands behind this one see it, before the board shows it.
Decision<void> ReserveSeats::leave_none_alone(std::span<Reserving const> reserving, Instant now) {
    auto const [date, indices] = on_board();
    if (!date) return {};
    std::vector<std::uint32_t> taken;
    for (std::size_t i = 0; i < reserving.size(); ++i) {
        if (reserving[i].made) taken.push_back(indices[i]);
    }
    if (auto alone = date->leaves_single_seat(taken, now)) {
        return std::unexpected(
            Refusal{.reason = Reason::orphan_seat, .seats = {alone->seat}, .instead = std::move(alone->instead)});
    }
    if (!chosen_) chosen_.emplace(date, taken, date->take_turn());
    return {};
}

// One seat is refused as the mission's route does; of several it is said which, and what is free instead.
Refusal ReserveSeats::with_alternatives(Refusal refusal, Instant now) const {
    if (refusal.reason != Reason::seats_taken) return refusal;
    if (std::holds_alternative<OneSeat>(wish_)) return {Reason::seat_taken};
    if (auto const* named = std::get_if<SeatsByName>(&wish_)) {
        refusal.instead = named->date->alternatives(named->indices, now);
    }
    return refusal;
}

}  // namespace onsale
