#include "domain/concert/booking.h"

#include <vector>

#include <gtest/gtest.h>

#include "domain/invariant.h"
#include "domain/numbered.h"
#include "domain/waiting/fans.h"

namespace onsale {
namespace {

constexpr HoldTerm term{seconds{300}};
UserId const kim = numbered<UserId>(1);
UserId const lee = numbered<UserId>(2);
auto const payment = numbered<LedgerEntryId>(70);

Seat seat_with(SeatStatus status) {
    return {numbered<SeatId>(7), numbered<ConcertDateId>(1), 42, Points{50'000}, status};
}

ReservedSeat claim_of(UserId user, ReservationState state = ReservationState::reserved) {
    ReservedSeat claim{.id = numbered<ReservedSeatId>(10),
                       .seat = numbered<SeatId>(7),
                       .user = user,
                       .price = Points{50'000},
                       .state = state,
                       .created_at = opening,
                       .hold_expires_at = opening + term.length,
                       .payment = {},
                       .paid_at = {}};
    if (state == ReservationState::paid) {
        claim.payment = payment;
        claim.paid_at = opening + seconds{10};
    }
    return claim;
}

SessionId const in_line{{7}, opening};
constexpr Instant concert_begins = opening + std::chrono::days{30};
ConcertDate date_on(SaleTerms terms = {}) {
    return {
        .id = numbered<ConcertDateId>(1), .concert = numbered<ConcertId>(1), .date = concert_begins, .terms = terms};
}

Decision<Reserving> reserve_at(Instant now, SeatStatus status, std::optional<ReservedSeat> const& claim, UserId user,
                               ConcertDate const& date = date_on(), SeatsOfFan has = {}) {
    return reserve(seat_with(status), claim, date,
                   {.user = user,
                    .session = in_line,
                    .has = has,
                    .now = now,
                    .usual_hold = term,
                    .fresh = numbered<ReservedSeatId>(11)});
}

constexpr Instant soon = opening + seconds{10};
constexpr Instant end = opening + term.length;
constexpr Instant last_moment = end - milliseconds{1};

TEST(Reserve, a_free_seat_is_held_for_the_hold_term_at_its_price) {
    auto const reserving = reserve_at(soon, SeatStatus::available, {}, kim);
    ASSERT_TRUE(reserving);
    EXPECT_TRUE(reserving->made);
    EXPECT_EQ(reserving->seat.status, SeatStatus::reserved);
    EXPECT_EQ(reserving->seat.id, numbered<SeatId>(7));
    auto const& hold = reserving->reserved;
    EXPECT_EQ(hold.id, numbered<ReservedSeatId>(11));
    EXPECT_EQ(hold.seat, numbered<SeatId>(7));
    EXPECT_EQ(hold.user, kim);
    EXPECT_EQ(hold.price, Points{50'000});
    EXPECT_EQ(hold.state, ReservationState::reserved);
    EXPECT_EQ(hold.created_at, soon);
    EXPECT_EQ(hold.hold_expires_at, soon + term.length);
    EXPECT_FALSE(reserving->lapsed);
}

TEST(Reserve, a_blocked_seat_is_taken_for_everybody_until_its_block_ends) {
    auto seat = seat_with(SeatStatus::available);
    seat.blocked_until = soon;
    auto const at = [&](Instant now) {
        return reserve(seat, {}, date_on(),
                       {.user = kim, .session = in_line, .has = {}, .now = now, .usual_hold = term, .fresh = {}});
    };
    EXPECT_EQ(at(opening).error(), Refusal{Reason::seat_taken});
    EXPECT_EQ(at(soon - milliseconds{1}).error(), Refusal{Reason::seat_taken});
    EXPECT_TRUE(at(soon));
    seat.blocked_until = Block::no_end;
    EXPECT_EQ(at(concert_begins - milliseconds{1}).error(), Refusal{Reason::seat_taken});
}

TEST(Reserve, the_same_seat_again_by_the_same_fan_gives_the_same_hold_and_does_not_lengthen_it) {
    auto const again = reserve_at(last_moment, SeatStatus::reserved, claim_of(kim), kim);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->made);
    EXPECT_EQ(again->reserved.id, numbered<ReservedSeatId>(10));
    EXPECT_EQ(again->reserved.hold_expires_at, end);
}

TEST(Reserve, a_second_buyer_of_a_held_seat_is_refused) {
    auto const refused = reserve_at(last_moment, SeatStatus::reserved, claim_of(kim), lee);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), Refusal{Reason::seat_taken});
}

TEST(Reserve, a_hold_that_ran_out_frees_its_seat_at_that_instant) {
    auto const reserving = reserve_at(end, SeatStatus::reserved, claim_of(kim), lee);
    ASSERT_TRUE(reserving);
    EXPECT_TRUE(reserving->made);
    EXPECT_EQ(reserving->reserved.user, lee);
    EXPECT_EQ(reserving->seat.status, SeatStatus::reserved);
    ASSERT_TRUE(reserving->lapsed);
    EXPECT_EQ(reserving->lapsed->id, numbered<ReservedSeatId>(10));
    EXPECT_EQ(reserving->lapsed->state, ReservationState::expired);
}

TEST(Reserve, a_fan_whose_own_hold_ran_out_gets_a_new_one) {
    auto const reserving = reserve_at(end, SeatStatus::reserved, claim_of(kim), kim);
    ASSERT_TRUE(reserving);
    EXPECT_TRUE(reserving->made);
    EXPECT_EQ(reserving->reserved.id, numbered<ReservedSeatId>(11));
    EXPECT_EQ(reserving->lapsed->state, ReservationState::expired);
}

TEST(Reserve, a_paid_seat_is_taken_for_good_even_for_its_owner) {
    auto const years_later = opening + std::chrono::years{3};
    for (auto const user : {kim, lee}) {
        auto const refused = reserve_at(years_later, SeatStatus::sold, claim_of(kim, ReservationState::paid), user);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error(), Refusal{Reason::seat_taken});
    }
}

TEST(Reserve, a_seat_that_is_not_available_and_has_no_claim_is_our_bug) {
    EXPECT_THROW(reserve_at(soon, SeatStatus::sold, {}, kim), BrokenInvariant);
    EXPECT_THROW(reserve_at(soon, SeatStatus::reserved, {}, kim), BrokenInvariant);
}

TEST(Reserve, a_seat_of_another_date_is_our_bug) {
    auto other = date_on();
    other.id = numbered<ConcertDateId>(2);
    EXPECT_THROW(reserve_at(soon, SeatStatus::available, {}, kim, other), BrokenInvariant);
}

TEST(Reserve, a_hold_names_the_session_that_it_was_made_in) {
    EXPECT_EQ(reserve_at(soon, SeatStatus::available, {}, kim)->reserved.taken_in, in_line);
}

// What a free seat is refused with; nullopt: it is had.
std::optional<Refusal> refused(ConcertDate const& date, SeatsOfFan has = {}, Instant now = soon) {
    auto const reserving = reserve_at(now, SeatStatus::available, {}, kim, date, has);
    return reserving ? std::nullopt : std::optional(reserving.error());
}

TEST(SaleTerms, a_fan_takes_seats_until_held_and_paid_together_are_the_most_for_one_person) {
    auto const date = date_on({.most_per_person = 4});
    EXPECT_FALSE(refused(date, {.held = 0, .paid = 0}));
    EXPECT_FALSE(refused(date, {.held = 2, .paid = 1}));
    EXPECT_EQ(refused(date, {.held = 3, .paid = 1}), (Refusal{Reason::too_many_seats, 4, 3, 1}));
    EXPECT_EQ(refused(date, {.held = 0, .paid = 4}), (Refusal{Reason::too_many_seats, 4, 0, 4}));
    EXPECT_EQ(refused(date_on({.most_per_person = 1}), {.held = 2, .paid = 3}),
              (Refusal{Reason::too_many_seats, 1, 2, 3}))
        << "more than a limit that was lowered since";
}

TEST(SaleTerms, four_seats_are_the_most_for_one_person_where_nothing_else_is_said) {
    EXPECT_FALSE(refused(date_on(), {.held = 3}));
    EXPECT_TRUE(refused(date_on(), {.held = 4}));
}

TEST(SaleTerms, a_seat_that_the_fan_holds_is_given_again_whatever_the_terms_say) {
    auto closed = date_on({.opens_at = end + seconds{1}, .closes_at = end + seconds{2}, .most_per_person = 1});
    closed.on_sale = false;
    auto const again = reserve_at(last_moment, SeatStatus::reserved, claim_of(kim), kim, closed, {.held = 1});
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->made);
    EXPECT_EQ(again->reserved.hold_expires_at, end);
}

TEST(SaleTerms, a_seat_is_sold_until_the_concert_begins) {
    EXPECT_FALSE(refused(date_on(), {}, concert_begins - milliseconds{1}));
    EXPECT_EQ(refused(date_on(), {}, concert_begins), Refusal{Reason::sale_over});
}

TEST(SaleTerms, a_closing_time_of_its_own_comes_before_or_after_the_beginning) {
    auto const early = date_on({.closes_at = soon + seconds{1}});
    EXPECT_FALSE(refused(early, {}, soon + milliseconds{999}));
    EXPECT_EQ(refused(early, {}, soon + seconds{1}), Refusal{Reason::sale_over});
    EXPECT_FALSE(refused(date_on({.closes_at = concert_begins + seconds{60}}), {}, concert_begins));
}

TEST(SaleTerms, no_seat_is_sold_before_the_opening_time) {
    auto const date = date_on({.opens_at = soon});
    EXPECT_EQ(refused(date, {}, soon - milliseconds{1}), Refusal{Reason::not_on_sale_yet});
    EXPECT_FALSE(refused(date, {}, soon));
}

TEST(SaleTerms, a_date_that_the_operator_closed_sells_nothing) {
    auto date = date_on();
    date.on_sale = false;
    EXPECT_EQ(refused(date), Refusal{Reason::sale_closed});
}

TEST(SaleTerms, a_hold_lasts_as_long_as_the_date_says_or_else_as_usual) {
    auto const reserving = reserve_at(soon, SeatStatus::available, {}, kim, date_on({.hold = seconds{60}}));
    EXPECT_EQ(reserving->reserved.hold_expires_at, soon + seconds{60});
}

TEST(SaleTerms, only_live_seats_of_the_date_count) {
    auto const date = numbered<ConcertDateId>(1);
    std::vector<ReservedSeatOfDate> const open{{claim_of(kim), date},
                                               {claim_of(kim, ReservationState::paid), date},
                                               {claim_of(kim, ReservationState::paid), date},
                                               {claim_of(kim, ReservationState::released), date},
                                               {claim_of(kim), numbered<ConcertDateId>(2)}};
    auto const before = count_seats(open, date, last_moment, {});
    EXPECT_EQ(before.held, 1);
    EXPECT_EQ(before.paid, 2);
    EXPECT_EQ(count_seats(open, date, end, {}).held, 0) << "it ran out, tidied up or not";
}

TEST(SaleTerms, a_fan_takes_no_more_seats_in_one_session_than_the_date_says) {
    auto const date = date_on({.most_takes = 5});
    EXPECT_FALSE(refused(date, {.taken = 4}));
    EXPECT_EQ(refused(date, {.taken = 5}), (Refusal{Reason::too_many_takes, 5}));
    EXPECT_FALSE(refused(date_on(), {.taken = 19}));
    EXPECT_TRUE(refused(date_on(), {.taken = 20}));
}

TEST(SaleTerms, takes_are_those_of_the_session_and_of_the_date_live_or_not) {
    auto const date = numbered<ConcertDateId>(1);
    auto const in = [](ReservationState state, std::optional<SessionId> session) {
        auto made = claim_of(kim, state);
        made.taken_in = session;
        return made;
    };
    SessionId const before{{6}, opening};
    std::vector<ReservedSeatOfDate> const made{{in(ReservationState::reserved, in_line), date},
                                               {in(ReservationState::released, in_line), date},
                                               {in(ReservationState::expired, in_line), date},
                                               {in(ReservationState::paid, before), date},
                                               {in(ReservationState::released, std::nullopt), date},
                                               {in(ReservationState::released, in_line), numbered<ConcertDateId>(2)}};
    EXPECT_EQ(count_seats(made, date, soon, in_line).taken, 3);
    EXPECT_EQ(count_seats(made, date, soon, before).taken, 1);
    EXPECT_EQ(count_seats(made, date, soon, std::nullopt).taken, 0) << "outside of the line nothing is counted";
}

TEST(SaleTerms, a_seat_that_the_fan_let_lapse_twice_is_refused_for_as_long_as_the_date_says) {
    auto const take = [](SaleTerms const& terms, Lapses lapses) {
        return reserve(seat_with(SeatStatus::available), {}, date_on(terms),
                       {.user = kim,
                        .session = in_line,
                        .has = {},
                        .now = soon,
                        .usual_hold = term,
                        .fresh = numbered<ReservedSeatId>(11),
                        .lapses = lapses});
    };
    Refusal const refused{
        .reason = Reason::seat_cooling, .seats = {numbered<SeatId>(7)}, .until = soon + milliseconds{1}};
    EXPECT_EQ(take({.cooling = seconds{10}}, {2, opening + milliseconds{1}}).error(), refused);
    EXPECT_TRUE(take({.cooling = seconds{10}}, {2, opening}));
    EXPECT_TRUE(take({.cooling = seconds{10}}, {1, soon}));
    EXPECT_FALSE(take({}, {2, soon})) << "usually it cools for five minutes";
    EXPECT_TRUE(take({.cooling = seconds{0}}, {9, soon})) << "no such rule";
}

TEST(SaleTerms, lapses_are_those_of_the_seat_that_ran_out_tidied_up_or_not) {
    auto const date = numbered<ConcertDateId>(1);
    auto other_seat = claim_of(kim, ReservationState::expired);
    other_seat.seat = numbered<SeatId>(8);
    auto earlier = claim_of(kim, ReservationState::expired);
    earlier.hold_expires_at = opening;
    std::vector<ReservedSeatOfDate> const claims{{earlier, date},
                                                 {claim_of(kim), date},
                                                 {claim_of(kim, ReservationState::released), date},
                                                 {claim_of(kim, ReservationState::paid), date},
                                                 {other_seat, date}};
    EXPECT_EQ(count_lapses(claims, numbered<SeatId>(7), end).count, 2);
    EXPECT_EQ(count_lapses(claims, numbered<SeatId>(7), end).last, end);
    EXPECT_EQ(count_lapses(claims, numbered<SeatId>(7), last_moment).count, 1) << "one runs still";
    EXPECT_EQ(count_lapses(claims, numbered<SeatId>(7), last_moment).last, opening);
}

TEST(SaleTerms, terms_within_their_bounds_may_be_set) {
    SaleTerms const widest{.opens_at = soon,
                           .closes_at = soon + milliseconds{1},
                           .hold = limits::longest_hold,
                           .most_per_person = limits::largest_per_person,
                           .most_takes = limits::largest_takes,
                           .no_single_seats = true,
                           .companions_for_all = true,
                           .cooling = limits::longest_cooling};
    EXPECT_EQ(checked(widest, concert_begins), widest);
    EXPECT_TRUE(checked({}, concert_begins));
    EXPECT_TRUE(checked({.opens_at = concert_begins - milliseconds{1}}, concert_begins));
    EXPECT_TRUE(checked({.cooling = seconds{0}}, concert_begins));
}

TEST(SaleTerms, terms_out_of_their_bounds_are_refused) {
    std::vector<SaleTerms> const unfit{{.opens_at = soon, .closes_at = soon},
                                       {.opens_at = concert_begins},
                                       {.hold = seconds{0}},
                                       {.hold = limits::longest_hold + seconds{1}},
                                       {.most_per_person = 0},
                                       {.most_per_person = limits::largest_per_person + 1},
                                       {.most_takes = 0},
                                       {.most_takes = limits::largest_takes + 1},
                                       {.cooling = seconds{-1}},
                                       {.cooling = limits::longest_cooling + seconds{1}}};
    for (auto const& terms : unfit) EXPECT_EQ(checked(terms, concert_begins).error(), Refusal{Reason::unfit_terms});
}

TEST(Release, an_unpaid_seat_is_free_again) {
    auto const closing = release(seat_with(SeatStatus::reserved), claim_of(kim), kim, last_moment);
    ASSERT_TRUE(closing);
    EXPECT_TRUE(closing->made);
    EXPECT_EQ(closing->seat.status, SeatStatus::available);
    EXPECT_EQ(closing->reserved.state, ReservationState::released);
}

TEST(Release, giving_back_twice_is_answered_the_same_and_touches_nothing) {
    // Somebody else may have the seat by now: it must stay theirs.
    auto const again = release(seat_with(SeatStatus::sold), claim_of(kim, ReservationState::released), kim, soon);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->made);
    EXPECT_EQ(again->seat.status, SeatStatus::sold);
}

TEST(Release, somebody_elses_reservation_is_unknown_in_every_state) {
    for (auto const state :
         {ReservationState::reserved, ReservationState::paid, ReservationState::released, ReservationState::expired}) {
        auto const refused = release(seat_with(SeatStatus::reserved), claim_of(kim, state), lee, soon);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error(), Refusal{Reason::unknown_reservation});
    }
}

TEST(Release, a_paid_seat_cannot_be_given_back) {
    auto const refused = release(seat_with(SeatStatus::sold), claim_of(kim, ReservationState::paid), kim, soon);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), Refusal{Reason::already_paid});
}

TEST(Release, a_hold_that_ran_out_cannot_be_given_back_tidied_up_or_not) {
    auto const lapsed = release(seat_with(SeatStatus::reserved), claim_of(kim), kim, end);
    ASSERT_FALSE(lapsed);
    EXPECT_EQ(lapsed.error(), Refusal{Reason::hold_expired});
    auto const tidied = release(seat_with(SeatStatus::available), claim_of(kim, ReservationState::expired), kim, soon);
    ASSERT_FALSE(tidied);
    EXPECT_EQ(tidied.error(), Refusal{Reason::hold_expired});
}

TEST(Expire, a_hold_that_ran_out_is_closed_and_its_seat_available) {
    auto const closing = expire(seat_with(SeatStatus::reserved), claim_of(kim), end);
    ASSERT_TRUE(closing);
    EXPECT_TRUE(closing->made);
    EXPECT_EQ(closing->seat.status, SeatStatus::available);
    EXPECT_EQ(closing->reserved.state, ReservationState::expired);
}

TEST(Expire, a_running_hold_is_left_alone) {
    EXPECT_FALSE(expire(seat_with(SeatStatus::reserved), claim_of(kim), last_moment));
}

TEST(Expire, what_is_paid_given_back_or_expired_is_left_alone) {
    for (auto const state : {ReservationState::paid, ReservationState::released, ReservationState::expired}) {
        EXPECT_FALSE(expire(seat_with(SeatStatus::reserved), claim_of(kim, state), end + seconds{1}));
    }
}

TEST(MayPay, a_running_hold_of_ones_own) { EXPECT_TRUE(may_pay(claim_of(kim), kim, last_moment)); }

TEST(MayPay, a_paid_one_passes_whenever_so_that_paying_again_is_answered) {
    EXPECT_TRUE(may_pay(claim_of(kim, ReservationState::paid), kim, end + seconds{1}));
}

TEST(MayPay, somebody_elses_reservation_is_unknown_also_when_it_is_paid) {
    for (auto const state : {ReservationState::reserved, ReservationState::paid, ReservationState::expired}) {
        EXPECT_EQ(may_pay(claim_of(kim, state), lee, soon).error(), Refusal{Reason::unknown_reservation});
    }
}

TEST(MayPay, a_hold_that_ran_out_or_was_given_back_is_not_paid) {
    EXPECT_EQ(may_pay(claim_of(kim), kim, end).error(), Refusal{Reason::hold_expired});
    EXPECT_EQ(may_pay(claim_of(kim, ReservationState::expired), kim, soon).error(), Refusal{Reason::hold_expired});
    EXPECT_EQ(may_pay(claim_of(kim, ReservationState::released), kim, soon).error(), Refusal{Reason::hold_expired});
}

TEST(Own, a_paid_seat_is_held_and_its_reservation_names_the_payment) {
    auto const owning = own(seat_with(SeatStatus::reserved), claim_of(kim), payment, last_moment);
    EXPECT_EQ(owning.seat.status, SeatStatus::sold);
    EXPECT_EQ(owning.reserved.state, ReservationState::paid);
    EXPECT_EQ(owning.reserved.payment, payment);
    EXPECT_EQ(owning.reserved.paid_at, last_moment);
}

TEST(Own, owning_what_is_not_a_live_hold_of_that_seat_is_our_bug) {
    auto const reserved = seat_with(SeatStatus::reserved);
    auto other_seat = reserved;
    other_seat.id = numbered<SeatId>(8);
    EXPECT_THROW(own(reserved, claim_of(kim), payment, end), BrokenInvariant);
    EXPECT_THROW(own(reserved, claim_of(kim, ReservationState::paid), payment, soon), BrokenInvariant);
    EXPECT_THROW(own(seat_with(SeatStatus::available), claim_of(kim), payment, soon), BrokenInvariant);
    EXPECT_THROW(own(seat_with(SeatStatus::sold), claim_of(kim), payment, soon), BrokenInvariant);
    EXPECT_THROW(own(other_seat, claim_of(kim), payment, soon), BrokenInvariant);
}

class PlaceOfAnArea : public testing::Test {
  protected:
    static Decision<Reserving> reserve_place(AskedFor asked_for, std::optional<ReservedSeat> const& claim) {
        auto place = seat_with(claim ? SeatStatus::reserved : SeatStatus::available);
        place.traits = {SeatTrait::area_place};
        return reserve(place, claim, date_on(),
                       {.user = kim,
                        .session = in_line,
                        .has = {},
                        .now = soon,
                        .usual_hold = term,
                        .fresh = numbered<ReservedSeatId>(11),
                        .asked_for = asked_for});
    }
};

TEST_F(PlaceOfAnArea, is_taken_as_one_of_its_area_and_not_by_itself) {
    EXPECT_TRUE(reserve_place(AskedFor::place, {}));
    auto const picked = reserve_place(AskedFor::seat, {});
    ASSERT_FALSE(picked);
    EXPECT_EQ(picked.error().reason, Reason::place_of_area);
    EXPECT_EQ(picked.error().seats, std::vector{numbered<SeatId>(7)});
    EXPECT_EQ(reserve_place(AskedFor::seat, claim_of(lee)).error().reason, Reason::place_of_area);
}

TEST_F(PlaceOfAnArea, that_is_mine_is_mine_when_it_is_asked_for_by_itself_and_taken_when_another_one_is_meant) {
    auto const again = reserve_place(AskedFor::seat, claim_of(kim));
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->made);
    EXPECT_EQ(reserve_place(AskedFor::place, claim_of(kim)).error().reason, Reason::seat_taken);
    EXPECT_EQ(reserve_place(AskedFor::place, claim_of(lee)).error().reason, Reason::seat_taken);
}

TEST(Places, several_that_are_named_are_all_named_in_the_refusal) {
    std::vector<SeatToReserve> seats;
    for (std::uint32_t n = 1; n <= 3; ++n) {
        auto seat = seat_with(SeatStatus::available);
        seat.id = numbered<SeatId>(n);
        if (n > 1) seat.traits = {SeatTrait::area_place};
        seats.push_back({.seat = seat, .claim = {}, .fresh = numbered<ReservedSeatId>(n)});
    }
    auto const refused = reserve_together(
        seats, date_on(), {.user = kim, .session = {}, .has = {}, .now = soon, .usual_hold = term, .fresh = {}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, Reason::place_of_area);
    EXPECT_EQ(refused.error().seats, (std::vector{numbered<SeatId>(2), numbered<SeatId>(3)}));
}

TEST(Places, the_entry_number_is_the_label_of_a_place_and_of_nothing_else) {
    LabelledSeat place{seat_with(SeatStatus::available), {"Standing", "", "17"}};
    EXPECT_EQ(entry_number_of(place), std::nullopt);
    place.seat.traits = {SeatTrait::area_place};
    EXPECT_EQ(entry_number_of(place), 17);
}

TEST(Traits, are_a_set_that_keeps_what_it_was_stored_as) {
    SeatTraits const traits{SeatTrait::wheelchair, SeatTrait::aisle};
    EXPECT_EQ(SeatTraits::from_bits(traits.bits()), traits);
    EXPECT_TRUE(traits.has(SeatTrait::aisle));
    EXPECT_FALSE(traits.has(SeatTrait::area_place));
    EXPECT_EQ(traits.without(SeatTrait::aisle), SeatTraits{SeatTrait::wheelchair});
    EXPECT_TRUE(SeatTraits::from_bits(1 << 7).none()) << "of a later release";
}

TEST(States, a_hold_is_closed_or_paid_and_nothing_follows) {
    using enum ReservationState;
    constexpr ReservationState all[] = {reserved, paid, released, expired};
    for (auto const from : all) {
        for (auto const to : all) EXPECT_EQ(may_become(from, to), from == reserved && to != reserved);
    }
}

TEST(States, a_seat_is_paid_after_it_was_reserved_and_stays_paid) {
    using enum SeatStatus;
    EXPECT_TRUE(may_become(available, reserved));
    EXPECT_FALSE(may_become(available, sold));
    EXPECT_FALSE(may_become(available, available));
    for (auto const to : {available, reserved, sold}) {
        EXPECT_TRUE(may_become(reserved, to));
        EXPECT_FALSE(may_become(sold, to));
    }
}

}  // namespace
}  // namespace onsale
