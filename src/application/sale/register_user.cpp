#include "application/sale/register_user.h"

namespace onsale {

void RegisterUser::decide(Desk& desk, Circumstances const& at) {
    if (auto const* known = lost_ ? desk.user(*lost_) : nullptr) {
        outcome = NamedUser{.user = *known, .name = user_name_};
        return;
    }
    NamedUser user{.user = {.id = lost_ ? *lost_ : at.ids.make<UserId>(), .balance = {}}, .name = user_name_};
    desk.add(user);
    outcome = std::move(user);
}

}  // namespace onsale
