#include "contract/store_under_test.h"

#include <algorithm>

namespace onsale::contract {

// A store joins in its own program; this library alone runs on none.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(StoreContract);

LabelledSeat StoreContract::seat(std::uint32_t n, std::int32_t number, ConcertDateId date) {
    return {{numbered<SeatId>(n), date, number, Points{1'000}, SeatStatus::available}, {"나", "12", "3"}};
}

ReservedSeat StoreContract::hold(std::uint32_t n, std::uint32_t seat, UserId user) {
    return {.id = numbered<ReservedSeatId>(n),
            .reservation = numbered<ReservationId>(n),
            .seat = numbered<SeatId>(seat),
            .user = user,
            .price = Points{1'000},
            .state = ReservationState::reserved,
            .created_at = opening + milliseconds{n},
            .hold_expires_at = opening + seconds{300},
            .payment = {},
            .paid_at = {}};
}

ReservedSeat StoreContract::closed(ReservedSeat reserved, ReservationState state) {
    reserved.state = state;
    return reserved;
}

ReservedSeat StoreContract::paid_by(ReservedSeat reservation, std::uint32_t entry) {
    reservation.state = ReservationState::paid;
    reservation.payment = numbered<LedgerEntryId>(entry);
    reservation.paid_at = opening + seconds{9} + milliseconds{1};
    reservation.session = SessionId{{entry}, opening + seconds{8}};
    return reservation;
}

LedgerEntry StoreContract::charge(std::uint32_t n, UserId user, std::int64_t amount, std::int64_t balance) {
    return {.id = numbered<LedgerEntryId>(n),
            .user = user,
            .reason = LedgerReason::charge,
            .amount = {amount},
            .balance = {balance},
            .reservation = {},
            .at = opening + milliseconds{n}};
}

LedgerEntry StoreContract::payment(std::uint32_t n, ReservedSeat const& of, std::int64_t balance) {
    return {.id = numbered<LedgerEntryId>(n),
            .user = of.user,
            .reason = LedgerReason::payment,
            .amount = -of.price,
            .balance = {balance},
            .reservation = of.reservation,
            .at = opening + milliseconds{n}};
}

void StoreContract::fill() {
    commit([](UnitOfWork& w) {
        w.concerts().add(std::vector<Concert>{{concert_id, "아이유"}});
        w.dates().add(std::vector<ConcertDate>{{date_id, concert_id, evening, 0}});
        w.seats().add(std::vector{seat(1, 1), seat(2, 2), seat(3, 3)});
        w.dates().shift_available(std::vector<AvailabilityShift>{{date_id, 3}});
        w.users().add(std::vector<NamedUser>{{{kim, Points{500}}, "김민수"}, {{lee, Points{500}}, "Lee"}});
        w.histories().add(std::vector{charge(1, kim, 500, 500), charge(2, lee, 500, 500)});
    });
}

void StoreContract::reopen() {
    work.reset();
    work = store->open_work();
}

std::vector<Seat> StoreContract::seats(std::vector<SeatId> const& ids) {
    return look([&](UnitOfWork& w) { return w.seats().lock(ids); });
}

std::vector<ReservedSeat> StoreContract::reservations(std::vector<ReservedSeatId> const& begun_by) {
    std::vector<ReservationId> ids;
    for (auto const first : begun_by) ids.push_back(onsale::begun_by(first));
    return look([&](UnitOfWork& w) { return w.reservations().find(ids); });
}

std::vector<ReservedSeat> StoreContract::open_of(std::vector<SeatId> const& ids) {
    return look([&](UnitOfWork& w) { return w.reservations().find_open_of(ids); });
}

std::vector<User> StoreContract::users(std::vector<UserId> const& ids) {
    return look([&](UnitOfWork& w) { return w.users().lock(ids); });
}

std::int64_t StoreContract::available() {
    return look([](UnitOfWork& w) { return w.dates().lock(std::vector{date_id}).at(0).available_seats; });
}

std::vector<std::uint32_t> StoreContract::history(UserId user, std::optional<LedgerEntryId> before, std::size_t most) {
    auto const page = look([&](UnitOfWork& w) { return w.histories().page(user, before, most); });
    std::vector<std::uint32_t> numbers;
    for (auto const& entry : page)
        numbers.push_back(static_cast<std::uint32_t>(entry.id.value.bytes[14] * 256 + entry.id.value.bytes[15]));
    return numbers;
}

void StoreContract::remember_answers(std::vector<RememberedAnswer> const& answers) {
    std::vector<IdempotencyKey> keys;
    for (auto const& each : answers) keys.push_back(each.use.key);
    std::ranges::sort(keys);
    commit([&](UnitOfWork& w) {
        w.answers().claim(keys);
        w.answers().remember(answers);
    });
}

std::vector<RememberedAnswer> StoreContract::answers_under(std::vector<IdempotencyKey> const& keys) {
    return look([&](UnitOfWork& w) { return w.answers().claim(keys); });
}

std::vector<std::string> StoreContract::bodies_under(std::vector<IdempotencyKey> const& keys) {
    std::vector<std::string> bodies;
    for (auto const& each : answers_under(keys)) bodies.push_back(each.body);
    std::ranges::sort(bodies);
    return bodies;
}

void StoreContract::expect_same(ReservedSeat const& found, ReservedSeat const& expected) {
    EXPECT_EQ(found.id, expected.id);
    EXPECT_EQ(found.reservation, expected.reservation);
    EXPECT_EQ(found.seat, expected.seat);
    EXPECT_EQ(found.user, expected.user);
    EXPECT_EQ(found.price, expected.price);
    EXPECT_EQ(found.state, expected.state);
    EXPECT_EQ(found.created_at, expected.created_at);
    EXPECT_EQ(found.hold_expires_at, expected.hold_expires_at);
    EXPECT_EQ(found.payment, expected.payment);
    EXPECT_EQ(found.paid_at, expected.paid_at);
    EXPECT_EQ(found.session, expected.session);
}

}  // namespace onsale::contract
