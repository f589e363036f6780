// The steering board: what the operator has steered, as of the last commit. The rules that hold are in_force(settings,
// *now()), what fans are told of them admission_at(*now(), instant).
//
// Thread-safe. now() takes a lock for as long as a pointer is copied; who asks often looks at version() first, which
// takes none.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>

#include "domain/steering/steering.h"

namespace onsale {

class SteeringBoard {
  public:
    SteeringBoard() : latest_(std::make_shared<Steering const>()) {}
    SteeringBoard(SteeringBoard const&) = delete;

    // Never null.
    std::shared_ptr<Steering const> now() const {
        std::lock_guard const lock(mutex_);
        return latest_;
    }
    // Another one with each show(); at least one.
    std::uint64_t version() const { return version_.load(std::memory_order_acquire); }

    // By the clerk, and once at start.
    void show(Steering const& steering) {
        auto fresh = std::make_shared<Steering const>(steering);
        std::lock_guard const lock(mutex_);
        latest_ = std::move(fresh);
        version_.fetch_add(1, std::memory_order_release);
    }

  private:
    mutable std::mutex mutex_;
    std::shared_ptr<Steering const> latest_;
    std::atomic<std::uint64_t> version_{1};
};

}  // namespace onsale
