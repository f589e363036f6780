// Files as answers.
#pragma once

#include "api/assets/assets.h"
#include "api/routing/call.h"

namespace onsale::api {

// With the smallest encoding that the client takes, its tag, the page's policies, and 304 for clients that have it
// already. What lies under /assets/ is named by its content and may be kept for good. For GET and HEAD. The asset
// outlives the answer.
void answer_asset(Call const& call, Asset const& asset);

}  // namespace onsale::api
