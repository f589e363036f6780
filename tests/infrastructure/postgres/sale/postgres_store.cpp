// PostgreSQL, held to the contract of every store: a real server, a database for each test.
#include "contract/store_under_test.h"
#include "infrastructure/postgres/fresh_database.h"
#include "infrastructure/postgres/sale/drawing_archive.h"
#include "infrastructure/postgres/sale/sale_archive.h"
#include "infrastructure/postgres/sale/sale_on_postgres.h"
#include "infrastructure/postgres/sale/sale_records.h"
#include "infrastructure/postgres/sale/unit_of_work.h"

namespace onsale::contract {
namespace {

class PostgresStore final : public StoreUnderTest {
  public:
    std::unique_ptr<UnitOfWork> open_work() override {
        return std::make_unique<postgres::PostgresUnitOfWork>(database_.url(), postgres::patient);
    }
    std::unique_ptr<SaleArchive> open_archive() override {
        return std::make_unique<postgres::PostgresSaleArchive>(database_.url());
    }
    std::unique_ptr<DrawingArchive> open_drawings() override {
        return std::make_unique<postgres::PostgresDrawingArchive>(database_.url());
    }
    std::unique_ptr<SaleRecords> open_records() override {
        return std::make_unique<postgres::PostgresSaleRecords>(database_.url());
    }

  private:
    postgres::FreshDatabase database_;
};

std::unique_ptr<StoreUnderTest> make_postgres_store() { return std::make_unique<PostgresStore>(); }

INSTANTIATE_TEST_SUITE_P(Postgres, StoreContract, testing::Values(&make_postgres_store),
                         [](auto const&) { return std::string("real_server"); });

}  // namespace
}  // namespace onsale::contract
