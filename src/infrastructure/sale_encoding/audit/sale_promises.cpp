#include "infrastructure/sale_encoding/audit/sale_promises.h"

#include <algorithm>
#include <array>

#include "domain/concert/reservation.h"
#include "domain/concert/seat.h"
#include "domain/invariant.h"
#include "domain/steering/operator_action.h"
#include "domain/user/point_history.h"
#include "infrastructure/sale_encoding/audit/promise_lists.h"

namespace onsale {
namespace {

struct Count {
    std::string_view what;
    std::string_view sql;
};

constexpr std::array counts{
    Count{"concert dates", "SELECT count(*) FROM concert_date WHERE last_piece_at IS NULL"},
    Count{"concert dates being put on sale", "SELECT count(*) FROM concert_date WHERE last_piece_at IS NOT NULL"},
    Count{"seats", "SELECT count(*) FROM seat"},
    Count{"seats being put on sale",
          "SELECT CAST(coalesce(sum(available_seats), 0) AS bigint) FROM concert_date WHERE last_piece_at IS NOT NULL"},
    Count{"seats available", "SELECT count(*) FROM seat WHERE status = {status:available}"},
    Count{"seats reserved", "SELECT count(*) FROM seat WHERE status = {status:reserved}"},
    Count{"seats held (paid)", "SELECT count(*) FROM seat WHERE status = {status:sold}"},
    Count{"reservations", "SELECT count(*) FROM reservation"},
    Count{"users", "SELECT count(*) FROM {users}"},
    Count{"points in wallets", "SELECT CAST(coalesce(sum(balance), 0) AS bigint) FROM {users}"},
    Count{"point history entries", "SELECT count(*) FROM point_history"},
};

// The states of the domain by name, as the stores keep them.
struct State {
    std::string_view token;
    int number;
};

template <class Enum>
constexpr State state(std::string_view token, Enum value) {
    return {token, static_cast<int>(value)};
}

constexpr std::array states{
    state("status:available", SeatStatus::available),
    state("status:reserved", SeatStatus::reserved),
    state("status:sold", SeatStatus::sold),
    state("state:reserved", ReservationState::reserved),
    state("state:paid", ReservationState::paid),
    state("state:expired", ReservationState::expired),
    state("reason:charge", LedgerReason::charge),
    state("reason:payment", LedgerReason::payment),
    state("kind:clear-message", ActionKind::clear_message),
    state("kind:close-sale", ActionKind::close_sale),
    state("kind:reopen-sale", ActionKind::reopen_sale),
};

std::string spelled_token(std::string_view token, AuditDialect const& dialect) {
    if (token == "users") return std::string(dialect.users);
    if (token == "seq") return std::string(dialect.seq);
    if (token == "not-indexed") return std::string(dialect.not_indexed);
    if (token.starts_with("uuid:")) return dialect.uuid(token.substr(5));
    auto const named = std::ranges::find(states, token, &State::token);
    if (named != states.end()) return std::to_string(named->number);
    invariant(token.starts_with("body:"), "a text of the audit has a token that is known");
    return dialect.body(token.substr(5));
}

}  // namespace

std::string spelled(std::string_view sql, AuditDialect const& dialect) {
    std::string text;
    while (!sql.empty()) {
        auto const opens = sql.find('{');
        text += sql.substr(0, opens);
        if (opens == std::string_view::npos) break;
        auto const closes = sql.find('}', opens);
        invariant(closes != std::string_view::npos, "a token in a text of the audit ends");
        text += spelled_token(sql.substr(opens + 1, closes - opens - 1), dialect);
        sql.remove_prefix(closes + 1);
    }
    return text;
}

std::vector<CountQuery> counts_of_sale(AuditDialect const& dialect) {
    std::vector<CountQuery> queries;
    for (auto const& count : counts) queries.push_back({count.what, spelled(count.sql, dialect)});
    return queries;
}

std::vector<CheckQuery> promises_of_sale(AuditDialect const& dialect) {
    std::vector<CheckQuery> queries;
    for (auto const& list : {promises_of_seats(), promises_of_history()}) {
        for (auto const& [promise, sql, weight] : list) queries.push_back({promise, spelled(sql, dialect), weight});
    }
    return queries;
}

}  // namespace onsale
