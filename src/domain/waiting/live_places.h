// LivePlaces: a set of place numbers that knows how many of them are smaller than a given one.
//
// One bit a place, in blocks of 512 (one cache line), and a Fenwick tree over the blocks' counts (P. Fenwick, "A new
// data structure for cumulative frequency tables", 1994). 0.13 bytes a place; set, clear and count_before touch one
// block and O(log(n / 512)) counters: about 30 ns at ten million places.
//
// Threads: none of its own; const calls may run at the same time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "domain/identifiers.h"

namespace onsale {

class LivePlaces {
  public:
    // first: the smallest number that will ever be set. Nothing is kept for the numbers below it.
    explicit LivePlaces(PlaceNumber first = {1}) : first_(first.value) {}

    // Setting a number beyond the end makes room up to it. Numbers below `first` are a bug of the caller.
    void set(PlaceNumber number);
    // Clearing what is not set changes nothing.
    void clear(PlaceNumber number);
    bool contains(PlaceNumber number) const;

    // How many set numbers are smaller than this one.
    std::uint32_t count_before(PlaceNumber number) const;
    // The smallest set number that is not smaller than this one.
    std::optional<PlaceNumber> next_at_or_after(PlaceNumber number) const;
    std::uint32_t total() const { return total_; }

  private:
    static constexpr std::size_t block_bits = 512;
    static constexpr std::size_t word_bits = 64;
    using Block = std::array<std::uint64_t, block_bits / word_bits>;

    void append_block();
    void add_to_tree(std::size_t block, bool one_more);
    std::uint32_t count_before_block(std::size_t block) const;

    std::uint32_t first_;
    std::uint32_t total_ = 0;
    std::vector<Block> blocks_;
    std::vector<std::uint32_t> tree_;  // tree_[i - 1] counts blocks (i - lowest bit of i, i], with i from 1
};

}  // namespace onsale
