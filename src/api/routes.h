// The whole API on one screen.
#pragma once

#include <span>

#include "api/routing/router.h"

namespace onsale::api {

std::span<Route const> routes();

}  // namespace onsale::api
