// Catch-up: waits until this node's boards show what other nodes have committed. Clients that wait at the same time
// share a question to the store, so that a crowd waits hardly longer than one.
//
// Threads: caught_up() on any I/O thread; the question is asked on a thread of its own.
#pragma once

#include <mutex>
#include <vector>

#include <boost/asio/thread_pool.hpp>

#include "application/boards/remote_changes.h"
#include "http/io_thread.h"

namespace onsale::api {

class CatchUp {
  public:
    // Null: there are no other nodes.
    explicit CatchUp(RemoteChanges* others) : others_(others) {}
    CatchUp(CatchUp const&) = delete;

    RemoteChanges* others() const { return others_; }

    // Do the boards show all that was committed anywhere before this call? False: the store is away.
    http::Awaitable<bool> caught_up(http::IoThread& io);

    // After the server's stop(): nobody waits. Idempotent.
    void join() { thread_.join(); }

  private:
    struct Waiting {
        http::IoThread& io;
        http::Waiter waiter{};
        bool caught_up = false;
    };

    void ask();

    RemoteChanges* const others_;
    std::mutex mutex_;
    std::vector<Waiting*> waiting_;  // for a question that has not begun
    boost::asio::thread_pool thread_{1};
};

}  // namespace onsale::api
