// How the domain's values become parameters of SQLite. How they are read: sale_encoding/rows.h.
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

inline Statement& bind(Statement& statement, int index, seconds length) {
    return statement.bind(index, std::int64_t{length.count()});
}

// NULL for none.
template <class T>
Statement& bind_optional(Statement& statement, int index, std::optional<T> const& value) {
    return value ? bind(statement, index, *value) : statement.bind(index, nullptr);
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

}  // namespace onsale::sqlite
