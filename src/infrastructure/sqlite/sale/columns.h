// How the domain's values stand in SQLite's columns.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

#include "domain/identifiers.h"
#include "domain/session_id.h"
#include "infrastructure/sqlite/connection.h"

namespace onsale::sqlite {

template <class Tag>
Statement& bind(Statement& statement, int index, Id<Tag> const& id) {
    return statement.bind(index, std::span<std::uint8_t const>(id.value.bytes));
}

inline Statement& bind(Statement& statement, int index, Instant at) {
    return statement.bind(index, std::int64_t{at.time_since_epoch().count()});
}

// Two parameters, both NULL for none: the place, and when it entered.
inline Statement& bind_session(Statement& statement, int index, std::optional<SessionId> const& session) {
    if (!session) return statement.bind(index, nullptr).bind(index + 1, nullptr);
    return bind(statement.bind(index, std::int64_t{session->place.value}), index + 1, session->entered_at);
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

// Two columns, as they are bound.
inline std::optional<SessionId> read_session(Statement const& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return SessionId{.place = {static_cast<std::uint32_t>(row.column_int64(column))},
                     .entered_at = read_instant(row, column + 1)};
}

// Numbers of an enum, stored as they are; the column's CHECK keeps them in range.
template <class Enum>
Enum read_enum(Statement const& row, int column) {
    return static_cast<Enum>(row.column_int64(column));
}

}  // namespace onsale::sqlite
