// The records of a sale: every row in exactly one piece, whatever the size of a piece.
#include "contract/store_under_test.h"
#include "domain/id_at.h"

namespace onsale::contract {
namespace {

template <class Rows, class Read, class Cursor>
Rows all_of(Read const& read, Cursor const& cursor_of, std::size_t most) {
    Rows all;
    std::optional<decltype(cursor_of(all.front()))> after;
    for (;;) {
        auto rows = read(after, most);
        EXPECT_LE(rows.size(), most);
        all.insert(all.end(), rows.begin(), rows.end());
        if (rows.size() < most) return all;
        after = cursor_of(rows.back());
    }
}

std::vector<ReservationRecord> all_reservations(SaleRecords& records, std::size_t most) {
    return all_of<std::vector<ReservationRecord>>(
        [&](auto const& after, std::size_t count) { return records.reservations(after, count); },
        [](ReservationRecord const& record) { return record.reserved.id; }, most);
}

std::vector<LedgerRecord> whole_ledger(SaleRecords& records, std::size_t most) {
    return all_of<std::vector<LedgerRecord>>(
        [&](auto const& after, std::size_t count) { return records.ledger(after, count); },
        [](LedgerRecord const& record) {
            return SaleRecords::LedgerCursor{record.entry.user, record.entry.id};
        },
        most);
}

TEST_P(StoreContract, an_empty_store_has_no_records) {
    auto const records = store->open_records();
    EXPECT_TRUE(records->reservations(std::nullopt, 10).empty());
    EXPECT_TRUE(records->ledger(std::nullopt, 10).empty());
    EXPECT_TRUE(records->blocked_seats({date_id, opening}, std::nullopt, 10).empty());
    EXPECT_TRUE(records->hoarders({date_id, opening}, opening - seconds{3'600}, 10).empty());
}

TEST_P(StoreContract, the_blocked_seats_of_a_date_are_on_record_until_their_blocks_end) {
    fill();
    auto const other = numbered<ConcertDateId>(2);
    Block const desk{"sound desk"};
    Block const house{"house seats", evening};
    commit([&](UnitOfWork& w) {
        w.dates().add(std::vector<ConcertDate>{{other, concert_id, evening + seconds{1}, 1}});
        w.seats().add(std::vector{seat(4, 1, other)});
        w.seats().save_blocks(std::vector<SeatBlock>{
            {numbered<SeatId>(1), desk}, {numbered<SeatId>(3), house}, {numbered<SeatId>(4), desk}});
    });
    auto const records = store->open_records();
    auto const at = [&](Instant now, std::optional<SeatId> after = {}, std::size_t most = 10) {
        std::vector<std::pair<SeatId, Block>> found;
        for (auto const& each : records->blocked_seats({date_id, now}, after, most)) {
            EXPECT_EQ(each.labels.section, seat(1, 1).labels.section);
            EXPECT_EQ(numbered<SeatId>(static_cast<std::uint32_t>(each.number)), each.id);
            found.emplace_back(each.id, each.block);
        }
        return found;
    };
    std::pair const first{numbered<SeatId>(1), desk};
    std::pair const third{numbered<SeatId>(3), house};
    EXPECT_THAT(at(opening), testing::ElementsAre(first, third));
    EXPECT_THAT(at(opening, {}, 1), testing::ElementsAre(first));
    EXPECT_THAT(at(opening, numbered<SeatId>(1)), testing::ElementsAre(third));
    EXPECT_THAT(at(evening), testing::ElementsAre(first));
}

TEST_P(StoreContract, hoarders_are_the_fans_whose_seats_of_the_date_lapsed_or_were_given_back_since_then) {
    fill();
    auto const other = numbered<ConcertDateId>(2);
    std::uint32_t made = 0;
    // As a node makes it: the id begins with the moment.
    auto const taken = [&](std::uint32_t seat, UserId user, Instant at, ReservationState state) {
        auto reserved = closed(hold(++made, seat, user), state);
        reserved.id = first_id_at<ReservedSeatId>(at);
        reserved.id.value.bytes[15] = static_cast<std::uint8_t>(made);
        reserved.reservation = begun_by(reserved.id);
        reserved.created_at = at;
        reserved.hold_expires_at = at + seconds{300};
        return reserved;
    };
    auto const now = opening + std::chrono::hours{2};
    auto const since = now - std::chrono::hours{1};
    using enum ReservationState;
    commit([&](UnitOfWork& w) {
        w.dates().add(std::vector<ConcertDate>{{other, concert_id, evening + seconds{1}, 1}});
        w.seats().add(std::vector{seat(4, 1, other)});
        w.reservations().add(std::vector{taken(1, kim, since - milliseconds{1}, expired), taken(1, kim, since, expired),
                                         taken(1, kim, since + seconds{1}, released),
                                         taken(1, kim, now - seconds{1}, reserved), taken(2, lee, since, released),
                                         taken(2, lee, since, released), taken(2, lee, since + seconds{2}, reserved),
                                         taken(4, lee, since, expired)});
    });
    auto const records = store->open_records();
    auto const worst = records->hoarders({date_id, now}, since, 10);
    ASSERT_EQ(worst.size(), 2U);
    EXPECT_EQ(worst[0].user, lee);
    EXPECT_EQ(worst[0].takes, 3);
    EXPECT_EQ(worst[0].given_back, 2);
    EXPECT_EQ(worst[0].lapsed, 1) << "a hold that ran out and is not tidied";
    EXPECT_EQ(worst[0].held, 0);
    EXPECT_EQ(worst[1].user, kim);
    EXPECT_EQ(worst[1].takes, 3);
    EXPECT_EQ(worst[1].lapsed, 1);
    EXPECT_EQ(worst[1].given_back, 1);
    EXPECT_EQ(worst[1].held, 1);
    EXPECT_EQ(worst[1].paid, 0);
    EXPECT_FALSE(worst[1].user_name.empty());
    EXPECT_EQ(records->hoarders({date_id, now}, since, 1).size(), 1U);
    EXPECT_TRUE(records->hoarders({date_id, now}, now, 10).empty());
}

TEST_P(StoreContract, the_paid_seats_of_a_user_are_on_record_the_newest_reservation_first) {
    fill();
    auto const other = numbered<ConcertDateId>(2);
    auto const first = paid_by(hold(1, 1), 7);
    auto second = paid_by(hold(2, 2), 7);
    second.reservation = first.reservation;
    auto const later = paid_by(hold(3, 4), 8);
    auto const of_lee = paid_by(hold(4, 3, lee), 9);
    commit([&](UnitOfWork& w) {
        w.dates().add(std::vector<ConcertDate>{{other, concert_id, evening + seconds{1}, 1}});
        w.seats().add(std::vector{seat(4, 1, other), seat(5, 2, other)});
        w.reservations().add(std::vector{first, second, later, of_lee, hold(5, 5)});
        w.histories().add(std::vector{payment(7, first, 0), payment(8, later, 0), payment(9, of_lee, 0)});
    });
    auto const records = store->open_records();
    auto const paid = [&](std::optional<ReservationId> before = {}, std::size_t most = 10) {
        std::vector<ReservedSeatId> ids;
        for (auto const& each : records->paid_seats_of(kim, before, most)) {
            EXPECT_EQ(each.concert, concert_id);
            EXPECT_EQ(each.concert_date, each.reserved.id == later.id ? other : date_id);
            EXPECT_EQ(each.reserved.reservation, each.reserved.id == later.id ? later.reservation : first.reservation);
            ids.push_back(each.reserved.id);
        }
        return ids;
    };
    EXPECT_THAT(paid(), testing::ElementsAre(later.id, first.id, second.id));
    EXPECT_THAT(paid({}, 2), testing::ElementsAre(later.id, first.id));
    EXPECT_THAT(paid(later.reservation), testing::ElementsAre(first.id, second.id));
    EXPECT_TRUE(paid(first.reservation).empty());
}

TEST_P(StoreContract, the_archive_reads_the_dates_that_are_asked_for_and_no_others) {
    fill();
    auto const other = numbered<ConcertDateId>(2);
    auto const reserved = [](LabelledSeat seat) {
        seat.seat.status = SeatStatus::reserved;
        return seat;
    };
    commit([&](UnitOfWork& w) {
        w.dates().add(std::vector<ConcertDate>{{other, concert_id, evening + seconds{1}, 0}});
        w.seats().add(std::vector{reserved(seat(4, 1, other))});
        w.reservations().add(std::vector{hold(1, 4)});
    });
    auto const archive = store->open_archive();
    auto const read = [&](std::vector<ConcertDateId> const& dates) {
        std::pair<std::size_t, std::size_t> found;
        archive->read_seats(dates, [&](LabelledSeat const&) { ++found.first; });
        archive->read_open_reservations(dates, [&](ReservedSeat const&) { ++found.second; });
        return found;
    };
    EXPECT_EQ(read({}), std::pair(std::size_t{0}, std::size_t{0}));
    EXPECT_EQ(read({date_id}), std::pair(std::size_t{3}, std::size_t{0}));
    EXPECT_EQ(read({other}), std::pair(std::size_t{1}, std::size_t{1}));
    EXPECT_EQ(read({date_id, other}), std::pair(std::size_t{4}, std::size_t{1}));
}

TEST_P(StoreContract, every_reservation_is_on_record_in_the_order_of_the_ids_whatever_its_state) {
    fill();
    auto const given_back = closed(hold(1, 1), ReservationState::released);
    auto const paid = paid_by(hold(2, 1, lee), 7);
    auto const held = hold(3, 2);
    commit([&](UnitOfWork& w) {
        w.reservations().add(std::vector{hold(1, 1)});
        w.reservations().save_state(std::vector{from_hold(given_back)});
    });
    commit([&](UnitOfWork& w) {
        w.reservations().add(std::vector{hold(2, 1, lee), held});
        w.histories().add(std::vector{payment(7, paid, 0)});
        w.reservations().save_state(std::vector{from_hold(paid)});
    });
    auto const records = store->open_records();
    for (std::size_t const most : {1U, 2U, 3U, 4U}) {
        auto const all = all_reservations(*records, most);
        ASSERT_EQ(all.size(), 3U);
        expect_same(all[0].reserved, given_back);
        expect_same(all[1].reserved, paid);
        expect_same(all[2].reserved, held);
        EXPECT_EQ(all[0].seat_number, 1);
        EXPECT_EQ(all[2].seat_number, 2);
        EXPECT_EQ(all[0].concert_date, date_id);
        EXPECT_EQ(all[0].date, evening);
        EXPECT_EQ(all[0].singer_name, "아이유");
        EXPECT_EQ(all[0].labels.section, seat(1, 1).labels.section);
        EXPECT_FALSE(all[0].user_name.empty());
        EXPECT_NE(all[0].user_name, all[1].user_name);
    }
}

TEST_P(StoreContract, the_ledger_is_on_record_user_by_user_and_entry_by_entry) {
    fill();
    commit([&](UnitOfWork& w) {
        w.histories().add(std::vector{charge(11, kim, 100, 600), charge(12, lee, 100, 600), charge(13, kim, 100, 700),
                                      charge(14, lee, 100, 700), charge(15, kim, 100, 800)});
    });
    auto const records = store->open_records();
    for (std::size_t const most : {1U, 2U, 7U, 8U}) {
        std::vector<LedgerEntryId> ids;
        std::vector<LedgerEntryId> expected;
        for (std::uint32_t const n : {1U, 11U, 13U, 15U, 2U, 12U, 14U}) expected.push_back(numbered<LedgerEntryId>(n));
        for (auto const& record : whole_ledger(*records, most)) {
            ids.push_back(record.entry.id);
            EXPECT_GT(record.entry.amount, Points{0});
            EXPECT_FALSE(record.entry.reservation);
            EXPECT_FALSE(record.user_name.empty());
        }
        EXPECT_EQ(ids, expected);
    }
}

}  // namespace
}  // namespace onsale::contract
