#include "http/io_thread.h"

#include <vector>

namespace onsale::http {

// UNSAFE_IO leaves out the locks around each socket, which only this thread touches, and keeps those that posting
// from another thread needs.
IoThread::IoThread(std::size_t index)
    : index_(index), context_(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO), sockets_(context_) {}

// Without memory for this the process ends, by noexcept: a fan who waits for an answer would wait for ever.
void IoThread::deliver(std::span<Submission* const> finished) noexcept {
    std::vector<Waiter*> waiters;
    waiters.reserve(finished.size());
    for (auto const* submission : finished) waiters.push_back(static_cast<Waiter*>(submission->waiter));
    boost::asio::post(context_, [waiters = std::move(waiters)] {
        for (auto* waiter : waiters) waiter->resume();
    });
}

}  // namespace onsale::http
