// Work queue: one thread for what blocks or takes long, which an I/O thread must not do, and a bound on how many wait
// for it. Beyond the bound nothing is done: the client is told 503.
//
// Threads: run() and go_on() on any I/O thread. Work runs on the queue's thread alone, in the order in which it came,
// and may refer to everything that the calling coroutine may: a server's stop() returns after the last coroutine has
// ended, so that by then each piece of work is done and answered. Work borrows what it needs, so those things outlive
// stop(). Then, before the server goes: join().
#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include <boost/asio/thread_pool.hpp>

#include "http/io_thread.h"

namespace onsale::api {

class WorkQueue {
  public:
    struct Options {
        std::string name;      // of the thread, as top -H shows it; 15 bytes at most
        std::size_t most = 1;  // that wait or are being done
        int nice = 0;          // how much the thread gives way to the others, 0 to 19
    };
    explicit WorkQueue(Options const& options);
    WorkQueue(WorkQueue const&) = delete;

    // What `work()` returns, or throws. Nullopt: the queue is full, and nothing was done.
    template <class Work>
    http::Awaitable<std::optional<std::invoke_result_t<Work&>>> run(http::IoThread& io, Work work) {
        Place const place(count_);
        if (place.number > most_) co_return std::nullopt;
        co_return co_await http::on_other_thread(io, thread_, std::move(work));
    }

    // The same for what has begun and must not break off: it is not counted, and never refused.
    template <class Work>
    http::Awaitable<std::invoke_result_t<Work&>> go_on(http::IoThread& io, Work work) {
        return http::on_other_thread(io, thread_, std::move(work));
    }

    // After the server's stop(): nothing is left to do. Idempotent.
    void join() { thread_.join(); }

  private:
    struct Place {
        explicit Place(std::atomic<std::size_t>& all) : count(all), number(all.fetch_add(1) + 1) {}
        Place(Place const&) = delete;
        ~Place() { count.fetch_sub(1); }

        std::atomic<std::size_t>& count;
        std::size_t const number;
    };

    std::size_t const most_;
    std::atomic<std::size_t> count_ = 0;
    boost::asio::thread_pool thread_{1};
};

}  // namespace onsale::api
