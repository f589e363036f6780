// SlotBits: one bit for each slot, read 64 at a time from any slot on.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace onsale::seating {

using Slot = std::uint32_t;

class SlotBits {
  public:
    // All clear. The 64 slots in front of the first and behind the last can be read, too, and are clear.
    explicit SlotBits(std::size_t slots) : words_((slots + lead) / 64 + 4) {}

    bool test(Slot slot) const { return (from(slot) & 1U) != 0; }
    void set(Slot slot) { word(slot) |= bit(slot); }
    void clear(Slot slot) { word(slot) &= ~bit(slot); }

    // Slot `slot` in the lowest bit, `slot + 63` in the highest.
    std::uint64_t from(std::int64_t slot) const {
        auto const at = static_cast<std::size_t>(slot + lead);
        auto const shift = at % 64;
        auto const low = words_[at / 64] >> shift;
        return shift == 0 ? low : low | words_[at / 64 + 1] << (64 - shift);
    }

    // The slots in [first, end) that are set, in their order.
    template <class Visit>
    void each(Slot first, Slot end, Visit visit) const {
        for (auto base = first; base < end; base += 64) {
            for (auto bits = cut(from(base), end - base); bits != 0; bits &= bits - 1) {
                visit(base + static_cast<Slot>(std::countr_zero(bits)));
            }
        }
    }
    std::size_t count(Slot first, Slot end) const {
        std::size_t sum = 0;
        for (auto base = first; base < end; base += 64) {
            sum += static_cast<std::size_t>(std::popcount(cut(from(base), end - base)));
        }
        return sum;
    }

    // The lowest `length` of the bits, or all.
    static std::uint64_t cut(std::uint64_t bits, std::size_t length) {
        return length >= 64 ? bits : bits & ((std::uint64_t{1} << length) - 1);
    }

  private:
    static constexpr std::int64_t lead = 64;
    std::uint64_t& word(Slot slot) { return words_[static_cast<std::size_t>(slot + lead) / 64]; }
    static std::uint64_t bit(Slot slot) { return std::uint64_t{1} << (slot % 64); }
    std::vector<std::uint64_t> words_;
};

// Where a choice of `count` seats side by side may begin, among the 64 slots from `slot` on.
struct Runs {
    std::uint64_t all = 0;
    std::uint64_t tidy = 0;  // of these, those that leave no single seat alone
};

// A seat is left alone that was free with a free neighbour, and is then free with none. A slot that is no seat is never
// free, so an aisle and the end of a row count as taken. `count`: 1 to most_together.
inline Runs runs_of(SlotBits const& free, Slot slot, std::size_t count) {
    auto const low = free.from(slot);
    if (low == 0) return {};
    auto const high = free.from(std::int64_t{slot} + 64);
    auto const shifted = [&](std::size_t by) { return by == 0 ? low : low >> by | high << (64 - by); };
    auto all = low;
    for (std::size_t i = 1; i < count; ++i) all &= shifted(i);
    if (all == 0) return {};
    auto const left = free.from(std::int64_t{slot} - 1) & ~free.from(std::int64_t{slot} - 2);
    auto const right = shifted(count) & ~shifted(count + 1);
    return {all, all & ~left & ~right};
}

}  // namespace onsale::seating
