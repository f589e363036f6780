// The sale's records, from a session of their own, which is made again where it was lost.
#pragma once

#include <string>

#include "application/sale_records.h"
#include "infrastructure/postgres/connection.h"

namespace onsale::postgres {

class PostgresSaleRecords final : public SaleRecords {
  public:
    // Connects when first asked.
    explicit PostgresSaleRecords(std::string url) : connection_(std::move(url)) {}
    std::vector<ReservationRecord> reservations(std::optional<ReservedSeatId> after, std::size_t most) override;
    std::vector<ReservationRecord> paid_seats_of(UserId user, std::optional<ReservationId> before,
                                                 std::size_t most) override;
    std::vector<LedgerRecord> ledger(std::optional<LedgerCursor> after, std::size_t most) override;
    std::vector<BlockedSeatRecord> blocked_seats(DateAt const& at, std::optional<SeatId> after,
                                                 std::size_t most) override;
    std::vector<HoarderRecord> hoarders(DateAt const& at, Instant since, std::size_t most) override;

  private:
    template <class Ask>
    auto asked(Ask const& ask);

    Connection connection_;
};

}  // namespace onsale::postgres
