// The poll of a fan who has polled the same way before on this connection.
#pragma once

#include <memory>

#include "api/routing/call.h"
#include "api/services.h"

namespace onsale::api {

// For the engine to keep (http/repeat.h). `standing`: what the poll has just been answered with. Null: better not,
// because the fan has no ticket of this place to show yet, or because the operator wants to see every request.
std::unique_ptr<http::Repeat> poll_again(Call const& call, Standing const& standing);

}  // namespace onsale::api
