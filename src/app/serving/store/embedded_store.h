// The sale in files of its own, under a data directory that no other process serves.
#pragma once

#include <filesystem>

#include "app/serving/store/sale_store.h"
#include "infrastructure/sqlite/sale/drawing_archive.h"
#include "infrastructure/sqlite/sale/sale_archive.h"
#include "infrastructure/sqlite/sale/sale_records.h"
#include "infrastructure/sqlite/sale/unit_of_work.h"

namespace onsale {

class EmbeddedStore final : public SaleStore {
  public:
    // Makes the directory and the file where they are not there. Errors: StorageFault.
    explicit EmbeddedStore(std::filesystem::path data);

    std::vector<UnitOfWork*> works() override { return {&work_}; }
    PointHistoryRepository& histories() override { return histories_; }
    DrawingArchive& drawings() override { return drawings_; }
    OperatorActionRepository& actions() override { return actions_; }
    SaleRecords& records() override { return records_; }
    void fill(Boards& boards, Instant now) override;
    CommitListener& listener() override { return *boards_; }
    RemoteChanges* others() override { return nullptr; }
    void tell_payments(PaymentsHeard*) override {}
    void on_clock(std::function<void(Instant, milliseconds)>) override {}
    SaleArchive& archive() override { return archive_; }
    std::optional<StoreTime> time() override { return std::nullopt; }
    std::string dev_secret() override;
    void stop() noexcept override {}

  private:
    std::filesystem::path const data_;
    sqlite::SqliteUnitOfWork work_;
    sqlite::SqliteSaleArchive archive_;
    sqlite::Database history_file_;  // read-only
    sqlite::SqlitePointHistories histories_;
    sqlite::SqliteDrawingArchive drawings_;
    sqlite::SqliteOperatorActions actions_;
    sqlite::SqliteSaleRecords records_;
    Boards* boards_ = nullptr;
};

}  // namespace onsale
