#include "app/serving/store/offline_store.h"

#include <chrono>

#include "infrastructure/postgres/sale/audit.h"
#include "infrastructure/postgres/sale/sale_archive.h"
#include "infrastructure/postgres/sale/schema.h"
#include "infrastructure/postgres/sale/unit_of_work.h"
#include "infrastructure/sqlite/line/audit.h"
#include "infrastructure/sqlite/sale/audit.h"
#include "infrastructure/sqlite/sale/sale_archive.h"
#include "infrastructure/sqlite/sale/schema.h"
#include "infrastructure/sqlite/sale/unit_of_work.h"
#include "infrastructure/system/data_lock.h"

namespace onsale {
namespace {

class OfflineFiles final : public OfflineStore {
  public:
    explicit OfflineFiles(std::filesystem::path const& data) : lock_(data), work_(data), archive_(data) {}
    UnitOfWork& work() override { return work_; }
    SaleArchive& archive() override { return archive_; }
    Others others() const override { return Others::none; }

  private:
    DataLock const lock_;
    sqlite::SqliteUnitOfWork work_;
    sqlite::SqliteSaleArchive archive_;
};

class OfflinePostgres final : public OfflineStore {
  public:
    explicit OfflinePostgres(std::string const& url)
        : url_(made(url)), work_(url_, {.bounds = patient}), archive_(url_) {}
    UnitOfWork& work() override { return work_; }
    SaleArchive& archive() override { return archive_; }
    Others others() const override { return Others::perhaps; }

  private:
    // Nobody waits for a command but its operator: so it waits for others.
    static constexpr postgres::UnitOfWorkBounds patient{.lock_wait = std::chrono::minutes{1},
                                                        .answer = std::chrono::minutes{2}};
    static std::string const& made(std::string const& url) {
        postgres::migrate_if_empty(url);
        return url;
    }

    std::string const url_;
    postgres::PostgresUnitOfWork work_;
    postgres::PostgresSaleArchive archive_;
};

}  // namespace

std::unique_ptr<OfflineStore> open_offline(StoreAddress const& address) {
    if (address.shared()) return std::make_unique<OfflinePostgres>(address.url);
    return std::make_unique<OfflineFiles>(address.data);
}

AuditReport audit_store(StoreAddress const& address) {
    AuditReport report;
    if (address.shared()) {
        postgres::audit_sale(address.url, report);
    } else {
        sqlite::audit_sale(address.data, report);
        sqlite::audit_line(address.data, report);
    }
    return report;
}

SchemaVersions migrate_store(StoreAddress const& address) {
    if (address.shared()) {
        auto const [from, to] = postgres::migrate(address.url);
        return {from, to};
    }
    DataLock const lock(address.data);
    auto const [from, to] = sqlite::migrate(address.data);
    return {from, to};
}

void fill_from_store(Boards& boards, StoreAddress const& address, std::string const& snapshot, Instant now) {
    if (address.shared()) {
        postgres::PostgresSaleArchive archive(address.url);
        archive.in_snapshot(snapshot, [&] { boards.fill(archive, now); });
    } else {
        sqlite::SqliteSaleArchive archive(address.data);
        boards.fill(archive, now);
    }
}

}  // namespace onsale
