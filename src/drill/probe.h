// The probe is a fan that enters before the crowd and reads the seats of the hall.
#pragma once

#include "drill/rehearsal.h"

namespace onsale::drill {

// Fills rehearsal.hall with the date that has the most free seats. Throws CannotBegin.
Awaitable<void> probe(Rehearsal& rehearsal);

}  // namespace onsale::drill
