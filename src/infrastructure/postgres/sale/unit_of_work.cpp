#include "infrastructure/postgres/sale/unit_of_work.h"

#include <utility>

#include "application/boards/changes.h"
#include "infrastructure/postgres/news/payload.h"
#include "infrastructure/postgres/sale/schema.h"

namespace onsale::postgres {
namespace {

// Every statement here goes by a key, and its plan is kept. A plan that was made while the hall was still empty would
// read whole tables; made anew each time, it would cost more than what it plans.
constexpr auto by_key_always = "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan -c jit=off";

constexpr Statement add_news{"add_news", "INSERT INTO change (payload) VALUES ($1)"};

}  // namespace

PostgresUnitOfWork::PostgresUnitOfWork(std::string url)
    : connection_(std::move(url), {.writes = true, .settings = by_key_always}),
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

void PostgresUnitOfWork::announce(Changes const& changes) {
    auto const payload = payload_of(changes);
    Parameters parameters;
    parameters.add(Bytes(payload));
    connection_.queue(add_news, std::move(parameters));
}

void PostgresUnitOfWork::commit() {
    transaction_->commit();
    transaction_.reset();
}

void PostgresUnitOfWork::rollback() noexcept { transaction_.reset(); }

}  // namespace onsale::postgres
