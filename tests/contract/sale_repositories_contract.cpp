// Every method of the sale's repositories: what is put in comes out, and what is not there is not in the answer.
#include <array>
#include <set>

#include "contract/store_under_test.h"

namespace onsale::contract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using testing::UnorderedElementsAreArray;

auto const nobody = numbered<UserId>(99);
auto const no_seat = numbered<SeatId>(99);

TEST_P(StoreContract, concerts_are_found_by_id) {
    fill();
    auto const found = look([](UnitOfWork& w) {
        return w.concerts().lock(std::vector{numbered<ConcertId>(99), concert_id});
    });
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].id, concert_id);
    EXPECT_EQ(found[0].singer_name, "아이유");
}

TEST_P(StoreContract, dates_are_found_by_id_and_by_their_moment) {
    fill();
    auto const found = look([](UnitOfWork& w) {
        return w.dates().lock(std::vector{date_id, numbered<ConcertDateId>(99)});
    });
    auto const taken = look([](UnitOfWork& w) {
        return w.dates().taken(std::vector<DateSlot>{
            {concert_id, evening}, {concert_id, evening + milliseconds{1}}, {numbered<ConcertId>(9), evening}});
    });
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].id, date_id);
    EXPECT_EQ(found[0].concert, concert_id);
    EXPECT_EQ(found[0].date, evening);
    EXPECT_EQ(found[0].available_seats, 3);
    ASSERT_EQ(taken.size(), 1U);
    EXPECT_EQ(taken[0], (DateSlot{concert_id, evening}));
}

TEST_P(StoreContract, a_batch_is_loaded_with_all_that_belongs_to_what_it_wants) {
    fill();
    commit([](UnitOfWork& w) {
        std::vector<SeatChange> held;
        for (auto seat : w.seats().lock(std::vector{numbered<SeatId>(1), numbered<SeatId>(2)})) {
            seat.status = SeatStatus::reserved;
            held.push_back({seat, SeatStatus::available});
        }
        w.seats().save_status(held);
        w.reservations().add(std::vector{hold(1, 1), closed(hold(2, 2), ReservationState::released), hold(3, 2, lee)});
    });
    Wanted wanted;
    wanted.seats = {numbered<SeatId>(1)};
    wanted.reservations = {numbered<ReservationId>(2)};
    wanted.users = {kim, numbered<UserId>(99)};
    wanted.concerts = {concert_id};
    wanted.dates = {date_id};
    wanted.seat_counts = {date_id};
    wanted.moments = {evening};
    wanted.date_slots = {{concert_id, evening}};
    wanted.seat_numbers = {{date_id, 2}, {date_id, 9}};
    wanted.steering = true;
    for (auto const waits : {Waits::for_all, Waits::for_dates, Waits::for_none}) {
        auto const loaded = look([&](UnitOfWork& w) { return w.load(wanted, waits); });
        EXPECT_EQ(loaded.seats.size(), 2U) << "the one that is wanted, and that of the wanted reservation";
        std::set<ReservedSeatId> reservations;
        for (auto const& each : loaded.reserved_seats) reservations.insert(each.id);
        EXPECT_THAT(reservations,
                    ElementsAre(numbered<ReservedSeatId>(1), numbered<ReservedSeatId>(2), numbered<ReservedSeatId>(3)))
            << "the wanted one, and the open ones of both seats";
        EXPECT_EQ(loaded.users.size(), 1U);
        EXPECT_EQ(loaded.concerts.size(), 1U);
        EXPECT_EQ(loaded.dates.size(), 1U);
        ASSERT_EQ(loaded.seat_counts.size(), 1U);
        EXPECT_EQ(loaded.seat_counts[0].seats, 3);
        EXPECT_EQ(loaded.date_slots.size(), 1U);
        ASSERT_EQ(loaded.dates_at_moments.size(), 1U);
        EXPECT_EQ(loaded.dates_at_moments[0].singer_name, "아이유");
        ASSERT_EQ(loaded.seat_numbers.size(), 1U);
        EXPECT_EQ(loaded.seat_numbers[0].number, 2);
        EXPECT_TRUE(loaded.steering.has_value());
        EXPECT_TRUE(loaded.busy.none()) << "nobody else is there";
    }
}

TEST_P(StoreContract, availability_is_shifted_both_ways) {
    fill();
    commit([](UnitOfWork& w) { w.dates().shift_available(std::vector<AvailabilityShift>{{date_id, -3}}); });
    EXPECT_EQ(available(), 0);
    commit([](UnitOfWork& w) { w.dates().shift_available(std::vector<AvailabilityShift>{{date_id, 2}}); });
    EXPECT_EQ(available(), 2);
}

TEST_P(StoreContract, seats_are_locked_by_id) {
    fill();
    auto const found = seats({numbered<SeatId>(2), no_seat});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].id, numbered<SeatId>(2));
    EXPECT_EQ(found[0].concert_date, date_id);
    EXPECT_EQ(found[0].number, 2);
    EXPECT_EQ(found[0].price, Points{1'000});
    EXPECT_EQ(found[0].status, SeatStatus::available);
}

TEST_P(StoreContract, the_traits_of_a_seat_come_back_wherever_it_is_read) {
    fill();
    SeatTraits const traits{SeatTrait::wheelchair, SeatTrait::aisle};
    auto special = seat(4, 4);
    special.seat.traits = traits;
    commit([&](UnitOfWork& w) { w.seats().add(std::vector{special}); });
    EXPECT_EQ(seats({numbered<SeatId>(4)}).at(0).traits, traits);
    EXPECT_TRUE(seats({numbered<SeatId>(1)}).at(0).traits.none());
    std::map<SeatId, SeatTraits> read;
    store->open_archive()->read_seats([&](LabelledSeat const& each) { read[each.seat.id] = each.seat.traits; });
    EXPECT_EQ(read.at(numbered<SeatId>(4)), traits);
    EXPECT_TRUE(read.at(numbered<SeatId>(2)).none());
    commit([](UnitOfWork& w) { w.reservations().add(std::vector{hold(1, 4)}); });
    Wanted wanted;
    wanted.reservations = {numbered<ReservationId>(1)};
    EXPECT_EQ(look([&](UnitOfWork& w) { return w.load(wanted, Waits::for_all).seats; }).at(0).traits, traits);
}

TEST_P(StoreContract, the_seats_of_reservations_are_locked_with_the_others_each_once) {
    fill();
    commit([](UnitOfWork& w) {
        w.reservations().add(std::vector{hold(1, 3), closed(hold(2, 1), ReservationState::expired),
                                         closed(hold(3, 1), ReservationState::expired)});
    });
    Wanted wanted;
    wanted.seats = {numbered<SeatId>(2), numbered<SeatId>(3)};
    wanted.reservations = {numbered<ReservationId>(1), numbered<ReservationId>(2), numbered<ReservationId>(3),
                           numbered<ReservationId>(99)};
    auto const found = look([&](UnitOfWork& w) { return w.load(wanted, Waits::for_all).seats; });
    std::vector<SeatId> ids;
    for (auto const& each : found) ids.push_back(each.id);
    EXPECT_THAT(ids, ElementsAre(numbered<SeatId>(1), numbered<SeatId>(2), numbered<SeatId>(3)));
}

TEST_P(StoreContract, a_reservation_has_all_its_seats_whichever_of_them_is_closed) {
    fill();
    auto const with = [](ReservedSeat reserved, std::uint32_t first) {
        reserved.reservation = numbered<ReservationId>(first);
        return reserved;
    };
    auto const first = closed(hold(1, 1), ReservationState::released);
    auto const second = with(hold(2, 2), 1);
    auto const third = with(hold(3, 3), 1);
    commit([&](UnitOfWork& w) { w.reservations().add(std::vector{first, second, third}); });

    auto const found = reservations({numbered<ReservedSeatId>(1)});
    ASSERT_EQ(found.size(), 3U);
    for (auto const& each : found) {
        expect_same(each, each.id == first.id ? first : each.id == second.id ? second : third);
    }
    EXPECT_THAT(reservations({numbered<ReservedSeatId>(2)}), IsEmpty()) << "a seat of one is no reservation of its own";
    Wanted wanted;
    wanted.reservations = {numbered<ReservationId>(1)};
    EXPECT_EQ(look([&](UnitOfWork& w) { return w.load(wanted, Waits::for_all).seats; }).size(), 3U);
    EXPECT_EQ(open_of({numbered<SeatId>(2)}).at(0).reservation, numbered<ReservationId>(1));
}

TEST_P(StoreContract, taken_seat_numbers_are_told_date_by_date) {
    fill();
    auto const other = numbered<ConcertDateId>(2);
    commit([&](UnitOfWork& w) {
        w.dates().add(std::vector<ConcertDate>{{other, concert_id, evening + seconds{1}, 0}});
        w.seats().add(std::vector{seat(4, 7, other)});
    });
    auto const taken = look([&](UnitOfWork& w) {
        return w.seats().taken(std::vector<SeatNumberSlot>{{date_id, 2}, {date_id, 7}, {other, 7}, {other, 2}});
    });
    EXPECT_THAT(taken, UnorderedElementsAre(SeatNumberSlot{date_id, 2}, SeatNumberSlot{other, 7}));
    EXPECT_EQ(look([](UnitOfWork& w) { return w.seats().count(date_id); }), 3);
    EXPECT_EQ(look([&](UnitOfWork& w) { return w.seats().count(other); }), 1);
    EXPECT_EQ(look([](UnitOfWork& w) { return w.seats().count(numbered<ConcertDateId>(99)); }), 0);
}

TEST_P(StoreContract, a_seats_status_is_saved_and_nothing_else_of_it) {
    fill();
    auto changed = seat(2, 2).seat;
    changed.status = SeatStatus::sold;
    changed.price = Points{1};  // not the store's to change
    commit([&](UnitOfWork& w) { w.seats().save_status(std::vector{SeatChange{changed, SeatStatus::available}}); });
    auto const found = seats({numbered<SeatId>(1), numbered<SeatId>(2)});
    EXPECT_EQ(found[0].status, SeatStatus::available);
    EXPECT_EQ(found[1].status, SeatStatus::sold);
    EXPECT_EQ(found[1].price, Points{1'000});
}

TEST_P(StoreContract, seats_are_blocked_and_put_back_on_sale_with_their_status_as_it_was) {
    fill();
    auto const [one, two, three] = std::array{numbered<SeatId>(1), numbered<SeatId>(2), numbered<SeatId>(3)};
    Block const for_good{.reason = "시야 제한"};
    Block const for_a_while{.reason = "house seats", .until = evening};
    std::vector<SeatBlock> const blocks{{one, for_good}, {two, for_a_while}};
    commit([&](UnitOfWork& w) { w.seats().save_blocks(blocks); });
    reopen();
    auto const found = seats({one, two, three});
    EXPECT_EQ(found[0].blocked_until, Block::no_end);
    EXPECT_EQ(found[1].blocked_until, evening);
    EXPECT_EQ(found[2].blocked_until, Instant{});
    EXPECT_THAT(found, testing::Each(testing::Field(&Seat::status, SeatStatus::available)));
    auto const stored = [&] {
        return look([&](UnitOfWork& w) { return w.seats().find_blocks(std::vector{one, two, three}); });
    };
    EXPECT_THAT(stored(), UnorderedElementsAreArray(blocks));
    std::vector<Instant> shown;
    store->open_archive()->read_seats([&](LabelledSeat const& each) { shown.push_back(each.seat.blocked_until); });
    EXPECT_THAT(shown, ElementsAre(Block::no_end, evening, Instant{}));

    commit([&](UnitOfWork& w) { w.seats().save_blocks(std::vector<SeatBlock>{{one, std::nullopt}, {two, for_good}}); });
    EXPECT_THAT(stored(), ElementsAre(SeatBlock{two, for_good}));
    EXPECT_EQ(seats({one})[0].blocked_until, Instant{});
    EXPECT_EQ(available(), 3);
}

TEST_P(StoreContract, a_seats_price_is_saved_and_nothing_else_of_it) {
    fill();
    auto changed = seat(2, 2).seat;
    changed.price = Points{77};
    changed.status = SeatStatus::sold;  // not to be saved here
    commit([&](UnitOfWork& w) { w.seats().save_prices(std::vector{changed}); });
    reopen();
    auto const found = seats({numbered<SeatId>(1), numbered<SeatId>(2)});
    EXPECT_EQ(found[0].price, Points{1'000});
    EXPECT_EQ(found[1].price, Points{77});
    EXPECT_EQ(found[1].status, SeatStatus::available);
}

TEST_P(StoreContract, reservations_come_back_as_they_were_in_every_state) {
    fill();
    auto const paid = paid_by(hold(3, 3, lee), 40);
    auto const released = closed(hold(2, 1), ReservationState::released);
    auto const expired = closed(hold(4, 1), ReservationState::expired);
    commit([&](UnitOfWork& w) { w.reservations().add(std::vector{hold(1, 1), released, expired, paid}); });
    for (auto const& expected : {hold(1, 1), released, expired, paid}) {
        auto const found = reservations({numbered<ReservedSeatId>(99), expected.id});
        ASSERT_EQ(found.size(), 1U);
        expect_same(found[0], expected);
    }
}

TEST_P(StoreContract, the_open_reservation_of_a_seat_is_the_reserved_or_paid_one) {
    fill();
    commit([](UnitOfWork& w) {
        w.reservations().add(std::vector{closed(hold(1, 1), ReservationState::released),
                                         closed(hold(2, 1), ReservationState::expired), hold(3, 1),
                                         paid_by(hold(4, 2), 40), closed(hold(5, 3), ReservationState::expired)});
    });
    auto const open = open_of({numbered<SeatId>(1), numbered<SeatId>(2), numbered<SeatId>(3), no_seat});
    std::vector<ReservedSeatId> ids;
    for (auto const& each : open) ids.push_back(each.id);
    EXPECT_THAT(ids, UnorderedElementsAre(numbered<ReservedSeatId>(3), numbered<ReservedSeatId>(4)));
}

TEST_P(StoreContract, a_holds_state_and_payment_are_saved) {
    fill();
    commit([](UnitOfWork& w) { w.reservations().add(std::vector{hold(1, 1), hold(2, 2), hold(3, 3)}); });
    auto const paid = paid_by(hold(1, 1), 40);
    auto const released = closed(hold(2, 2), ReservationState::released);
    commit([&](UnitOfWork& w) { w.reservations().save_state(std::vector{from_hold(paid), from_hold(released)}); });
    expect_same(reservations({paid.id}).at(0), paid);
    expect_same(reservations({released.id}).at(0), released);
    expect_same(reservations({numbered<ReservedSeatId>(3)}).at(0), hold(3, 3));
}

TEST_P(StoreContract, a_closed_hold_makes_way_for_the_next_in_the_same_unit_of_work) {
    fill();
    commit([](UnitOfWork& w) { w.reservations().add(std::vector{hold(1, 1)}); });
    commit([](UnitOfWork& w) {
        w.reservations().save_state(std::vector{from_hold(closed(hold(1, 1), ReservationState::expired))});
        w.reservations().add(std::vector{hold(2, 1, lee)});
    });
    EXPECT_EQ(open_of({numbered<SeatId>(1)}).at(0).user, lee);
}

TEST_P(StoreContract, users_and_their_balances_are_kept) {
    fill();
    commit([](UnitOfWork& w) {
        w.users().save_balance(std::vector<User>{{lee, Points{0}, SessionId{{4'000'000'000}, opening}}});
    });
    auto const found = users({kim, nobody, lee});
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].id, kim);
    EXPECT_EQ(found[0].balance, Points{500});
    EXPECT_EQ(found[0].paid_session, std::nullopt);
    EXPECT_EQ(found[1].paid_session, (SessionId{{4'000'000'000}, opening}));
    EXPECT_EQ(found[1].balance, Points{0});
}

TEST_P(StoreContract, history_entries_come_back_as_they_were) {
    fill();
    auto const paid = paid_by(hold(1, 1), 9);
    commit([&](UnitOfWork& w) {
        w.reservations().add(std::vector{paid});
        w.histories().add(std::vector{payment(9, paid, 0)});
    });
    auto const page = look([](UnitOfWork& w) { return w.histories().page(kim, {}, 10); });
    ASSERT_EQ(page.size(), 2U);
    EXPECT_EQ(page[0].id, numbered<LedgerEntryId>(9));
    EXPECT_EQ(page[0].user, kim);
    EXPECT_EQ(page[0].reason, LedgerReason::payment);
    EXPECT_EQ(page[0].amount, Points{-1'000});
    EXPECT_EQ(page[0].balance, Points{0});
    EXPECT_EQ(page[0].reservation, paid.reservation);
    EXPECT_EQ(page[0].at, opening + milliseconds{9});
    EXPECT_EQ(page[1].reason, LedgerReason::charge);
    EXPECT_FALSE(page[1].reservation);
}

TEST_P(StoreContract, a_history_is_paged_newest_first_and_is_the_users_own) {
    fill();
    commit([](UnitOfWork& w) {
        w.histories().add(std::vector{charge(10, kim, 1, 501), charge(11, lee, 1, 501), charge(12, kim, 1, 502),
                                      charge(300, kim, 1, 503)});
    });
    EXPECT_THAT(history(kim), ElementsAre(300, 12, 10, 1));
    EXPECT_THAT(history(kim, {}, 2), ElementsAre(300, 12));
    EXPECT_THAT(history(kim, numbered<LedgerEntryId>(12), 2), ElementsAre(10, 1));
    EXPECT_THAT(history(kim, numbered<LedgerEntryId>(11), 1), ElementsAre(10)) << "an entry of another's does no harm";
    EXPECT_THAT(history(kim, numbered<LedgerEntryId>(200), 2), ElementsAre(12, 10)) << "so does one that nobody has";
    EXPECT_THAT(history(kim, numbered<LedgerEntryId>(1)), IsEmpty());
    EXPECT_THAT(history(kim, {}, 0), IsEmpty());
    EXPECT_THAT(history(nobody), IsEmpty());
}

TEST_P(StoreContract, empty_sets_are_no_trouble) {
    fill();
    commit([](UnitOfWork& w) {
        EXPECT_THAT(w.concerts().lock({}), IsEmpty());
        EXPECT_THAT(w.dates().lock({}), IsEmpty());
        EXPECT_THAT(w.dates().taken({}), IsEmpty());
        EXPECT_THAT(w.seats().lock({}), IsEmpty());
        EXPECT_THAT(w.seats().taken({}), IsEmpty());
        EXPECT_THAT(w.reservations().find({}), IsEmpty());
        EXPECT_THAT(w.reservations().find_open_of({}), IsEmpty());
        EXPECT_THAT(w.users().lock({}), IsEmpty());
        w.concerts().add({});
        w.dates().add({});
        w.dates().shift_available({});
        w.seats().add({});
        w.seats().save_status({});
        EXPECT_THAT(w.seats().find_blocks({}), IsEmpty());
        w.seats().save_blocks({});
        w.seats().save_prices({});
        w.reservations().add({});
        w.reservations().save_state({});
        w.users().add({});
        w.users().save_balance({});
        w.histories().add({});
        EXPECT_THAT(w.answers().claim({}), IsEmpty());
        w.answers().remember({});
    });
    EXPECT_EQ(available(), 3);
}

}  // namespace
}  // namespace onsale::contract
