// All boards of the sale together: filled from the archive at start, kept in step by the clerk or by the change feed.
#pragma once

#include "application/boards/sale_archive.h"
#include "application/boards/seat_board.h"
#include "application/boards/steering_board.h"
#include "application/boards/wallet_board.h"
#include "application/clerk/changes.h"

namespace onsale {

class Boards final : public CommitListener {
  public:
    SeatBoard seats;
    WalletBoard wallets;
    SteeringBoard steering;

    // Once, before the first command. Dates that are over by then are left out. Errors: StorageFault.
    void fill(SaleArchive& archive, Instant now);
    // All that there is now, in place of what was shown: the store has another history. Returns false, and has changed
    // nothing, when a date or seat that was shown is not in it: readers of a board keep its seats. By the one
    // thread that writes to the boards. Errors: StorageFault; then they are as they were.
    bool fill_again(SaleArchive& archive, Instant now);
    // Of all wallets, and of the dates that are not over then; exact while nobody writes to the boards.
    BoardsDigest digest(Instant now) const;
    void committed(Changes const& changes) noexcept override { show(changes); }
    // Each change once, in the order of the commits, whichever node made them.
    void show(Changes const& changes);
};

}  // namespace onsale
