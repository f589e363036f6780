// Waiting for a submission on a plain thread: for the sweeper, the import and tests. Never on an I/O thread.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <span>

#include "application/submission.h"

namespace onsale {

class AwaitedReply final : public ReturnAddress {
  public:
    // Notifies under the lock: the waiter may destroy this as soon as it has the lock back.
    void deliver(std::span<Submission* const> finished) noexcept override {
        std::lock_guard const lock(mutex_);
        delivered_ += finished.size();
        arrived_.notify_one();
    }
    // Until this many were delivered, since the beginning. One thread waits.
    void wait(std::size_t count = 1) {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, [&] { return delivered_ >= count; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::size_t delivered_ = 0;
};

// Blocks until the submission is delivered (or shed) and returns its fate.
template <class Clerk, class Item>
Fate submit_and_wait(Clerk& clerk, Item& submission) {
    AwaitedReply reply;
    submission.reply_to = &reply;
    if (clerk.submit(submission)) reply.wait();
    return submission.fate;
}

}  // namespace onsale
