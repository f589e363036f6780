// SessionId: which session of the line. A place comes in once, so it names its session; entered_at tells it from the
// session of a place with the same number in a line that was begun again after a loss.
//
// Compared by equality only. entered_at was read from one machine's clock: whether it lies before an instant of another
// machine says nothing, and it is never translated from one clock to another.
#pragma once

#include "domain/identifiers.h"
#include "domain/instant.h"

namespace onsale {

struct SessionId {
    PlaceNumber place;
    Instant entered_at;
    bool operator==(SessionId const&) const = default;
};

}  // namespace onsale
