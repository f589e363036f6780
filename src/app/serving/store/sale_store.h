// The store of the sale, as the server needs it: embedded in files, or a PostgreSQL that many nodes share.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/config/settings.h"
#include "app/serving/store/agreed_settings.h"
#include "application/boards/boards.h"
#include "application/boards/payments_heard.h"
#include "application/boards/remote_changes.h"
#include "application/clerk/unit_of_work.h"
#include "application/sale_records.h"

namespace onsale {

// What a store's clock said half a round trip ago.
struct StoreTime {
    Instant said;
    milliseconds round_trip;
};

class SaleStore {
  public:
    virtual ~SaleStore() = default;

    // The clerk's, one for each of its threads.
    virtual std::vector<UnitOfWork*> works() = 0;
    // For one thread at a time, the same for these three, not the clerk's.
    virtual PointHistoryRepository& histories() = 0;
    virtual OperatorActionRepository& actions() = 0;
    virtual SaleRecords& records() = 0;
    // For one thread at a time, which may be another one.
    virtual DrawingArchive& drawings() = 0;

    // Fills the boards, and keeps them in step from now on. Errors: StorageFault.
    virtual void fill(Boards& boards, Instant now) = 0;
    // What the clerk tells of its commits; good once filled.
    virtual CommitListener& listener() = 0;
    // Null: there are no other nodes.
    virtual RemoteChanges* others() = 0;
    // Tells `who` from now on, on any thread; null: nobody. Borrows it until stop().
    virtual void tell_payments(PaymentsHeard* who) = 0;

    // Told what the store's clock says, and how long asking took: with each of its answers, from fill() on. Of
    // a store that has a clock of its own. Before fill().
    virtual void on_clock(std::function<void(Instant by_the_store, milliseconds round_trip)> tell) = 0;

    // For the thread that starts the server.
    virtual SaleArchive& archive() = 0;
    // Nothing: the store has no clock of its own. For the thread that starts the server. Errors: StorageFault.
    virtual std::optional<StoreTime> time() = 0;
    // Signs tokens when the settings name no secret (phase dev): made once, and the same for every node.
    virtual std::string dev_secret() = 0;

    // Stops following others. After the clerk has closed.
    virtual void stop() noexcept = 0;
};

// As the settings say. `on_fault`: told what went wrong while following others; any thread. Errors: StorageFault,
// SettingsDiffer.
std::unique_ptr<SaleStore> open_store(config::Settings const& settings, OnDifference on_difference,
                                      std::function<void(std::string_view)> on_fault);

}  // namespace onsale
