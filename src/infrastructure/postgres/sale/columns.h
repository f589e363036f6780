// How the domain's values stand in PostgreSQL's columns.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "domain/identifiers.h"
#include "domain/session_id.h"
#include "infrastructure/postgres/binary_format.h"

namespace onsale::postgres {

template <class SomeId>
SomeId read_id(Row row, int column) {
    return SomeId{row.uuid(column)};
}

inline std::int64_t stored(Instant at) { return at.time_since_epoch().count(); }

inline Instant read_instant(Row row, int column) { return Instant{milliseconds{row.integer(column)}}; }

// Numbers of an enum, stored as they are; the column's CHECK keeps them in range.
template <class Enum>
requires std::is_enum_v<Enum> std::int16_t stored(Enum value) { return static_cast<std::int16_t>(value); }

template <class Enum>
Enum read_enum(Row row, int column) {
    return static_cast<Enum>(row.integer(column));
}

// Two columns, both NULL for none: the place, and when it entered.
inline std::optional<SessionId> read_session(Row row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return SessionId{.place = {static_cast<std::uint32_t>(row.integer(column))},
                     .entered_at = read_instant(row, column + 1)};
}

// The same two as arrays; `session(row)` gives the optional.
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

// An array of the ids.
template <class SomeId>
Parameters& add_ids(Parameters& parameters, std::span<SomeId const> ids) {
    return parameters.add_each(ids, [](auto const& id) { return id.value; });
}

}  // namespace onsale::postgres
