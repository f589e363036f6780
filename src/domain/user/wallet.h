// The rules of charging and paying points. Pure; a wallet's user and its new entry are saved together or not at all.
#pragma once

#include <optional>

#include "domain/refusal.h"
#include "domain/user/point_history.h"
#include "domain/user/user.h"

namespace onsale {

struct WalletChange {
    User user;  // with the new balance
    LedgerEntry entry;
};

// `amount`: 1 to limits::largest_charge, checked where it came in.
// Refuses: balance_overflow (amount: what can still be charged).
Decision<WalletChange> charge(User const& user, Points amount, LedgerEntryId fresh, Instant now);

// `price` may be 0 (a free seat still has its payment entry). `session`: the one that the payment ends, if any.
// Refuses: points_short (amount: what is missing).
Decision<WalletChange> pay(User const& user, Points price, ReservationId reservation, LedgerEntryId fresh, Instant now,
                           std::optional<SessionId> session = {});

}  // namespace onsale
