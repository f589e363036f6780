// A sale in full swing, made on the disk as the server makes it: by the clerk and the line's clerk, one durable batch
// after the other. Only HTTP is left out.
#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <string>
#include <vector>

#include "application/clerk/clerk.h"
#include "application/line/embedded_line.h"
#include "infrastructure/sqlite/line/sqlite_line_journal.h"
#include "infrastructure/sqlite/sale/unit_of_work.h"
#include "infrastructure/system/data_lock.h"
#include "infrastructure/system/system_clock.h"
#include "infrastructure/system/uuid_v7_source.h"
#include "infrastructure/venue/venue_plan.h"

namespace onsale::bench {

class Seeding {
  public:
    // Throws std::runtime_error when the directory holds a sale already, StorageFault when it cannot be opened.
    explicit Seeding(std::filesystem::path const& data);

    // Each throws std::runtime_error when anything was refused or could not be written.
    void register_users(std::size_t count);
    void join_line(std::size_t count);                                     // the first `count` users, in their order
    std::size_t reserve(venue::VenuePlan const& plan, std::size_t count);  // returns how many dates that took

    // Polls of `count` waiting fans, evenly spread over the line, each with its signed place: as onsale_load reads
    // them.
    void write_polls(std::filesystem::path const& file, std::size_t count) const;

  private:
    struct Place {
        UserId user;
        PlaceNumber number;
        Instant joined_at;
    };
    struct NoBoards final : CommitListener {
        void committed(Changes const&) noexcept override {}
    };

    std::vector<SeatId> put_on_sale(venue::VenuePlan const& plan, std::size_t dates);
    std::string fault() const { return fault_.empty() ? "refused" : fault_; }

    std::filesystem::path const data_;
    DataLock data_lock_;
    SystemClock clock_;
    UuidV7Source ids_{clock_};
    std::string fault_;  // the clerks' last; read only when a command failed, and then they are idle
    sqlite::SqliteUnitOfWork work_;
    NoBoards boards_;
    Clerk clerk_;
    sqlite::SqliteLineJournal journal_;
    EmbeddedLine line_;
    std::vector<UserId> users_;
    std::vector<Place> places_;
};

}  // namespace onsale::bench
