#include "app/serving/store/postgres_store.h"

#include <chrono>
#include <csignal>

#include <unistd.h>

#include "app/serving/store/dev_secret.h"
#include "infrastructure/postgres/sale/dev_secret.h"
#include "infrastructure/postgres/sale/schema.h"

namespace onsale {

PostgresStore::PostgresStore(std::string url, std::size_t clerks, std::function<void(std::string_view)> on_fault)
    : url_(std::move(url)),
      on_fault_(std::move(on_fault)),
      archive_(url_),
      reading_(url_),
      histories_(reading_),
      actions_(reading_),
      records_(url_),
      drawings_(url_) {
    postgres::migrate_if_empty(url_);
    for (std::size_t i = 0; i < clerks; ++i) works_.push_back(std::make_unique<postgres::PostgresUnitOfWork>(url_));
}

PostgresStore::~PostgresStore() { stop(); }

std::vector<UnitOfWork*> PostgresStore::works() {
    std::vector<UnitOfWork*> works;
    for (auto const& work : works_) works.push_back(work.get());
    return works;
}

void PostgresStore::fill(Boards& boards) {
    std::string shown;
    archive_.in_one_snapshot([&](std::string const& snapshot) {
        boards.fill(archive_);
        shown = snapshot;
    });
    postgres::NewsFeed::Options options;
    options.on_fault = on_fault_;
    options.on_payment = [this](Reservation const& paid) {
        std::lock_guard const lock(tell_mutex_);
        if (tell_) tell_(paid);
    };
    // Whoever keeps this process running starts it again, with boards that are filled anew.
    options.on_cut_off = [this] {
        on_fault_("cut off from the store for too long to catch up: this node ends, to be started again");
        kill(getpid(), SIGTERM);
    };
    news_ = std::make_unique<postgres::NewsFeed>(url_, boards, shown, std::move(options));
}

void PostgresStore::on_payment(std::function<void(Reservation const& paid)> tell) {
    std::lock_guard const lock(tell_mutex_);
    tell_ = std::move(tell);
}

std::optional<StoreTime> PostgresStore::time() {
    archive_.clock();  // connects, where it has not
    auto const asked = std::chrono::steady_clock::now();
    auto const said = archive_.clock();
    auto const took = std::chrono::steady_clock::now() - asked;
    return StoreTime{said, std::chrono::ceil<milliseconds>(took)};
}

std::string PostgresStore::dev_secret() { return postgres::shared_dev_secret(url_, new_secret()); }

void PostgresStore::stop() noexcept {
    if (news_) news_->stop();
    on_payment(nullptr);
}

std::vector<OperatorAction> PostgresStore::Actions::page(std::optional<OperatorActionId> before, std::size_t most) {
    connection_.ensure_open();
    try {
        return actions_.page(before, most);
    } catch (StoreAway const&) {
        connection_.ensure_open();
        return actions_.page(before, most);
    }
}

std::vector<LedgerEntry> PostgresStore::Histories::page(UserId user, std::optional<LedgerEntryId> before,
                                                        std::size_t most) {
    connection_.ensure_open();
    try {
        return history_.page(user, before, most);
    } catch (StoreAway const&) {
        connection_.ensure_open();
        return history_.page(user, before, most);
    }
}

}  // namespace onsale
