// The columns of the steering, in the order in which they are read.
#pragma once

#include <string>

#include "domain/invariant.h"
#include "domain/steering/steering.h"
#include "infrastructure/sqlite/sale/columns.h"

#define ONSALE_STEERING_COLUMNS "paused, capacity, admit_per_second, opens_at, message, message_at, changed_at"

namespace onsale::sqlite {

// Runs the statement to its end.
inline Steering read_steering(Statement& row) {
    invariant(row.step(), "there is one steering");
    Steering steering{.paused = row.column_int64(0) != 0};
    if (!row.is_null(1)) steering.capacity = static_cast<std::uint32_t>(row.column_int64(1));
    if (!row.is_null(2)) steering.admit_per_second = static_cast<std::uint32_t>(row.column_int64(2));
    if (!row.is_null(3)) steering.opens_at = read_instant(row, 3);
    if (!row.is_null(4)) steering.message = LineMessage{std::string(row.column_text(4)), read_instant(row, 5)};
    if (!row.is_null(6)) steering.changed_at = read_instant(row, 6);
    row.reset();
    return steering;
}

}  // namespace onsale::sqlite
