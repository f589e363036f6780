// All boards of the sale together: filled from the archive at start, kept in step by the clerk.
#pragma once

#include "application/boards/changes.h"
#include "application/boards/sale_archive.h"
#include "application/boards/seat_board.h"
#include "application/boards/steering_board.h"
#include "application/boards/wallet_board.h"
#include "application/clerk/clerk.h"

namespace onsale {

class Boards final : public CommitListener {
  public:
    SeatBoard seats;
    WalletBoard wallets;
    SteeringBoard steering;

    // Once, before the first command. Errors: StorageFault.
    void fill(SaleArchive& archive);
    void committed(Desk const& desk) noexcept override;
    // The same, as it came from a store that other nodes use, too: each change once, in the order of the commits.
    void show(Changes const& changes);
};

}  // namespace onsale
