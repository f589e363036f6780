// The columns of the steering, in the order in which they are read.
#pragma once

#include <string>

#include "domain/invariant.h"
#include "domain/steering/steering.h"
#include "infrastructure/postgres/sale/columns.h"

#define ONSALE_STEERING_COLUMNS "paused, capacity, admit_per_second, opens_at, message, message_at, changed_at"

namespace onsale::postgres {

inline Steering read_steering(Rows const& rows) {
    invariant(rows.size() == 1, "there is one steering");
    auto const row = rows[0];
    Steering steering{.paused = row.flag(0)};
    if (!row.is_null(1)) steering.capacity = static_cast<std::uint32_t>(row.integer(1));
    if (!row.is_null(2)) steering.admit_per_second = static_cast<std::uint32_t>(row.integer(2));
    if (!row.is_null(3)) steering.opens_at = read_instant(row, 3);
    if (!row.is_null(4)) steering.message = LineMessage{std::string(row.text(4)), read_instant(row, 5)};
    if (!row.is_null(6)) steering.changed_at = read_instant(row, 6);
    return steering;
}

}  // namespace onsale::postgres
