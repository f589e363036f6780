#include "api/handlers/known_user.h"

#include "api/http/io_thread.h"
#include "api/services.h"

namespace onsale::api {

http::Awaitable<bool> is_known(Call const& call, UserId user) {
    auto const& wallets = call.services.boards.wallets;
    if (wallets.knows(user)) co_return true;
    auto* others = call.services.others;
    if (others == nullptr) co_return false;
    co_await http::on_other_thread(call.io, call.services.reader, [others] { others->catch_up(); });
    co_return wallets.knows(user);
}

}  // namespace onsale::api
