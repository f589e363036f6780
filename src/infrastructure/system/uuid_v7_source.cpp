#include "infrastructure/system/uuid_v7_source.h"

namespace onsale {
namespace {

constexpr std::uint64_t low_mask = (std::uint64_t{1} << 62) - 1;
constexpr std::uint64_t high_mask = (std::uint64_t{1} << 12) - 1;

}  // namespace

Uuid UuidV7Source::next() {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    {
        std::lock_guard const lock(mutex_);
        auto const now = static_cast<std::uint64_t>(clock_.now().time_since_epoch().count());
        if (now > millisecond_) {
            millisecond_ = now;
            // The top bit stays clear, so that counting up has room for 2^61 ids.
            low_ = (std::uint64_t{random_()} << 32 | random_()) & (low_mask >> 1);
            high_ = random_() & high_mask;
        } else {
            ++low_;
        }
        high = millisecond_ << 16 | std::uint64_t{0x7000} | high_;
        low = std::uint64_t{0b10} << 62 | low_;
    }
    Uuid uuid;
    for (std::size_t i = 0; i < 8; ++i) {
        uuid.bytes[i] = static_cast<std::uint8_t>(high >> (56 - 8 * i));
        uuid.bytes[8 + i] = static_cast<std::uint8_t>(low >> (56 - 8 * i));
    }
    return uuid;
}

}  // namespace onsale
