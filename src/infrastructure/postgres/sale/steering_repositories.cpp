#include <array>

#include "domain/invariant.h"
#include "infrastructure/postgres/sale/columns.h"
#include "infrastructure/postgres/sale/repositories.h"
#include "infrastructure/sale_encoding/detail_text.h"
#include "infrastructure/sale_encoding/rows.h"

namespace onsale::postgres {
namespace {

#define ONSALE_LOCK_STEERING "SELECT " ONSALE_STEERING_COLUMNS " FROM steering WHERE line = $1 FOR NO KEY UPDATE"
constexpr Statement lock_steering{"steering_lock", ONSALE_LOCK_STEERING};
constexpr Statement lock_free_steering{"steering_lock_free", ONSALE_LOCK_STEERING " SKIP LOCKED"};
// One row each, as arrays: those can be NULL.
constexpr Statement save_steering{
    "steering_save",
    "WITH saved AS (UPDATE steering SET paused = fresh.paused <> 0, capacity = fresh.capacity,"
    " admit_per_second = fresh.admit_per_second, opens_at = fresh.opens_at, message = fresh.message,"
    " message_at = fresh.message_at, changed_at = fresh.changed_at"
    " FROM unnest($1::smallint[], $2::integer[], $3::integer[], $4::bigint[], $5::text[], $6::bigint[], $7::bigint[],"
    " $8::text[]) AS fresh (paused, capacity, admit_per_second, opens_at, message, message_at, changed_at, line)"
    " WHERE steering.line = fresh.line RETURNING 1)"
    " SELECT expect_saved(count(*), 1, 'every line has its steering') FROM saved"};

constexpr Statement add_actions{"action_add",
                                "INSERT INTO operator_action (id, at, operator, kind, subject, detail)"
                                " SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::smallint[],"
                                " $5::text[], $6::text[])"};
constexpr Statement newest_actions{"action_newest",
                                   "SELECT id, at, operator, kind, subject, detail FROM operator_action"
                                   " ORDER BY seq DESC LIMIT $1"};
constexpr Statement actions_before{"action_before",
                                   "SELECT id, at, operator, kind, subject, detail FROM operator_action"
                                   " WHERE seq < (SELECT seq FROM operator_action WHERE id = $2)"
                                   " ORDER BY seq DESC LIMIT $1"};

template <class T>
std::optional<std::int32_t> narrowed(std::optional<T> const& value) {
    return value ? std::optional(static_cast<std::int32_t>(*value)) : std::nullopt;
}

std::optional<std::int64_t> stored_or_null(std::optional<Instant> const& at) {
    return at ? std::optional(stored(*at)) : std::nullopt;
}

}  // namespace

Steering PostgresSteering::lock(LineId const& line) {
    std::optional<Steering> steering;
    queue_lock(line, Lock::wait, steering);
    connection_.flush();
    return *std::move(steering);
}

void PostgresSteering::queue_lock(LineId const& line, Lock lock, std::optional<Steering>& into) {
    Parameters parameters;
    parameters.add(line.view());
    auto const& statement = lock == Lock::wait ? lock_steering : lock_free_steering;
    connection_.queue(statement, std::move(parameters), [&into, lock](Rows const& rows) {
        invariant(rows.size() == 1 || (lock != Lock::wait && rows.size() == 0), "every line has its steering");
        if (rows.size() == 1) into = read_steering(rows[0]);
    });
}

void PostgresSteering::save(Steering const& steering) {
    std::array const one{&steering};
    Parameters parameters;
    parameters.add_each(one, [](auto const* each) { return static_cast<std::int16_t>(each->paused); });
    parameters.add_each(one, [](auto const* each) { return narrowed(each->capacity); });
    parameters.add_each(one, [](auto const* each) { return narrowed(each->admit_per_second); });
    parameters.add_each(one, [](auto const* each) { return stored_or_null(each->opens_at); });
    parameters.add_each(one, [](auto const* each) {
        return each->message ? std::optional(std::string_view(each->message->text)) : std::nullopt;
    });
    parameters.add_each(one, [](auto const* each) {
        return stored_or_null(each->message ? std::optional(each->message->at) : std::nullopt);
    });
    parameters.add_each(one, [](auto const* each) { return stored_or_null(each->changed_at); });
    parameters.add_each(one, [](auto const* each) { return each->line.view(); });
    connection_.queue(save_steering, std::move(parameters));
}

void PostgresOperatorActions::add(std::span<OperatorAction const> actions) {
    if (actions.empty()) return;
    std::vector<std::string> details;
    for (auto const& action : actions) details.push_back(detail_text(action.what.details));
    Parameters parameters;
    parameters.add_each(actions, [](auto const& each) { return each.id.value; });
    parameters.add_each(actions, [](auto const& each) { return stored(each.at); });
    parameters.add_each(actions, [](auto const& each) { return std::string_view(each.by); });
    parameters.add_each(actions, [](auto const& each) { return stored(each.what.kind); });
    parameters.add_each(actions, [](auto const& each) {
        return each.what.subject ? std::optional(std::string_view(*each.what.subject)) : std::nullopt;
    });
    parameters.add_each(details, [](auto const& each) { return std::string_view(each); });
    connection_.queue(add_actions, std::move(parameters));
}

std::vector<OperatorAction> PostgresOperatorActions::page(std::optional<OperatorActionId> before, std::size_t most) {
    Parameters parameters;
    parameters.add(static_cast<std::int64_t>(most));
    if (before) parameters.add(before->value);
    return connection_.ask(before ? actions_before : newest_actions, std::move(parameters)).map(&read_action<Row>);
}

}  // namespace onsale::postgres
