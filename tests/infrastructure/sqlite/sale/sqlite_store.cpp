// SQLite, held to the contract of every store: real files, a folder for each test.
#include "contract/store_under_test.h"
#include "infrastructure/sqlite/sale/drawing_archive.h"
#include "infrastructure/sqlite/sale/sale_archive.h"
#include "infrastructure/sqlite/sale/sale_records.h"
#include "infrastructure/sqlite/sale/schema.h"
#include "infrastructure/sqlite/sale/unit_of_work.h"
#include "support/temporary_folder.h"

namespace onsale::contract {
namespace {

struct OpenedRecords final : SaleRecords {
    explicit OpenedRecords(std::filesystem::path const& data)
        : file(sqlite::open_sale_file(data, sqlite::Mode::read_only)), records(file) {}
    std::vector<ReservationRecord> reservations(std::optional<ReservedSeatId> after, std::size_t most) override {
        return records.reservations(after, most);
    }
    std::vector<LedgerRecord> ledger(std::optional<LedgerCursor> after, std::size_t most) override {
        return records.ledger(after, most);
    }

    sqlite::Database file;
    sqlite::SqliteSaleRecords records;
};

class SqliteStore final : public StoreUnderTest {
  public:
    std::unique_ptr<UnitOfWork> open_work() override { return std::make_unique<sqlite::SqliteUnitOfWork>(data_); }
    std::unique_ptr<SaleArchive> open_archive() override { return std::make_unique<sqlite::SqliteSaleArchive>(data_); }
    std::unique_ptr<DrawingArchive> open_drawings() override {
        return std::make_unique<sqlite::SqliteDrawingArchive>(data_);
    }

    std::unique_ptr<SaleRecords> open_records() override { return std::make_unique<OpenedRecords>(data_); }

  private:
    TemporaryFolder folder_;
    std::filesystem::path const data_ = folder_ / "data";
};

std::unique_ptr<StoreUnderTest> make_sqlite_store() { return std::make_unique<SqliteStore>(); }

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract, testing::Values(&make_sqlite_store),
                         [](auto const&) { return std::string("real_file"); });

}  // namespace
}  // namespace onsale::contract
