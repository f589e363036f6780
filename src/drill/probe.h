// The probe: a fan who comes in before the crowd, to learn the hall.
#pragma once

#include "drill/rehearsal.h"

namespace onsale::drill {

// Fills rehearsal.hall with the date that has the most free seats. Throws CannotBegin.
Awaitable<void> probe(Rehearsal& rehearsal);

}  // namespace onsale::drill
