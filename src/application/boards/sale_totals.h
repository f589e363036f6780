// How much was sold by this node since its start: counts what its clerk commits, and passes it on.
#pragma once

#include <atomic>
#include <cstdint>

#include "application/clerk/changes.h"

namespace onsale {

class SaleTotals final : public CommitListener {
  public:
    // Borrows whom it tells.
    explicit SaleTotals(CommitListener& next) : next_(next) {}

    void committed(Changes const& changes) noexcept override;

    struct Counts {
        std::uint64_t reservations = 0;
        std::uint64_t payments = 0;
        std::uint64_t charges = 0;
        std::uint64_t expired = 0;  // holds that ran out, when they are tidied or their seat is taken again
    };
    // Any thread. Each count is exact; they are not of one instant.
    Counts counts() const;

  private:
    CommitListener& next_;
    std::atomic<std::uint64_t> reservations_ = 0;
    std::atomic<std::uint64_t> payments_ = 0;
    std::atomic<std::uint64_t> charges_ = 0;
    std::atomic<std::uint64_t> expired_ = 0;
};

}  // namespace onsale
