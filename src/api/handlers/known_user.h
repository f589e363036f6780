// Users who registered on another node a moment ago are users here, too.
#pragma once

#include "api/http/awaitable.h"
#include "api/routing/call.h"
#include "domain/identifiers.h"

namespace onsale::api {

// Is there such a user? When the board does not know them, and other nodes share the store, their news is awaited
// first. Await it in a statement of its own (see answering.h).
http::Awaitable<bool> is_known(Call const& call, UserId user);

}  // namespace onsale::api
