// What is written for other nodes is read by them as it was; bytes that nobody wrote are refused.
#include "infrastructure/postgres/change_feed/payload.h"

#include <gtest/gtest.h>

#include "application/storage_fault.h"
#include "domain/numbered.h"
#include "domain/waiting/fans.h"

namespace onsale::postgres {
namespace {

Changes some_changes() {
    Changes changes;
    changes.concerts.push_back({numbered<ConcertId>(1), "아이유"});
    changes.dates.push_back({numbered<ConcertDateId>(2), numbered<ConcertId>(1), opening, 7, false});
    changes.dates.push_back({.id = numbered<ConcertDateId>(8),
                             .concert = numbered<ConcertId>(1),
                             .date = opening,
                             .unfinished = Unfinished{opening + seconds{4}}});
    changes.removed_dates.push_back(numbered<ConcertDateId>(9));
    changes.seats.push_back(
        {{numbered<SeatId>(3), numbered<ConcertDateId>(2), 12, Points{99'000}, SeatStatus::available},
         {"나", "", "7"}});
    changes.users.push_back({numbered<UserId>(4), Points{-1}, SessionId{{4'000'000'000}, opening + seconds{1}}});
    changes.users.push_back({numbered<UserId>(5), Points{1}});
    changes.reserved_seats.push_back({.id = numbered<ReservedSeatId>(5),
                                      .reservation = numbered<ReservationId>(50),
                                      .seat = numbered<SeatId>(3),
                                      .user = numbered<UserId>(4),
                                      .price = Points{99'000},
                                      .state = ReservationState::paid,
                                      .created_at = opening,
                                      .hold_expires_at = opening + seconds{300},
                                      .payment = numbered<LedgerEntryId>(6),
                                      .paid_at = opening + seconds{9},
                                      .session = SessionId{{7}, opening + milliseconds{3}}});
    changes.steering.push_back({.line = LineId::parse("balcony").value(),
                                .paused = true,
                                .capacity = 500,
                                .admit_per_second = std::nullopt,
                                .opens_at = opening,
                                .message = LineMessage{"잠시만요", opening},
                                .changed_at = opening + seconds{2}});
    return changes;
}

TEST(ChangePayload, everything_is_read_back_as_it_was) {
    auto const read = read_payload(payload_of(some_changes()));
    auto const written = some_changes();
    EXPECT_EQ(payload_of(read), payload_of(written)) << "every field, byte for byte";
    ASSERT_EQ(read.seats.size(), 1U);
    EXPECT_EQ(read.concerts.at(0).singer_name, "아이유");
    EXPECT_EQ(read.dates.at(0).date, opening);
    EXPECT_FALSE(read.dates[0].on_sale);
    EXPECT_FALSE(read.dates[0].unfinished);
    EXPECT_EQ(read.dates.at(1).unfinished.value().last_piece_at, opening + seconds{4});
    EXPECT_EQ(read.removed_dates, std::vector{numbered<ConcertDateId>(9)});
    EXPECT_EQ(read.steering, written.steering);
    EXPECT_EQ(read.seats[0].labels.section, "나");
    EXPECT_EQ(read.seats[0].labels.row, "");
    EXPECT_EQ(read.seats[0].seat.number, 12);
    EXPECT_EQ(read.users.at(0).balance, Points{-1});
    EXPECT_EQ(read.users[0].paid_session, (SessionId{{4'000'000'000}, opening + seconds{1}}));
    EXPECT_EQ(read.users.at(1).paid_session, std::nullopt);
    EXPECT_EQ(read.reserved_seats.at(0).session, (SessionId{{7}, opening + milliseconds{3}}));
    EXPECT_EQ(read.reserved_seats.at(0).reservation, numbered<ReservationId>(50));
    EXPECT_EQ(read.reserved_seats.at(0).state, ReservationState::paid);
    EXPECT_EQ(read.reserved_seats[0].payment, numbered<LedgerEntryId>(6));
    EXPECT_EQ(read.reserved_seats[0].hold_expires_at, opening + seconds{300});
}

TEST(ChangePayload, nothing_is_something_too) { EXPECT_TRUE(read_payload(payload_of(Changes{})).seats.empty()); }

TEST(ChangePayload, bytes_that_stop_early_or_go_on_are_refused) {
    auto const whole = payload_of(some_changes());
    for (std::size_t length = 0; length < whole.size(); ++length) {
        EXPECT_THROW(read_payload(std::span(whole).first(length)), StorageFault) << length;
    }
    auto longer = whole;
    longer.push_back(0);
    EXPECT_THROW(read_payload(longer), StorageFault);
}

TEST(ChangePayload, another_version_is_refused) {
    auto payload = payload_of(some_changes());
    payload[0] = 1;
    EXPECT_THROW(read_payload(payload), StorageFault);
}

}  // namespace
}  // namespace onsale::postgres
