// SQLite, held to the contract of every store: real files, a folder for each test.
#include <list>

#include "contract/store_under_test.h"
#include "infrastructure/sqlite/sale/drawing_archive.h"
#include "infrastructure/sqlite/sale/sale_archive.h"
#include "infrastructure/sqlite/sale/sale_records.h"
#include "infrastructure/sqlite/sale/schema.h"
#include "infrastructure/sqlite/sale/unit_of_work.h"
#include "support/temporary_folder.h"

namespace onsale::contract {
namespace {

class SqliteStore final : public StoreUnderTest {
  public:
    std::unique_ptr<UnitOfWork> open_work() override { return std::make_unique<sqlite::SqliteUnitOfWork>(data_); }
    std::unique_ptr<SaleArchive> open_archive() override { return std::make_unique<sqlite::SqliteSaleArchive>(data_); }
    std::unique_ptr<DrawingArchive> open_drawings() override {
        return std::make_unique<sqlite::SqliteDrawingArchive>(data_);
    }

    std::unique_ptr<SaleRecords> open_records() override {
        read_.push_back(sqlite::open_sale_file(data_, sqlite::Mode::read_only));
        return std::make_unique<sqlite::SqliteSaleRecords>(read_.back());
    }

  private:
    TemporaryFolder folder_;
    std::filesystem::path const data_ = folder_ / "data";
    std::list<sqlite::Database> read_;
};

std::unique_ptr<StoreUnderTest> make_sqlite_store() { return std::make_unique<SqliteStore>(); }

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract, testing::Values(&make_sqlite_store),
                         [](auto const&) { return std::string("real_file"); });

}  // namespace
}  // namespace onsale::contract
