#include <algorithm>

#include "infrastructure/postgres/sale/columns.h"
#include "infrastructure/postgres/sale/repositories.h"
#include "infrastructure/sale_encoding/rows.h"

namespace onsale::postgres {
namespace {

// The number under which a key is locked, whether it has a row or not: held until the transaction ends. Each takes room
// in the server's table of locks (max_locks_per_transaction * max_connections of them at least).
#define ONSALE_LOCK_OF_KEY "hashtextextended(key, hashtextextended(scope, 0))"

// In the order of their numbers, whatever that of the keys: no deadlocks.
constexpr Statement claim_keys{"answer_claim",
                               "SELECT pg_advisory_xact_lock(number) FROM (SELECT DISTINCT " ONSALE_LOCK_OF_KEY
                               " AS number FROM unnest($1::text[], $2::text[]) AS claimed (scope, key)"
                               " ORDER BY number) AS in_order"};
// Claims what nobody else has; what somebody has is in the answer.
constexpr Statement claim_free_keys{"answer_claim_free",
                                    "SELECT scope, key FROM unnest($1::text[], $2::text[]) AS claimed (scope, key)"
                                    " WHERE NOT pg_try_advisory_xact_lock(" ONSALE_LOCK_OF_KEY ")"};
// A statement of its own, which sees what was committed before the claim was granted.
constexpr Statement find_answers{"answer_find",
                                 "SELECT scope, key, fingerprint, status, body, at FROM idempotency"
                                 " JOIN unnest($1::text[], $2::text[]) AS claimed (scope, key) USING (scope, key)"};
constexpr Statement remember_answers{
    "answer_remember",
    "INSERT INTO idempotency (scope, key, fingerprint, status, body, at)"
    " SELECT * FROM unnest($1::text[], $2::text[], $3::bytea[], $4::smallint[], $5::bytea[], $6::bigint[])"
    " ON CONFLICT (scope, key) DO UPDATE SET"
    " fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body, at = excluded.at"};
// Passes over keys that another transaction has claimed; a transaction that claims one of these waits for us, with
// nothing held.
constexpr Statement forget_answers{
    "answer_forget",
    "WITH oldest AS MATERIALIZED (SELECT scope, key FROM idempotency WHERE at < $1 ORDER BY at LIMIT $2),"
    " ours AS MATERIALIZED (SELECT scope, key FROM oldest WHERE pg_try_advisory_xact_lock(" ONSALE_LOCK_OF_KEY
    ")),"
    " gone AS (DELETE FROM idempotency i USING ours WHERE i.scope = ours.scope AND i.key = ours.key AND i.at < $1"
    " RETURNING 1) SELECT count(*) FROM gone"};

Bytes bytes_of(std::string const& text) { return {reinterpret_cast<std::uint8_t const*>(text.data()), text.size()}; }

template <class Keys, class KeyOf>
void add_keys(Parameters& parameters, Keys const& keys, KeyOf&& key_of) {
    parameters.add_each(keys, [&](auto const& each) { return std::string_view(key_of(each).scope); });
    parameters.add_each(keys, [&](auto const& each) { return std::string_view(key_of(each).text); });
}

Parameters parameters_of(std::span<IdempotencyKey const> keys) {
    Parameters parameters;
    add_keys(
        parameters, keys, [](auto const& key) -> auto const& { return key; });
    return parameters;
}

RememberedAnswer read_answer(Row row) {
    RememberedAnswer answer{
        .use = {.key = {.scope = std::string(row.text(0)), .text = std::string(row.text(1))}, .fingerprint = {}},
        .status = static_cast<unsigned>(row.integer(3)),
        .body = std::string(row.text(4)),
        .at = read_instant(row, 5)};
    auto const fingerprint = row.bytes(2);
    if (fingerprint.size() != answer.use.fingerprint.size()) {
        throw StorageFault("PostgreSQL: a fingerprint that is not 32 bytes long");
    }
    std::ranges::copy(fingerprint, answer.use.fingerprint.begin());
    return answer;
}

}  // namespace

std::vector<RememberedAnswer> PostgresAnswers::claim(std::span<IdempotencyKey const> keys) {
    std::vector<RememberedAnswer> found;
    queue_claim(keys, found);
    connection_.flush();
    return found;
}

void PostgresAnswers::queue_claim(std::span<IdempotencyKey const> keys, std::vector<RememberedAnswer>& into) {
    if (keys.empty()) return;
    auto parameters = parameters_of(keys);
    connection_.queue(claim_keys, parameters);
    connection_.queue(find_answers, std::move(parameters),
                      [&into](Rows const& rows) { into = rows.map(&read_answer); });
}

void PostgresAnswers::queue_claim_free(std::span<IdempotencyKey const> keys, std::vector<RememberedAnswer>& into,
                                       std::set<IdempotencyKey>& busy) {
    if (keys.empty()) return;
    auto parameters = parameters_of(keys);
    connection_.queue(claim_free_keys, parameters, [&busy](Rows const& rows) {
        for (int i = 0; i < rows.size(); ++i) {
            busy.insert({.scope = std::string(rows[i].text(0)), .text = std::string(rows[i].text(1))});
        }
    });
    connection_.queue(find_answers, std::move(parameters),
                      [&into](Rows const& rows) { into = rows.map(&read_answer); });
}

void PostgresAnswers::remember(std::span<RememberedAnswer const> answers) {
    if (answers.empty()) return;
    Parameters parameters;
    add_keys(
        parameters, answers, [](auto const& answer) -> auto const& { return answer.use.key; });
    parameters.add_each(answers, [](auto const& each) { return Bytes(each.use.fingerprint); });
    parameters.add_each(answers, [](auto const& each) { return static_cast<std::int16_t>(each.status); });
    parameters.add_each(answers, [](auto const& each) { return bytes_of(each.body); });
    parameters.add_each(answers, [](auto const& each) { return stored(each.at); });
    connection_.queue(remember_answers, std::move(parameters));
}

std::size_t PostgresAnswers::forget_before(Instant instant, std::size_t most) {
    std::size_t forgotten = 0;
    queue_forget_before(instant, most, forgotten);
    connection_.flush();
    return forgotten;
}

void PostgresAnswers::queue_forget_before(Instant instant, std::size_t most, std::size_t& forgotten) {
    Parameters parameters;
    parameters.add(stored(instant)).add(static_cast<std::int64_t>(most));
    connection_.queue(forget_answers, std::move(parameters),
                      [&forgotten](Rows const& rows) { forgotten = static_cast<std::size_t>(rows[0].integer(0)); });
}

}  // namespace onsale::postgres
