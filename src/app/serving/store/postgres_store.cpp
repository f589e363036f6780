#include "app/serving/store/postgres_store.h"

#include <chrono>
#include <csignal>

#include <unistd.h>

#include "app/serving/store/dev_secret.h"
#include "infrastructure/postgres/sale/dev_secret.h"
#include "infrastructure/postgres/sale/schema.h"

namespace onsale {
namespace {

// A page of a history, or of operator actions; those behind it wait as long.
constexpr milliseconds history_timeout{2'000};

}  // namespace

PostgresStore::PostgresStore(std::string url, std::size_t writers, std::function<void(std::string_view)> on_fault)
    : url_(std::move(url)),
      on_fault_(std::move(on_fault)),
      archive_(url_, guard_),
      reading_(url_, {.answer_timeout = history_timeout, .lock_timeout = history_timeout, .guard = guard_}),
      histories_(reading_),
      actions_(reading_),
      records_(url_),
      drawings_(url_) {
    postgres::migrate_if_empty(url_);
    for (std::size_t i = 0; i < writers; ++i) {
        works_.push_back(
            std::make_unique<postgres::PostgresUnitOfWork>(url_, postgres::UnitOfWorkOptions{.guard = guard_}));
    }
}

PostgresStore::~PostgresStore() { stop(); }

std::vector<UnitOfWork*> PostgresStore::works() {
    std::vector<UnitOfWork*> works;
    for (auto const& work : works_) works.push_back(work.get());
    return works;
}

void PostgresStore::fill(Boards& boards, Instant now) {
    probe_.emplace(url_, guard_);
    postgres::Bookmark from;
    archive_.in_one_snapshot([&](postgres::Bookmark const& here) {
        boards.fill(archive_, now);
        from = here;
    });
    postgres::ChangeFeed::Options options;
    options.schema = postgres::newest_schema();
    options.guard = guard_;
    options.on_fault = on_fault_;
    options.on_clock = tell_clock_;
    options.fill_again = [this, &boards] { return fill_again(boards); };
    options.on_payment = [this](ReservedSeat const& paid) {
        std::lock_guard const lock(payments_mutex_);
        if (payments_ != nullptr) payments_->heard(paid);
    };
    // The supervisor starts the process again, with boards that are filled afresh.
    options.on_lost = [this] {
        on_fault_("dates or seats that were shown are not in the store any more: this node ends, to be started again");
        kill(getpid(), SIGTERM);
    };
    feed_ = std::make_unique<postgres::ChangeFeed>(url_, boards, std::move(from), std::move(options));
    feed_->catch_up();
}

// On a session of its own: the archive's belongs to the thread that starts the server.
std::optional<postgres::Bookmark> PostgresStore::fill_again(Boards& boards) {
    postgres::PostgresSaleArchive archive(url_, guard_);
    std::optional<postgres::Bookmark> from;
    auto const now = archive.clock();
    archive.in_one_snapshot([&](postgres::Bookmark const& here) {
        if (!boards.fill_again(archive, now)) return;
        std::lock_guard const lock(payments_mutex_);
        if (payments_ != nullptr) payments_->missed(archive, now);
        from = here;
    });
    return from;
}

void PostgresStore::tell_payments(PaymentsHeard* who) {
    std::lock_guard const lock(payments_mutex_);
    payments_ = who;
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
    if (feed_) feed_->stop();
    if (probe_) probe_->stop();
    tell_payments(nullptr);
}

namespace {

// A session that was lost costs one more question; a server that does not answer is not asked twice.
template <class Read>
auto read_from(postgres::Connection& connection, Read const& read) {
    auto const began = std::chrono::steady_clock::now();
    connection.ensure_open();
    try {
        return read();
    } catch (StoreAway const&) {
        if (std::chrono::steady_clock::now() - began > history_timeout / 2) throw;
        connection.ensure_open();
        return read();
    }
}

}  // namespace

std::vector<OperatorAction> PostgresStore::Actions::page(std::optional<OperatorActionId> before, std::size_t most) {
    return read_from(connection_, [&] { return actions_.page(before, most); });
}

std::vector<LedgerEntry> PostgresStore::Histories::page(UserId user, std::optional<LedgerEntryId> before,
                                                        std::size_t most) {
    return read_from(connection_, [&] { return history_.page(user, before, most); });
}

}  // namespace onsale
