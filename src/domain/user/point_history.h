// The ledger: every change of a balance is an entry that is only ever added.
#pragma once

#include <cstdint>
#include <optional>

#include "domain/identifiers.h"
#include "domain/instant.h"
#include "domain/points.h"

namespace onsale {

enum class LedgerReason : std::uint8_t {
    charge = 0,
    payment = 1,
};

struct LedgerEntry {
    LedgerEntryId id;
    UserId user;
    LedgerReason reason = LedgerReason::charge;
    Points amount;                             // signed: a charge adds, a payment takes
    Points balance;                            // after this entry
    std::optional<ReservationId> reservation;  // of a payment
    Instant at;
};

}  // namespace onsale
