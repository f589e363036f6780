// The sale's records, from a connection of their own kind: read-only, apart from the clerk's.
#pragma once

#include "application/sale_records.h"
#include "infrastructure/sqlite/connection.h"

namespace onsale::sqlite {

class SqliteSaleRecords final : public SaleRecords {
  public:
    // Borrows the file; both belong to one thread at a time.
    explicit SqliteSaleRecords(Database& database);
    std::vector<ReservationRecord> reservations(std::optional<ReservedSeatId> after, std::size_t most) override;
    std::vector<ReservationRecord> paid_seats_of(UserId user, std::optional<ReservationId> before,
                                                 std::size_t most) override;
    std::vector<LedgerRecord> ledger(std::optional<LedgerCursor> after, std::size_t most) override;
    std::vector<BlockedSeatRecord> blocked_seats(DateAt const& at, std::optional<SeatId> after,
                                                 std::size_t most) override;
    std::vector<HoarderRecord> hoarders(DateAt const& at, Instant since, std::size_t most) override;

  private:
    Statement reservations_;
    Statement paid_seats_;
    Statement ledger_;
    Statement blocked_;
    Statement hoarders_;
};

}  // namespace onsale::sqlite
