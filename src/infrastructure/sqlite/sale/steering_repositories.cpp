
#include "domain/invariant.h"
#include "infrastructure/sale_encoding/detail_text.h"
#include "infrastructure/sale_encoding/rows.h"
#include "infrastructure/sqlite/sale/columns.h"
#include "infrastructure/sqlite/sale/repositories.h"

namespace onsale::sqlite {
namespace {

constexpr auto find_steering = "SELECT " ONSALE_STEERING_COLUMNS " FROM steering WHERE line = ?1";
constexpr auto save_steering =
    "UPDATE steering SET paused = ?1, capacity = ?2, admit_per_second = ?3, opens_at = ?4, message = ?5,"
    " message_at = ?6, changed_at = ?7 WHERE line = ?8";

constexpr auto add_action =
    "INSERT INTO operator_action (id, at, operator, kind, subject, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
// The ids of one source ascend.
constexpr auto page_of_actions =
    "SELECT id, at, operator, kind, subject, detail FROM operator_action WHERE id < ?1 ORDER BY id DESC LIMIT ?2";

template <class T>
void bind_or_null(Statement& statement, int index, std::optional<T> const& value) {
    if (!value) {
        statement.bind(index, nullptr);
    } else if constexpr (std::is_integral_v<T>) {
        statement.bind(index, std::int64_t{*value});
    } else if constexpr (std::is_same_v<T, Instant>) {
        bind(statement, index, *value);
    } else {
        statement.bind(index, std::string_view(*value));
    }
}

}  // namespace

SqliteSteering::SqliteSteering(Database& database)
    : find_(database.prepare(find_steering)), save_(database.prepare(save_steering)) {}

Steering SqliteSteering::lock(LineId const& line) {
    find_.bind(1, line.view());
    invariant(find_.step(), "every line has its steering");
    auto const steering = read_steering(find_);
    find_.reset();
    return steering;
}

void SqliteSteering::save(Steering const& steering) {
    auto const& message = steering.message;
    save_.bind(1, std::int64_t{steering.paused});
    bind_or_null(save_, 2, steering.capacity);
    bind_or_null(save_, 3, steering.admit_per_second);
    bind_or_null(save_, 4, steering.opens_at);
    bind_or_null(save_, 5, message ? std::optional(message->text) : std::nullopt);
    bind_or_null(save_, 6, message ? std::optional(message->at) : std::nullopt);
    bind_or_null(save_, 7, steering.changed_at);
    save_.bind(8, steering.line.view());
    invariant(save_.run() == 1, "every line has its steering");
}

SqliteOperatorActions::SqliteOperatorActions(Database& database)
    : add_(database.prepare(add_action)), page_(database.prepare(page_of_actions)) {}

void SqliteOperatorActions::add(std::span<OperatorAction const> actions) {
    for (auto const& action : actions) {
        bind(add_, 1, action.id);
        bind(add_, 2, action.at).bind(3, action.by).bind(4, static_cast<std::int64_t>(action.what.kind));
        bind_or_null(add_, 5, action.what.subject);
        add_.bind(6, detail_text(action.what.details));
        add_.run();
    }
}

std::vector<OperatorAction> SqliteOperatorActions::page(std::optional<OperatorActionId> before, std::size_t most) {
    bind(page_, 1, before.value_or(after_all<OperatorActionId>())).bind(2, static_cast<std::int64_t>(most));
    std::vector<OperatorAction> actions;
    while (page_.step()) actions.push_back(read_action(page_));
    return actions;
}

}  // namespace onsale::sqlite
