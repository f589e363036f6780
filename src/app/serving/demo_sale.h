// A sale to look at: a concert in a club and one in a stadium, both in the weeks to come.
#pragma once

#include "app/serving/store/offline_store.h"
#include "domain/instant.h"

namespace onsale {

// Puts each of the two on sale, unless the store has a date of it that is still to come: so it may be called at every
// start, and starts after a year show dates to come again. Throws std::runtime_error, saying why, when that fails.
void put_demo_on_sale(OfflineStore& store, Instant now);

}  // namespace onsale
