// The store of a sale for commands that are no server: import, audit, migrate, the rehearsal. Whichever kind it is, the
// choice is made here, and for `serve` in sale_store.h.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "app/serving/import_date.h"
#include "application/audit.h"
#include "application/boards/boards.h"
#include "application/boards/sale_archive.h"
#include "application/clerk/unit_of_work.h"

namespace onsale {

// Where a sale is kept. Exactly one of the two is set.
struct StoreAddress {
    std::filesystem::path data{};  // files in this directory
    std::string url{};             // a PostgreSQL, which nodes may be using
    bool shared() const { return !url.empty(); }
};

// Open for one thread.
class OfflineStore {
  public:
    virtual ~OfflineStore() = default;
    virtual UnitOfWork& work() = 0;
    virtual SaleArchive& archive() = 0;
    virtual Others others() const = 0;
};

// Makes what is not there, and waits for rows that others keep. A data directory is locked until the store is gone.
// Errors: StorageFault, also for a directory that a server has open.
std::unique_ptr<OfflineStore> open_offline(StoreAddress const& address);

// Read-only, also while servers run; of files, the line's journal too. Errors: StorageFault.
AuditReport audit_store(StoreAddress const& address);

struct SchemaVersions {
    std::int64_t from = 0;  // 0: there was no store
    std::int64_t to = 0;
};
// Brings the store's schema up to date, or makes it. Errors: StorageFault.
SchemaVersions migrate_store(StoreAddress const& address);

// What boards show that were filled from the store just now; in a PostgreSQL, from a snapshot that a session exported.
// Errors: StorageFault.
void fill_from_store(Boards& boards, StoreAddress const& address, std::string const& snapshot, Instant now);

}  // namespace onsale
