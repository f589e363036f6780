#include "domain/user/wallet.h"

#include "domain/invariant.h"
#include "domain/limits.h"

namespace onsale {
namespace {

WalletChange change(User const& user, LedgerEntry entry) {
    User after = user;
    after.balance = user.balance + entry.amount;
    invariant(after.balance >= Points{0}, "no balance is negative");
    entry.user = user.id;
    entry.balance = after.balance;
    return {after, entry};
}

}  // namespace

Decision<WalletChange> charge(User const& user, Points amount, LedgerEntryId fresh, Instant now) {
    invariant(amount > Points{0} && amount.value <= limits::largest_charge, "a charge is within its limits");
    Points const room = Points{limits::largest_balance} - user.balance;
    if (amount > room) return refuse(Reason::balance_overflow, room.value);
    return change(user, LedgerEntry{.id = fresh,
                                    .user = {},
                                    .reason = LedgerReason::charge,
                                    .amount = amount,
                                    .balance = {},
                                    .reservation = {},
                                    .at = now});
}

Decision<WalletChange> pay(User const& user, Points price, ReservationId reservation, LedgerEntryId fresh, Instant now,
                           std::optional<SessionId> session) {
    invariant(price >= Points{0}, "no price is negative");
    if (user.balance < price) return refuse(Reason::points_short, (price - user.balance).value);
    auto paid = change(user, LedgerEntry{.id = fresh,
                                         .user = {},
                                         .reason = LedgerReason::payment,
                                         .amount = -price,
                                         .balance = {},
                                         .reservation = reservation,
                                         .at = now});
    // One that was paid before stays the last one: a payment without a session ends none.
    if (session) paid.user.paid_session = session;
    return paid;
}

}  // namespace onsale
