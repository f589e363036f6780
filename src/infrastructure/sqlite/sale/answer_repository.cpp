#include "infrastructure/sale_encoding/rows.h"
#include "infrastructure/sqlite/sale/columns.h"
#include "infrastructure/sqlite/sale/repositories.h"

namespace onsale::sqlite {
namespace {

constexpr auto find_answer = "SELECT fingerprint, status, body, at FROM idempotency WHERE scope = ?1 AND key = ?2";
constexpr auto remember_answer =
    "INSERT INTO idempotency (scope, key, fingerprint, status, body, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
    " ON CONFLICT (scope, key) DO UPDATE SET"
    " fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body, at = excluded.at";
constexpr auto forget_answers =
    "DELETE FROM idempotency WHERE (scope, key) IN"
    " (SELECT scope, key FROM idempotency WHERE at < ?1 ORDER BY at LIMIT ?2)";

Fingerprint read_fingerprint(Statement const& row, int column) {
    auto const blob = row.bytes(column);
    Fingerprint fingerprint{};
    if (blob.size() != fingerprint.size()) throw StorageFault("SQLite: a fingerprint that is not 32 bytes long");
    std::ranges::copy(blob, fingerprint.begin());
    return fingerprint;
}

std::span<std::uint8_t const> bytes_of(std::string const& text) {
    return {reinterpret_cast<std::uint8_t const*>(text.data()), text.size()};
}

}  // namespace

SqliteAnswers::SqliteAnswers(Database& database)
    : find_(database.prepare(find_answer)),
      remember_(database.prepare(remember_answer)),
      forget_(database.prepare(forget_answers)) {}

std::vector<RememberedAnswer> SqliteAnswers::claim(std::span<IdempotencyKey const> keys) {
    std::vector<RememberedAnswer> found;
    for (auto const& key : keys) {
        find_.bind(1, key.scope).bind(2, key.text);
        while (find_.step()) {
            auto const body = find_.bytes(2);
            found.push_back({.use = {.key = key, .fingerprint = read_fingerprint(find_, 0)},
                             .status = static_cast<unsigned>(find_.integer(1)),
                             .body = std::string(body.begin(), body.end()),
                             .at = read_instant(find_, 3)});
        }
    }
    return found;
}

void SqliteAnswers::remember(std::span<RememberedAnswer const> answers) {
    for (auto const& [use, status, body, at] : answers) {
        remember_.bind(1, use.key.scope).bind(2, use.key.text).bind(3, std::span<std::uint8_t const>(use.fingerprint));
        remember_.bind(4, std::int64_t{status}).bind(5, bytes_of(body));
        bind(remember_, 6, at);
        remember_.run();
    }
}

std::size_t SqliteAnswers::forget_before(Instant instant, std::size_t most) {
    bind(forget_, 1, instant).bind(2, static_cast<std::int64_t>(most));
    return static_cast<std::size_t>(forget_.run());
}

}  // namespace onsale::sqlite
