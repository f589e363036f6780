// One of the engine's I/O threads as handlers see it: where coroutines run, where the clerk's answers come back to,
// and how to wait for either without blocking the thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <exception>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <variant>

#include <boost/asio/post.hpp>

#include "application/submission.h"
#include "http/awaitable.h"
#include "http/ready_set.h"

namespace onsale::http {

// One suspended coroutine. Lives in that coroutine's frame. All of it on the I/O thread, except that its address may
// travel through other threads.
class Waiter {
  public:
    Awaitable<void> suspended() {
        return boost::asio::async_initiate<UseAwaitable const&, void()>(
            [this](auto&& resume) { resume_.emplace(std::forward<decltype(resume)>(resume)); }, use_awaitable);
    }

    // Runs the coroutine on until it next suspends. The waiter may be gone afterwards.
    void resume() {
        auto resume = std::move(*resume_);
        resume_.reset();
        std::move(resume)();
    }

  private:
    using Resume = boost::asio::async_result<UseAwaitable, void()>::handler_type;
    std::optional<Resume> resume_;
};

class IoThread final : public ReturnAddress {
  public:
    using Clock = std::chrono::steady_clock;

    explicit IoThread(std::size_t index);
    IoThread(IoThread const&) = delete;
    IoThread& operator=(IoThread const&) = delete;

    std::size_t index() const { return index_; }  // 0 .. threads-1: for state that each thread has of its own
    Executor executor() { return context_.get_executor(); }
    ReadySet& sockets() { return sockets_; }

    // The time of the last sweep: up to one sweep interval old, and free.
    Clock::time_point coarse_now() const { return coarse_now_; }

    // Have there been more clients to read from than could be, for some time? On this thread.
    bool behind() const { return sockets_.behind(); }

    // From the clerk's thread: posts one handler, which resumes every coroutine of the batch on this thread.
    void deliver(std::span<Submission* const> finished) noexcept override;

    // From any thread: resumes a coroutine of this thread that is suspended, or on its way to be.
    void wake(Waiter& waiter) {
        boost::asio::post(context_, [&waiter] { waiter.resume(); });
    }

  private:
    friend class Worker;
    std::size_t const index_;
    boost::asio::io_context context_;
    ReadySet sockets_;
    Clock::time_point coarse_now_ = Clock::now();
};

// Submits, and suspends the calling coroutine until the submission was delivered; if it was shed, goes on at once.
// Afterwards submission.fate says which. `submit` takes no argument, returns false for shed, and hands the submission
// to a clerk that outlives the server's stop(). No wake-up is lost: delivery runs on `io`, after we have suspended.
template <class Submit>
Awaitable<void> delivered(IoThread& io, Submission& submission, Submit submit) {
    Waiter waiter;
    submission.reply_to = &io;
    submission.waiter = &waiter;
    if (submit()) co_await waiter.suspended();
}

// Runs `work()` on a thread of `pool` and comes back to `io` with its result, or with what it threw. For what blocks:
// a password hash, a file. The pool outlives the server's stop().
template <class Pool, class Work>
Awaitable<std::invoke_result_t<Work&>> on_other_thread(IoThread& io, Pool& pool, Work work) {
    using Result = std::invoke_result_t<Work&>;
    using Value = std::conditional_t<std::is_void_v<Result>, std::monostate, std::optional<Result>>;
    Waiter waiter;
    Value value{};
    std::exception_ptr error;
    boost::asio::post(pool, [&] {
        try {
            if constexpr (std::is_void_v<Result>) {
                work();
            } else {
                value.emplace(work());
            }
        } catch (...) {
            error = std::current_exception();
        }
        io.wake(waiter);
    });
    co_await waiter.suspended();
    if (error) std::rethrow_exception(error);
    if constexpr (!std::is_void_v<Result>) co_return std::move(*value);
}

}  // namespace onsale::http
