// Readings: how many requests wait for the one thread that reads from the store (point histories, operator actions,
// exports). Beyond that they are shed; and what has waited for too long when its turn comes is not read any more.
//
// Thread-safe. A turn lasts as long as its object.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>

namespace onsale::api {

class Readings {
  public:
    static constexpr std::size_t most = 64;
    // Clients wait for an answer from a store that does not answer (one question) or takes its time.
    static constexpr std::chrono::milliseconds longest_wait{1'000};

    class Turn {
      public:
        explicit Turn(Readings& of) : of_(&of) {}
        Turn(Turn&& other) noexcept : of_(std::exchange(other.of_, nullptr)), since_(other.since_) {}
        Turn& operator=(Turn&&) = delete;
        ~Turn() {
            if (of_ != nullptr) of_->waiting_.fetch_sub(1, std::memory_order_relaxed);
        }
        // Has it waited for longer than longest_wait?
        bool late() const { return std::chrono::steady_clock::now() - since_ > longest_wait; }

      private:
        Readings* of_;
        std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
    };

    // Nullopt: as many wait as may.
    std::optional<Turn> take_turn() {
        if (waiting_.fetch_add(1, std::memory_order_relaxed) < most) return std::optional<Turn>(std::in_place, *this);
        waiting_.fetch_sub(1, std::memory_order_relaxed);
        return std::nullopt;
    }

  private:
    std::atomic<std::size_t> waiting_ = 0;
};

}  // namespace onsale::api
