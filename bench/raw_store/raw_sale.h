// Reservations and payments by SQLite alone, on the schema and with the pragmas of the sale's store: what one would
// write who need not answer why a seat cannot be had. Nothing is read first; the guards stand in the statements.
#pragma once

#include <filesystem>
#include <vector>

#include "batches.h"
#include "domain/identifiers.h"
#include "infrastructure/system/system_clock.h"
#include "infrastructure/system/uuid_v7_source.h"

namespace onsale::bench {

class RawSale {
  public:
    // One date on sale with `rows` seats, and as many users, each with the points for a seat. Nothing of it is timed.
    // Throws StorageFault; std::runtime_error when the directory holds a sale already.
    RawSale(std::filesystem::path const& data, std::size_t rows);

    // Both return the seconds it took, and throw when a guard did not let a row through.

    // Each transaction holds, for every row: UPDATE seat (available to reserved), INSERT reservation; and once:
    // UPDATE concert_date (the count of available seats). User i takes seat i.
    double write_reservations(std::size_t batch);

    // After the reservations. Each transaction holds, for every row: UPDATE seat (reserved to held), UPDATE
    // reservation (to paid), UPDATE user (the balance, which it returns), INSERT point_history.
    double write_payments(std::size_t batch);

  private:
    void fill();
    void start_log_over();

    SystemClock const clock_;
    UuidV7Source ids_{clock_};
    sqlite::Database database_;
    ConcertDateId date_;
    std::vector<SeatId> seats_;
    std::vector<UserId> users_;
    std::vector<ReservationId> reservations_;
};

}  // namespace onsale::bench
