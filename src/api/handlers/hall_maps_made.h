// The maps of halls and how their seats stand to each other: made when first asked for, on a thread of their own.
// Await these in statements of their own (see answering.h).
#pragma once

#include <memory>
#include <optional>

#include "api/problem/problem.h"
#include "api/rendering/hall_maps.h"
#include "api/routing/call.h"
#include "http/awaitable.h"

namespace onsale::api {

// Null: the store cannot say just now how the hall is drawn.
http::Awaitable<std::shared_ptr<MapPage const>> made_map(Call call, std::shared_ptr<DateBoard> board);

// Afterwards the board has its seating plan. Nullopt: it has; else why it cannot be made now.
http::Awaitable<std::optional<Problem>> missing_seating_plan(Call call, std::shared_ptr<DateBoard> board);

}  // namespace onsale::api
