// How the domain's values stand in SQLite's columns.
#pragma once

#include <algorithm>
#include <chrono>

#include "domain/identifiers.h"
#include "domain/instant.h"
#include "infrastructure/sqlite/connection.h"

namespace onsale::sqlite {

template <class Tag>
Statement& bind(Statement& statement, int index, Id<Tag> const& id) {
    return statement.bind(index, std::span<std::uint8_t const>(id.value.bytes));
}

inline Statement& bind(Statement& statement, int index, Instant at) {
    return statement.bind(index, std::int64_t{at.time_since_epoch().count()});
}

// Greater than every id of ours: where the newest page begins.
template <class SomeId>
SomeId after_all() {
    SomeId id;
    id.value.bytes.fill(0xff);
    return id;
}

// A column that is not 16 bytes long cannot be an id of ours.
template <class SomeId>
SomeId read_id(Statement const& row, int column) {
    auto const blob = row.column_blob(column);
    SomeId id;
    if (blob.size() != id.value.bytes.size()) throw StorageFault("SQLite: an id that is not 16 bytes long");
    std::ranges::copy(blob, id.value.bytes.begin());
    return id;
}

inline Instant read_instant(Statement const& row, int column) {
    return Instant{milliseconds{row.column_int64(column)}};
}

// Numbers of an enum, stored as they are; the column's CHECK keeps them in range.
template <class Enum>
Enum read_enum(Statement const& row, int column) {
    return static_cast<Enum>(row.column_int64(column));
}

}  // namespace onsale::sqlite
