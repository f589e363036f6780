// Version 7 ids (RFC 9562, section 5.7): 48 bits of Unix milliseconds, the version, then 74 bits that start at random
// in each millisecond and count up within it (section 6.2, method 2). So ids of one source always ascend, even when
// the clock is set back, and the seats of one import compress well.
#pragma once

#include <cstdint>
#include <mutex>
#include <random>

#include "application/id_source.h"
#include "domain/instant.h"

namespace onsale {

class UuidV7Source final : public IdSource {
  public:
    explicit UuidV7Source(Clock const& clock) : clock_(clock) {}

    Uuid next() override;  // any thread

  private:
    Clock const& clock_;
    std::mutex mutex_;
    std::random_device random_;
    std::uint64_t millisecond_ = 0;
    std::uint64_t high_ = 0;  // 12 bits
    std::uint64_t low_ = 0;   // 62 bits
};

}  // namespace onsale
