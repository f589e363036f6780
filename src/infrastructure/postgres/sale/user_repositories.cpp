#include "infrastructure/postgres/sale/columns.h"
#include "infrastructure/postgres/sale/repositories.h"
#include "infrastructure/sale_encoding/rows.h"

namespace onsale::postgres {
namespace {

#define ONSALE_LOCK_USERS "SELECT " ONSALE_USER_COLUMNS " FROM users WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE"
constexpr Statement lock_users{"user_lock", ONSALE_LOCK_USERS};
constexpr Statement lock_free_users{"user_lock_free", ONSALE_LOCK_USERS " SKIP LOCKED"};
constexpr Statement add_users{
    "user_add", "INSERT INTO users (id, name, balance) SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[])"};
constexpr Statement save_balances{
    "user_save_balance",
    "WITH saved AS (UPDATE users SET balance = fresh.balance, paid_session_place = fresh.place,"
    " paid_session_entered_at = fresh.entered"
    " FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[]) AS fresh (id, balance, place, entered)"
    " WHERE users.id = fresh.id RETURNING 1)"
    " SELECT expect_saved(count(*), cardinality($1), 'a user who was loaded is there to be saved') FROM saved"};

// In the order of the arrays, so that seq is that of the decisions.
constexpr Statement add_entries{
    "entry_add",
    "INSERT INTO point_history (id, user_id, reason, amount, balance, reservation_id, at)"
    " SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::bigint[], $5::bigint[], $6::uuid[],"
    " $7::bigint[])"};
constexpr Statement newest_entries{"entry_newest",
                                   "SELECT id, reason, amount, balance, reservation_id, at FROM point_history"
                                   " WHERE user_id = $1 ORDER BY seq DESC LIMIT $2"};
// An id that is no entry's still has a place among the user's own.
constexpr Statement entries_before{
    "entry_before",
    "SELECT id, reason, amount, balance, reservation_id, at FROM point_history"
    " WHERE user_id = $1 AND seq < coalesce((SELECT seq FROM point_history WHERE id = $3),"
    " (SELECT max(seq) + 1 FROM point_history WHERE user_id = $1 AND id < $3)) ORDER BY seq DESC LIMIT $2"};

}  // namespace

std::vector<User> PostgresUsers::lock(std::span<UserId const> ids) {
    std::vector<User> found;
    queue_lock(ids, Lock::wait, found);
    connection_.flush();
    return found;
}

void PostgresUsers::queue_lock(std::span<UserId const> ids, Lock lock, std::vector<User>& into) {
    if (ids.empty()) return;
    Parameters parameters;
    add_ids(parameters, ids);
    connection_.queue(lock == Lock::wait ? lock_users : lock_free_users, std::move(parameters),
                      [&into](Rows const& rows) { into = rows.map(&read_user<Row>); });
}

void PostgresUsers::add(std::span<NamedUser const> users) {
    if (users.empty()) return;
    Parameters parameters;
    parameters.add_each(users, [](auto const& each) { return each.user.id.value; });
    parameters.add_each(users, [](auto const& each) { return std::string_view(each.name); });
    parameters.add_each(users, [](auto const& each) { return each.user.balance.value; });
    connection_.queue(add_users, std::move(parameters));
}

void PostgresUsers::save_balance(std::span<User const> users) {
    if (users.empty()) return;
    Parameters parameters;
    parameters.add_each(users, [](auto const& each) { return each.id.value; });
    parameters.add_each(users, [](auto const& each) { return each.balance.value; });
    add_sessions(parameters, users, [](auto const& each) { return each.paid_session; });
    connection_.queue(save_balances, std::move(parameters));
}

void PostgresPointHistories::add(std::span<LedgerEntry const> entries) {
    if (entries.empty()) return;
    Parameters parameters;
    parameters.add_each(entries, [](auto const& each) { return each.id.value; });
    parameters.add_each(entries, [](auto const& each) { return each.user.value; });
    parameters.add_each(entries, [](auto const& each) { return stored(each.reason); });
    parameters.add_each(entries, [](auto const& each) { return each.amount.value; });
    parameters.add_each(entries, [](auto const& each) { return each.balance.value; });
    parameters.add_each(entries, [](auto const& each) {
        return each.reservation ? std::optional(each.reservation->value) : std::nullopt;
    });
    parameters.add_each(entries, [](auto const& each) { return stored(each.at); });
    connection_.queue(add_entries, std::move(parameters));
}

std::vector<LedgerEntry> PostgresPointHistories::page(UserId user, std::optional<LedgerEntryId> before,
                                                      std::size_t most) {
    Parameters parameters;
    parameters.add(user.value).add(static_cast<std::int64_t>(most));
    if (before) parameters.add(before->value);
    auto const& statement = before ? entries_before : newest_entries;
    return connection_.ask(statement, std::move(parameters)).map([user](Row row) {
        return read_ledger_entry(row, user);
    });
}

}  // namespace onsale::postgres
