// BatchQueue: many threads submit, a clerk's thread (or one of several) takes everything that waits at once. This is
// the "group" of group commit: while one batch is being flushed to disk the next one gathers by itself, so nobody ever
// waits for a timer.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

#include "application/submission.h"

namespace onsale {

// How long others may have waited before me, for me to wait behind them.
enum class Patience : std::uint8_t {
    usual,
    little,  // a tenth: for callers that have waited elsewhere already, unseen, as behind a crowd at the sockets
};

template <class Item>
class BatchQueue {
  public:
    using WaitClock = std::chrono::steady_clock;

    // Sheds what is submitted while `limit` items wait, or while the oldest of them has waited for `longest_wait`: so
    // that an answer is always near, however slow the store or the machine is (promise 7).
    BatchQueue(std::size_t limit, WaitClock::duration longest_wait) : limit_(limit), longest_wait_(longest_wait) {
        waiting_.reserve(limit);
    }

    // Any thread. False: shed (full, late or closed); the item was not taken and its fate says so, until it is
    // submitted again.
    bool submit(Item& item, Patience patience = Patience::usual) {
        auto const now = WaitClock::now();
        {
            std::lock_guard const lock(mutex_);
            if (closed_ || sheds(now, patience)) {
                item.fate = Fate::shed;
                return false;
            }
            item.fate = Fate::pending;
            item.waits_since = now;
            waiting_.push_back(&item);
            if (waiting_.size() > 1) return true;  // a clerk was told by the first one
        }
        filled_.notify_one();
        return true;
    }

    // A clerk's thread: of what it took, what is not finished or not begun. Behind all that waits, however many those
    // are, and also after closing.
    void put_back(Item& item) {
        {
            std::lock_guard const lock(mutex_);
            item.fate = Fate::pending;
            item.waits_since = WaitClock::now();
            waiting_.push_back(&item);
        }
        filled_.notify_one();
    }

    // A clerk's thread. Blocks until something waits, then moves up to `most` items into `batch`, oldest first.
    // False: closed, and everything submitted before has been taken.
    bool take(std::vector<Item*>& batch, std::size_t most) {
        batch.clear();
        std::unique_lock lock(mutex_);
        filled_.wait(lock, [&] { return !waiting_.empty() || closed_; });
        if (waiting_.empty()) return false;
        move_to(batch, most);
        if (!waiting_.empty()) filled_.notify_one();  // another clerk may take the rest
        return true;
    }

    // What waits now, without waiting for it; false: nothing does. For a clerk that cannot serve and sends all away.
    bool take_waiting(std::vector<Item*>& batch, std::size_t most) {
        batch.clear();
        std::lock_guard const lock(mutex_);
        move_to(batch, most);
        return !batch.empty();
    }

    // Any thread. What waits is still taken and answered; what comes later is shed.
    void close() {
        {
            std::lock_guard const lock(mutex_);
            closed_ = true;
        }
        filled_.notify_all();
    }

    // Would an item be shed now?
    bool overloaded() const {
        std::lock_guard const lock(mutex_);
        return sheds(WaitClock::now(), Patience::usual);
    }

    std::size_t waiting() const {
        std::lock_guard const lock(mutex_);
        return waiting_.size();
    }

  private:
    void move_to(std::vector<Item*>& batch, std::size_t most) {
        auto const count = waiting_.size() < most ? waiting_.size() : most;
        auto const end = waiting_.begin() + static_cast<std::ptrdiff_t>(count);
        batch.assign(waiting_.begin(), end);
        waiting_.erase(waiting_.begin(), end);
    }
    bool sheds(WaitClock::time_point now, Patience patience) const {
        if (waiting_.size() >= limit_) return true;
        auto const bound = patience == Patience::little ? longest_wait_ / 10 : longest_wait_;
        return !waiting_.empty() && now - waiting_.front()->waits_since >= bound;
    }

    std::size_t const limit_;
    WaitClock::duration const longest_wait_;
    mutable std::mutex mutex_;
    std::condition_variable filled_;
    std::vector<Item*> waiting_;
    bool closed_ = false;
};

// Hands every submission of a batch back, with one call to each return address among them.
// `batch` is consumed; a submission must not be touched after this.
template <class Item>
void deliver_batch(std::vector<Item*> const& batch) {
    std::vector<ReturnAddress*> served;
    for (auto* item : batch) {
        if (item->reply_to == nullptr) continue;
        bool known = false;
        for (auto* address : served) known = known || address == item->reply_to;
        if (!known) served.push_back(item->reply_to);
    }
    std::vector<std::vector<Submission*>> groups(served.size());
    for (auto* item : batch) {
        for (std::size_t i = 0; i < served.size(); ++i) {
            if (served[i] == item->reply_to) groups[i].push_back(item);
        }
    }
    for (std::size_t i = 0; i < served.size(); ++i) served[i]->deliver(groups[i]);
}

}  // namespace onsale
