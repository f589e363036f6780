#include "domain/invariant.h"
#include "infrastructure/sale_encoding/rows.h"
#include "infrastructure/sqlite/sale/columns.h"
#include "infrastructure/sqlite/sale/repositories.h"

namespace onsale::sqlite {
namespace {

constexpr auto find_user = "SELECT " ONSALE_USER_COLUMNS " FROM user WHERE id = ?1";
constexpr auto add_user = "INSERT INTO user (id, name, balance) VALUES (?1, ?2, ?3)";
constexpr auto save_user_balance =
    "UPDATE user SET balance = ?2, paid_session_place = ?3, paid_session_entered_at = ?4 WHERE id = ?1";

constexpr auto add_entry =
    "INSERT INTO point_history (id, user_id, reason, amount, balance, reservation_id, at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr auto page_of_entries =
    "SELECT id, reason, amount, balance, reservation_id, at FROM point_history"
    " WHERE user_id = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3";

}  // namespace

SqliteUsers::SqliteUsers(Database& database)
    : find_(database.prepare(find_user)),
      add_(database.prepare(add_user)),
      save_balance_(database.prepare(save_user_balance)) {}

std::vector<User> SqliteUsers::lock(std::span<UserId const> ids) {
    std::vector<User> found;
    found.reserve(ids.size());
    for (auto const& id : ids) {
        bind(find_, 1, id);
        while (find_.step()) found.push_back(read_user(find_));
    }
    return found;
}

void SqliteUsers::add(std::span<NamedUser const> users) {
    for (auto const& [user, name] : users) {
        bind(add_, 1, user.id).bind(2, name).bind(3, user.balance.value);
        add_.run();
    }
}

void SqliteUsers::save_balance(std::span<User const> users) {
    for (auto const& user : users) {
        bind(save_balance_, 1, user.id).bind(2, user.balance.value);
        bind_session(save_balance_, 3, user.paid_session);
        invariant(save_balance_.run() == 1, "a user who was loaded is there to be saved");
    }
}

SqlitePointHistories::SqlitePointHistories(Database& database)
    : add_(database.prepare(add_entry)), page_(database.prepare(page_of_entries)) {}

void SqlitePointHistories::add(std::span<LedgerEntry const> entries) {
    for (auto const& entry : entries) {
        bind(add_, 1, entry.id);
        bind(add_, 2, entry.user)
            .bind(3, static_cast<std::int64_t>(entry.reason))
            .bind(4, entry.amount.value)
            .bind(5, entry.balance.value);
        if (entry.reservation) {
            bind(add_, 6, *entry.reservation);
        } else {
            add_.bind(6, nullptr);
        }
        bind(add_, 7, entry.at);
        add_.run();
    }
}

std::vector<LedgerEntry> SqlitePointHistories::page(UserId user, std::optional<LedgerEntryId> before,
                                                    std::size_t most) {
    bind(page_, 1, user);
    bind(page_, 2, before.value_or(after_all<LedgerEntryId>())).bind(3, static_cast<std::int64_t>(most));
    std::vector<LedgerEntry> entries;
    while (page_.step()) entries.push_back(read_ledger_entry(page_, user));
    return entries;
}

}  // namespace onsale::sqlite
