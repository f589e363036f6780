// The sale in a PostgreSQL that other nodes may use, too.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/serving/store/sale_store.h"
#include "infrastructure/postgres/change_feed/change_feed.h"
#include "infrastructure/postgres/change_feed/history_probe.h"
#include "infrastructure/postgres/sale/drawing_archive.h"
#include "infrastructure/postgres/sale/sale_archive.h"
#include "infrastructure/postgres/sale/sale_records.h"
#include "infrastructure/postgres/sale/unit_of_work.h"

namespace onsale {

class PostgresStore final : public SaleStore {
  public:
    // Makes the schema in an empty database; one of another version is refused (`onsale migrate` brings it up to date).
    // Errors: StorageFault.
    PostgresStore(std::string url, std::size_t writers, std::function<void(std::string_view)> on_fault);
    ~PostgresStore() override;

    std::vector<UnitOfWork*> works() override;
    PointHistoryRepository& histories() override { return histories_; }
    DrawingArchive& drawings() override { return drawings_; }
    OperatorActionRepository& actions() override { return actions_; }
    SaleRecords& records() override { return records_; }
    void fill(Boards& boards, Instant now) override;
    CommitListener& listener() override { return *feed_; }
    RemoteChanges* others() override { return feed_.get(); }
    void tell_payments(PaymentsHeard* who) override;
    void on_clock(std::function<void(Instant, milliseconds)> tell) override { tell_clock_ = std::move(tell); }
    SaleArchive& archive() override { return archive_; }
    std::optional<StoreTime> time() override;
    std::string dev_secret() override;
    void stop() noexcept override;

  private:
    std::optional<postgres::Bookmark> fill_again(Boards& boards);

    // Both connect when there is no session: a lost one costs one question.
    class Histories final : public PointHistoryRepository {
      public:
        explicit Histories(postgres::Connection& connection) : connection_(connection), history_(connection) {}
        void add(std::span<LedgerEntry const> entries) override { history_.add(entries); }
        std::vector<LedgerEntry> page(UserId user, std::optional<LedgerEntryId> before, std::size_t most) override;

      private:
        postgres::Connection& connection_;
        postgres::PostgresPointHistories history_;
    };

    class Actions final : public OperatorActionRepository {
      public:
        explicit Actions(postgres::Connection& connection) : connection_(connection), actions_(connection) {}
        void add(std::span<OperatorAction const> actions) override { actions_.add(actions); }
        std::vector<OperatorAction> page(std::optional<OperatorActionId> before, std::size_t most) override;

      private:
        postgres::Connection& connection_;
        postgres::PostgresOperatorActions actions_;
    };

    std::string const url_;
    std::function<void(std::string_view)> const on_fault_;
    std::shared_ptr<postgres::TimelineGuard> const guard_ = std::make_shared<postgres::TimelineGuard>();
    postgres::PostgresSaleArchive archive_;
    std::vector<std::unique_ptr<postgres::PostgresUnitOfWork>> works_;
    postgres::Connection reading_;  // of these two
    Histories histories_;
    Actions actions_;
    postgres::PostgresSaleRecords records_;
    postgres::PostgresDrawingArchive drawings_;
    std::mutex payments_mutex_;
    PaymentsHeard* payments_ = nullptr;  // under payments_mutex_
    std::function<void(Instant, milliseconds)> tell_clock_ = [](auto, auto) {};
    std::optional<postgres::HistoryProbe> probe_;
    std::unique_ptr<postgres::ChangeFeed> feed_;
};

}  // namespace onsale
