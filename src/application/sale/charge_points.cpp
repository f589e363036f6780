#include "application/sale/charge_points.h"

#include "domain/user/wallet.h"

namespace onsale {

void ChargePoints::want(Wanted& wanted) const { wanted.users.push_back(user_); }

void ChargePoints::decide(SaleRows& rows, DecisionContext const& at) {
    auto const* user = rows.user(user_);
    if (user == nullptr) {
        outcome = refuse(Reason::unknown_user);
        return;
    }
    auto const change = charge(*user, amount_, at.ids.make<LedgerEntryId>(), at.now);
    if (!change) {
        outcome = std::unexpected(change.error());
        return;
    }
    rows.put(change->user);
    rows.add(change->entry);
    outcome = PointsCharged{amount_, change->user.balance};
}

}  // namespace onsale
