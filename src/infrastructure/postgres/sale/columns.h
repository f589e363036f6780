// How the domain's values become parameters of PostgreSQL. How they are read: sale_encoding/rows.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "domain/identifiers.h"
#include "domain/session_id.h"
#include "infrastructure/postgres/binary_format.h"

namespace onsale::postgres {

inline std::int64_t stored(Instant at) { return at.time_since_epoch().count(); }

inline std::optional<std::int64_t> stored(std::optional<Instant> at) {
    return at ? std::optional(stored(*at)) : std::nullopt;
}

template <class Enum>
requires std::is_enum_v<Enum> std::int16_t stored(Enum value) { return static_cast<std::int16_t>(value); }

// Two arrays, NULL for none: the place, and when it entered; `session(row)` gives the optional.
template <class Rows, class Session>
void add_sessions(Parameters& parameters, Rows const& rows, Session&& session) {
    parameters.add_each(rows, [&](auto const& each) {
        std::optional<SessionId> const one = session(each);
        return one ? std::optional(std::int64_t{one->place.value}) : std::nullopt;
    });
    parameters.add_each(rows, [&](auto const& each) {
        std::optional<SessionId> const one = session(each);
        return one ? std::optional(stored(one->entered_at)) : std::nullopt;
    });
}

// An array: all seats that the reservations of this parameter have or had.
#define ONSALE_SEATS_OF_RESERVATIONS(parameter)                        \
    "ARRAY(SELECT seat_id FROM reservation WHERE id = ANY (" parameter \
    "::uuid[])"                                                        \
    " UNION ALL SELECT seat_id FROM reservation WHERE reserved_with = ANY (" parameter "::uuid[]))"

// An array of the ids.
template <class SomeId>
Parameters& add_ids(Parameters& parameters, std::span<SomeId const> ids) {
    return parameters.add_each(ids, [](auto const& id) { return id.value; });
}

}  // namespace onsale::postgres
