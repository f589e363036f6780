#include "application/sale/register_user.h"

namespace onsale {

void RegisterUser::decide(SaleRows& rows, DecisionContext const& at) {
    if (auto const* known = lost_ ? rows.user(*lost_) : nullptr) {
        outcome = NamedUser{.user = *known, .name = user_name_};
        return;
    }
    NamedUser user{.user = {.id = lost_ ? *lost_ : at.ids.make<UserId>(), .balance = {}}, .name = user_name_};
    rows.add(user);
    outcome = std::move(user);
}

}  // namespace onsale
