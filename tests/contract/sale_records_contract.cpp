// The records of a sale: every row in exactly one piece, whatever the size of a piece.
#include "contract/store_under_test.h"

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
