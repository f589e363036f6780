// The sale's records: whole tables for the operator, read piece by piece while the sale goes on.
//
// Each piece is a question of its own, so that nothing is held open while a client takes its time: neither a
// transaction nor a thread. A piece is of one instant; the next one may be of a later one. What is there when the
// first piece is read, and does not change meanwhile, is in exactly one piece.
// For one thread at a time, apart from the clerk. Errors: StorageFault.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/concert/concert.h"
#include "domain/concert/reservation.h"
#include "domain/concert/seat.h"
#include "domain/user/point_history.h"

namespace onsale {

struct ReservationRecord {
    ReservedSeat reserved;
    std::string user_name;
    std::int32_t seat_number = 0;
    SeatLabels labels;
    ConcertDateId concert_date;
    Instant date;
    std::string singer_name;
    SeatTraits traits{};
    ConcertId concert{};
};

// As much of its seat as is on record: what a ticket says of it.
inline LabelledSeat seat_on_record(ReservationRecord const& record) {
    LabelledSeat seat{.seat = {}, .labels = record.labels};
    seat.seat.id = record.reserved.seat;
    seat.seat.concert_date = record.concert_date;
    seat.seat.number = record.seat_number;
    seat.seat.traits = record.traits;
    return seat;
}

struct LedgerRecord {
    LedgerEntry entry;
    std::string user_name;
};

struct BlockedSeatRecord {
    SeatId id;
    std::int32_t number = 0;
    SeatLabels labels;
    Block block;
};

// What a fan did with the seats of a date that they took within some time.
struct HoarderRecord {
    UserId user;
    std::string user_name;
    std::int64_t takes = 0;  // together these are:
    std::int64_t lapsed = 0;
    std::int64_t given_back = 0;
    std::int64_t held = 0;  // and unpaid
    std::int64_t paid = 0;
};

// A date at a moment: blocks and holds end by the clock.
struct DateAt {
    ConcertDateId date;
    Instant now;
};

class SaleRecords {
  public:
    virtual ~SaleRecords() = default;

    // Seat by seat. In the order of their ids, those behind `after`; fewer than `most`: these were the last.
    virtual std::vector<ReservationRecord> reservations(std::optional<ReservedSeatId> after, std::size_t most) = 0;

    // The paid seats of a user; the newest reservation first, each in the order of its seats. Those before `before`;
    // fewer than `most`: these were the last.
    virtual std::vector<ReservationRecord> paid_seats_of(UserId user, std::optional<ReservationId> before,
                                                         std::size_t most) = 0;

    // User by user, each in the order of the entries.
    struct LedgerCursor {
        UserId user;
        LedgerEntryId entry;
    };
    virtual std::vector<LedgerRecord> ledger(std::optional<LedgerCursor> after, std::size_t most) = 0;

    // The seats that are blocked then, in the order of their ids, those behind `after`.
    virtual std::vector<BlockedSeatRecord> blocked_seats(DateAt const& at, std::optional<SeatId> after,
                                                         std::size_t most) = 0;

    // The `most` fans who let the most seats lapse or gave them back, of those taken since then; the worst first, only
    // fans with such seats. At most the newest most_takes_looked_at of all dates are looked at, so that a question is
    // always short.
    static constexpr std::int64_t most_takes_looked_at = 100'000;
    virtual std::vector<HoarderRecord> hoarders(DateAt const& at, Instant since, std::size_t most) = 0;
};

}  // namespace onsale
