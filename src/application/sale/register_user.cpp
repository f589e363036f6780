#include "application/sale/register_user.h"

namespace onsale {

void RegisterUser::decide(Desk& desk, Circumstances const& at) {
    NamedUser user{.user = {.id = at.ids.make<UserId>(), .balance = {}}, .name = user_name_};
    desk.add(user);
    outcome = std::move(user);
}

}  // namespace onsale
