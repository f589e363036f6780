// Store reader: reads from the store what no board has: pages of point histories and of operator actions, pieces of
// exports. It has a thread and a connection of its own, and nothing else is done there: fans wait for each other's
// pages alone.
//
// Threads: read() and read_on() on any I/O thread; `read` runs on the reader's (work_queue.h says how long what it
// borrows must live).
#pragma once

#include <chrono>
#include <cstddef>
#include <expected>
#include <functional>
#include <string_view>
#include <type_traits>
#include <utility>

#include <spdlog/logger.h>

#include "api/background/work_queue.h"
#include "application/sale_records.h"
#include "application/storage_fault.h"
#include "application/submission.h"
#include "domain/steering/repositories.h"
#include "domain/user/repositories.h"

namespace onsale::api {

class StoreReader {
  public:
    struct Options {
        std::size_t most_waiting = 64;
        // What has waited for longer is not read any more: its client has waited long enough for a store that does not
        // answer, or takes its time.
        std::chrono::milliseconds longest_wait{1'000};
    };
    struct Tables {
        PointHistoryRepository& histories;
        OperatorActionRepository& actions;
        SaleRecords& records;
    };

    // `away`: is the store known to be away? Any thread. Then nobody waits to find that out again.
    StoreReader(Tables tables, std::function<bool()> away, spdlog::logger& log)
        : StoreReader(tables, std::move(away), log, Options{}) {}
    StoreReader(Tables tables, std::function<bool()> away, spdlog::logger& log, Options const& options)
        : tables_(tables),
          away_(std::move(away)),
          log_(log),
          longest_wait_(options.longest_wait),
          queue_({.name = "store-reader", .most = options.most_waiting}) {}

    template <class Read>
    using Result = std::expected<std::invoke_result_t<Read&, Tables const&>, Fate>;

    // What `read(tables)` returns. shed: too many wait. failed: it waited for too long, or the store is away, or it
    // threw StorageFault, which is in the log as `event`.
    template <class Read>
    http::Awaitable<Result<Read>> read(http::IoThread& io, std::string_view event, Read read) {
        auto const asked = std::chrono::steady_clock::now();
        auto done = co_await queue_.run(io, [&]() -> Result<Read> {
            if (std::chrono::steady_clock::now() - asked > longest_wait_) return std::unexpected(Fate::failed);
            return tried(event, read);
        });
        if (!done) co_return std::unexpected(Fate::shed);
        co_return std::move(*done);
    }

    // The next piece of what a client is being sent already: waits for its turn, however long that takes.
    template <class Read>
    http::Awaitable<Result<Read>> read_on(http::IoThread& io, std::string_view event, Read read) {
        co_return co_await queue_.go_on(io, [&]() -> Result<Read> { return tried(event, read); });
    }

    void join() { queue_.join(); }  // as WorkQueue::join

  private:
    template <class Read>
    Result<Read> tried(std::string_view event, Read& read) {
        if (away_()) return std::unexpected(Fate::failed);
        try {
            return read(tables_);
        } catch (StorageFault const& fault) {
            tell(event, fault);
            return std::unexpected(Fate::failed);
        }
    }
    void tell(std::string_view event, StorageFault const& fault);

    Tables const tables_;
    std::function<bool()> const away_;
    spdlog::logger& log_;
    std::chrono::milliseconds const longest_wait_;
    WorkQueue queue_;
};

}  // namespace onsale::api
