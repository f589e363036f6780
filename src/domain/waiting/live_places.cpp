#include "domain/waiting/live_places.h"

#include <bit>

#include "domain/waiting/invariant.h"

namespace onsale {
namespace {

constexpr std::size_t lowest_bit(std::size_t i) { return i & (~i + 1); }

constexpr std::uint64_t bit_of(std::size_t offset) { return std::uint64_t{1} << (offset % 64); }

}  // namespace

void LivePlaces::append_block() {
    // The new tree node covers itself (empty) and the nodes below it, each of half the remaining width.
    auto const i = tree_.size() + 1;
    std::uint32_t sum = 0;
    for (std::size_t width = 1; width < lowest_bit(i); width *= 2) sum += tree_[i - width - 1];
    tree_.push_back(sum);
    blocks_.emplace_back();
}

void LivePlaces::add_to_tree(std::size_t block, bool one_more) {
    for (auto i = block + 1; i <= tree_.size(); i += lowest_bit(i)) tree_[i - 1] += one_more ? 1U : ~0U;
    total_ += one_more ? 1U : ~0U;  // ~0 is minus one, modulo 2^32
}

std::uint32_t LivePlaces::count_before_block(std::size_t block) const {
    std::uint32_t sum = 0;
    for (auto i = block; i > 0; i -= lowest_bit(i)) sum += tree_[i - 1];
    return sum;
}

void LivePlaces::set(PlaceNumber number) {
    line_invariant(number.value >= first_, "a place below the first of the line cannot become live");
    std::size_t const offset = number.value - first_;
    auto const block = offset / block_bits;
    while (blocks_.size() <= block) append_block();
    auto& word = blocks_[block][offset % block_bits / word_bits];
    if ((word & bit_of(offset)) != 0) return;
    word |= bit_of(offset);
    add_to_tree(block, true);
}

void LivePlaces::clear(PlaceNumber number) {
    if (!contains(number)) return;
    std::size_t const offset = number.value - first_;
    auto const block = offset / block_bits;
    blocks_[block][offset % block_bits / word_bits] &= ~bit_of(offset);
    add_to_tree(block, false);
}

bool LivePlaces::contains(PlaceNumber number) const {
    if (number.value < first_) return false;
    std::size_t const offset = number.value - first_;
    auto const block = offset / block_bits;
    return block < blocks_.size() && (blocks_[block][offset % block_bits / word_bits] & bit_of(offset)) != 0;
}

std::uint32_t LivePlaces::count_before(PlaceNumber number) const {
    if (number.value <= first_) return 0;
    std::size_t const offset = number.value - first_;
    auto const block = offset / block_bits;
    if (block >= blocks_.size()) return total_;
    auto count = count_before_block(block);
    auto const word = offset % block_bits / word_bits;
    for (std::size_t w = 0; w < word; ++w) count += static_cast<std::uint32_t>(std::popcount(blocks_[block][w]));
    auto const smaller = blocks_[block][word] & (bit_of(offset) - 1);
    return count + static_cast<std::uint32_t>(std::popcount(smaller));
}

std::optional<PlaceNumber> LivePlaces::next_at_or_after(PlaceNumber number) const {
    std::size_t const offset = number.value > first_ ? number.value - first_ : 0;
    auto block = offset / block_bits;
    if (block >= blocks_.size()) return std::nullopt;

    auto const found = [&](std::size_t word, std::uint64_t bits) {
        auto const at = block * block_bits + word * word_bits + static_cast<std::size_t>(std::countr_zero(bits));
        return PlaceNumber{first_ + static_cast<std::uint32_t>(at)};
    };
    auto word = offset % block_bits / word_bits;
    if (auto const rest = blocks_[block][word] & ~(bit_of(offset) - 1); rest != 0) return found(word, rest);
    for (++word; word < block_bits / word_bits; ++word) {
        if (blocks_[block][word] != 0) return found(word, blocks_[block][word]);
    }

    // Down the tree to the last block before which no more are counted than up to the end of this one.
    auto left = count_before_block(block + 1);
    if (left == total_) return std::nullopt;
    std::size_t passed = 0;
    for (auto step = std::bit_floor(tree_.size()); step > 0; step /= 2) {
        if (passed + step <= tree_.size() && tree_[passed + step - 1] <= left) {
            passed += step;
            left -= tree_[passed - 1];
        }
    }
    block = passed;
    for (word = 0; blocks_[block][word] == 0;) ++word;
    return found(word, blocks_[block][word]);
}

}  // namespace onsale
