#include "infrastructure/postgres/sale/unit_of_work.h"

#include <string>
#include <string_view>
#include <utility>

#include "application/clerk/changes.h"
#include "infrastructure/postgres/change_feed/payload.h"
#include "infrastructure/postgres/sale/columns.h"
#include "infrastructure/postgres/sale/passed_over.h"
#include "infrastructure/postgres/sale/schema.h"
#include "infrastructure/sale_encoding/rows.h"

namespace onsale::postgres {
namespace {

// Every statement here goes by a key, and its plan is kept. A plan that was made while the hall was still empty would
// read whole tables; made each time, it would cost more than what it plans.
constexpr auto by_key_always = "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan -c jit=off";

constexpr Statement wait_briefly{"wait_briefly", "SELECT set_config('lock_timeout', $1, true)"};
// Not now(), which is when the transaction began: locks were waited for since. And the schema: a newer release may have
// changed it since this session began. Asked last, behind the locks, which keep it from being changed before the
// commit.
constexpr Statement instant_of_store{"instant_of_store",
                                     "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint,"
                                     " (SELECT max(version) FROM schema_version)"};

constexpr Statement add_changes{"add_changes", "INSERT INTO change (payload) VALUES ($1)"};

}  // namespace

PostgresUnitOfWork::PostgresUnitOfWork(std::string url, UnitOfWorkOptions options)
    : decides_by_(options.decides_by),
      connection_(std::move(url), {.answer_timeout = options.bounds.answer,
                                   .lock_timeout = options.bounds.lock_wait,
                                   .idle_in_transaction_timeout = options.bounds.idle,
                                   .writes = true,
                                   .settings = by_key_always,
                                   .guard = std::move(options.guard)}),
      concerts_(connection_),
      dates_(connection_),
      seats_(connection_),
      drawings_(connection_),
      reservations_(connection_),
      users_(connection_),
      histories_(connection_),
      answers_(connection_),
      steering_(connection_),
      actions_(connection_) {}

void PostgresUnitOfWork::begin() {
    if (connection_.ensure_open()) {
        try {
            require_schema(connection_);
        } catch (...) {
            connection_.close();  // so that the next one looks again
            throw;
        }
    }
    transaction_.emplace(connection_);
}

Loaded PostgresUnitOfWork::load(Wanted const& wanted, Waits waits) {
    if (waits != Waits::for_all) return load_what_is_free(wanted, waits);
    Loaded loaded;
    queue_rows(wanted, waits, loaded);
    connection_.flush();
    leave_newer_schema();
    return loaded;
}

// The session is closed, so that the next one says what is wrong.
void PostgresUnitOfWork::leave_newer_schema() {
    if (schema_ <= newest_schema()) return;
    connection_.close();
    throw StoreAway("the database has the schema of a newer release by now");
}

// All of it at once: what depends on an earlier answer says so in SQL. Each statement sees what was committed before it
// began, and so what was committed before the locks of those before it were had.
void PostgresUnitOfWork::queue_rows(Wanted const& wanted, Waits waits, Loaded& loaded) {
    auto const rows = waits == Waits::for_all ? Lock::wait : Lock::pass_over;
    auto const dates = waits == Waits::for_none ? Lock::pass_over : Lock::wait;
    if (rows == Lock::wait) {
        answers_.queue_claim(wanted.keys, loaded.answers);
    } else {
        answers_.queue_claim_free(wanted.keys, loaded.answers, loaded.busy.keys);
    }
    if (wanted.forget_before) {
        answers_.queue_forget_before(*wanted.forget_before, limits::forgetting_batch, loaded.forgotten_answers);
    }
    if (wanted.remove_unfinished_before) {
        dates_.queue_remove_unfinished(*wanted.remove_unfinished_before, limits::removal_batch, loaded.removed_date);
    }
    seats_.queue_lock(wanted.seats, wanted.reservations, rows, loaded.seats);
    users_.queue_lock(wanted.users, rows, loaded.users);
    reservations_.queue_find(wanted.reservations, loaded.reserved_seats);
    reservations_.queue_find_open_of(wanted.seats, wanted.reservations, loaded.reserved_seats);
    seats_.queue_find_blocks(wanted.blocks, loaded.blocks);
    reservations_.queue_find_counted(wanted.counted_fans, wanted.seats, loaded.counted);
    dates_.queue_find_of(wanted.seats, loaded.dates_of_seats);
    if (wanted.steering) steering_.queue_lock(main_line, rows, loaded.steering);
    concerts_.queue_lock(wanted.concerts, rows, loaded.concerts);
    if (!wanted.dates.empty()) {
        // Together with those whose counters saving will change: dates are locked at one moment of a batch.
        dates_.queue_lock({wanted.dates, wanted.seats, wanted.reservations}, dates, loaded.dates);
    }
    seats_.queue_count(wanted.seat_counts, loaded.seat_counts);
    dates_.queue_taken(wanted.date_slots, loaded.date_slots);
    seats_.queue_taken(wanted.seat_numbers, loaded.seat_numbers);
    dates_.queue_at(wanted.moments, loaded.dates_at_moments);
    if (decides_by_ == DecidesBy::clock_of_store) {
        connection_.queue(instant_of_store, {}, [this, &loaded](Rows const& answer) {
            loaded.instant = read_instant(answer[0], 0);
            schema_ = answer[0].integer(1);
        });
    }
}

Loaded PostgresUnitOfWork::load_what_is_free(Wanted wanted, Waits waits) {
    if (waits == Waits::for_none) {
        Parameters briefly;
        briefly.add(std::string_view(std::to_string(limits::short_lock_wait.count())));
        connection_.queue(wait_briefly, std::move(briefly));
    }
    Loaded loaded;
    PassedOver passed_over(connection_);
    passed_over.take_out_locked_tables(wanted, loaded.busy);
    queue_rows(wanted, waits, loaded);
    passed_over.queue(wanted, waits);
    connection_.flush();
    leave_newer_schema();
    passed_over.note(wanted, loaded);
    return loaded;
}

void PostgresUnitOfWork::announce(Changes const& changes) {
    auto const payload = payload_of(changes);
    Parameters parameters;
    parameters.add(Bytes(payload));
    connection_.queue(add_changes, std::move(parameters));
}

void PostgresUnitOfWork::commit() {
    transaction_->commit();
    transaction_.reset();
}

void PostgresUnitOfWork::rollback() noexcept { transaction_.reset(); }

}  // namespace onsale::postgres
