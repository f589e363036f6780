// How the domain's values stand in PostgreSQL's columns.
#pragma once

#include <chrono>
#include <cstdint>

#include "domain/identifiers.h"
#include "domain/instant.h"
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

// An array of the ids.
template <class SomeId>
Parameters& add_ids(Parameters& parameters, std::span<SomeId const> ids) {
    return parameters.add_each(ids, [](auto const& id) { return id.value; });
}

}  // namespace onsale::postgres
