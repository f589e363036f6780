#include <algorithm>

#include "domain/invariant.h"
#include "infrastructure/sale_encoding/rows.h"
#include "infrastructure/sqlite/sale/columns.h"
#include "infrastructure/sqlite/sale/repositories.h"

namespace onsale::sqlite {
namespace {

constexpr auto find_seat = "SELECT " ONSALE_SEAT_COLUMNS
                           " FROM seat"
                           " JOIN concert_date ON concert_date.id = seat.concert_date_id"
                           " WHERE seat.id = ?1 AND last_piece_at IS NULL";
constexpr auto seat_number_taken = "SELECT 1 FROM seat WHERE concert_date_id = ?1 AND seat_number = ?2";
constexpr auto count_seats = "SELECT count(*) FROM seat WHERE concert_date_id = ?1";
constexpr auto add_seat =
    "INSERT INTO seat (id, concert_date_id, seat_number, section, row, seat, price, status, traits)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr auto save_seat_status = "UPDATE seat SET status = ?2 WHERE id = ?1 AND status = ?3";
constexpr auto find_block =
    "SELECT id, blocked_reason, blocked_until FROM seat WHERE id = ?1 AND blocked_until IS NOT NULL";
constexpr auto save_block = "UPDATE seat SET blocked_reason = ?2, blocked_until = ?3 WHERE id = ?1";
constexpr auto save_price = "UPDATE seat SET price = ?2 WHERE id = ?1";

}  // namespace

SqliteSeats::SqliteSeats(Database& database)
    : find_(database.prepare(find_seat)),
      taken_(database.prepare(seat_number_taken)),
      count_(database.prepare(count_seats)),
      add_(database.prepare(add_seat)),
      save_status_(database.prepare(save_seat_status)),
      find_block_(database.prepare(find_block)),
      save_block_(database.prepare(save_block)),
      save_price_(database.prepare(save_price)) {}

std::vector<Seat> SqliteSeats::lock(std::span<SeatId const> ids) {
    std::vector<Seat> found;
    found.reserve(ids.size());
    for (auto const& id : ids) {
        bind(find_, 1, id);
        while (find_.step()) found.push_back(read_seat(find_));
    }
    std::ranges::sort(found, {}, &Seat::id);
    auto const again = std::ranges::unique(found, {}, &Seat::id);
    found.erase(again.begin(), again.end());
    return found;
}

std::vector<SeatNumberSlot> SqliteSeats::taken(std::span<SeatNumberSlot const> slots) {
    std::vector<SeatNumberSlot> found;
    for (auto const& slot : slots) {
        bind(taken_, 1, slot.concert_date).bind(2, std::int64_t{slot.number});
        while (taken_.step()) found.push_back(slot);
    }
    return found;
}

std::int64_t SqliteSeats::count(ConcertDateId date) {
    bind(count_, 1, date);
    std::int64_t seats = 0;
    while (count_.step()) seats = count_.integer(0);
    return seats;
}

void SqliteSeats::add(std::span<LabelledSeat const> seats) {
    for (auto const& [seat, labels] : seats) {
        bind(add_, 1, seat.id);
        bind(add_, 2, seat.concert_date)
            .bind(3, std::int64_t{seat.number})
            .bind(4, labels.section)
            .bind(5, labels.row)
            .bind(6, labels.seat)
            .bind(7, seat.price.value)
            .bind(8, static_cast<std::int64_t>(seat.status))
            .bind(9, std::int64_t{seat.traits.bits()});
        add_.run();
    }
}

void SqliteSeats::save_status(std::span<SeatChange const> changes) {
    for (auto const& [seat, loaded] : changes) {
        bind(save_status_, 1, seat.id)
            .bind(2, static_cast<std::int64_t>(seat.status))
            .bind(3, static_cast<std::int64_t>(loaded));
        invariant(save_status_.run() == 1, "a seat that was loaded is there to be saved, as it was");
    }
}

std::vector<SeatBlock> SqliteSeats::find_blocks(std::span<SeatId const> seats) {
    std::vector<SeatBlock> found;
    for (auto const& seat : seats) {
        bind(find_block_, 1, seat);
        while (find_block_.step()) found.push_back(read_block(find_block_));
    }
    return found;
}

void SqliteSeats::save_blocks(std::span<SeatBlock const> blocks) {
    for (auto const& [seat, block] : blocks) {
        bind(save_block_, 1, seat);
        if (block) {
            bind(save_block_.bind(2, block->reason), 3, block->until);
        } else {
            save_block_.bind(2, nullptr).bind(3, nullptr);
        }
        invariant(save_block_.run() == 1, "a seat that was loaded is there to be blocked");
    }
}

void SqliteSeats::save_prices(std::span<Seat const> seats) {
    for (auto const& seat : seats) {
        bind(save_price_, 1, seat.id).bind(2, seat.price.value);
        invariant(save_price_.run() == 1, "a seat that was loaded is there to cost something else");
    }
}

}  // namespace onsale::sqlite
