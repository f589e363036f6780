// Nodes whose PostgreSQL stands behind PgBouncer.
#include <gtest/gtest.h>

#include "infrastructure/redis/test_redis.h"
#include "nodes/sale_under_load.h"
#include "servers/pgbouncer_server.h"

namespace onsale::tests {
namespace {

void expect_a_whole_sale(PgBouncer::Mode mode) {
    PostgresServer store;
    PgBouncer pooler(store, mode);
    redis::LineName line;
    SaleUnderLoad sale(pooler.url(), redis::test_redis() + "?prefix=" + line.url.prefix);
    sale.begin_load();
    sale.await_answers();
    sale.check();
    sale.report("PgBouncer in between");
}

TEST(PooledStore, a_sale_under_load_keeps_its_promises_in_session_mode) {
    expect_a_whole_sale(PgBouncer::Mode::session);
}

TEST(PooledStore, a_sale_under_load_keeps_its_promises_in_transaction_mode) {
    expect_a_whole_sale(PgBouncer::Mode::transaction);
}

}  // namespace
}  // namespace onsale::tests
