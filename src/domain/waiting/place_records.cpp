#include "domain/waiting/place_records.h"

#include <bit>

#include "domain/waiting/invariant.h"

namespace onsale {

PlaceRecords::PlaceRecords() {
    index_.reserve(index_parts);
    for (std::size_t i = 0; i < index_parts; ++i) index_.emplace_back(0, HashOfUser{this}, SameUser{this});
}

std::size_t PlaceRecords::part_of(UserId user) {
    // Fibonacci hashing (Knuth, TAOCP vol. 3, 6.4): the top bits depend on all bits, whatever the ids look like.
    return (user.value.low_bits() * 0x9E37'79B9'7F4A'7C15U) >> (64 - std::countr_zero(index_parts));
}

PlaceRecord& PlaceRecords::add(PlaceNumber number, UserId user, PlaceState state) {
    line_invariant(state != PlaceState::finished, "a new place is not finished");
    line_invariant(find(number) == nullptr, "a place number is given out once");
    auto const slot = number.value / block_places;
    if (blocks_.size() <= slot) {
        if (!blocks_.empty() && blocks_.back() != nullptr && blocks_.back()->unfinished == 0) blocks_.back().reset();
        blocks_.resize(slot + 1);
    }
    if (blocks_[slot] == nullptr) blocks_[slot] = std::make_unique<Block>();
    auto& record = blocks_[slot]->records[number.value % block_places];
    record.user = user;
    record.state_bits = static_cast<std::uint8_t>(state) & 7U;
    auto const added = index_[part_of(user)].insert(number.value).second;
    line_invariant(added, "a user has one live place");
    ++blocks_[slot]->unfinished;
    ++counter(state);
    ++total_;
    return record;
}

void PlaceRecords::change(PlaceNumber number, PlaceState to) {
    auto* const record = find(number);
    line_invariant(record != nullptr && to != PlaceState::finished, "only an unfinished place changes its state");
    --counter(record->state());
    ++counter(to);
    record->state_bits = static_cast<std::uint8_t>(to) & 7U;
}

void PlaceRecords::finish(PlaceNumber number) {
    auto* const record = find(number);
    line_invariant(record != nullptr, "a place is finished once");
    index_[part_of(record->user)].erase(number.value);
    --counter(record->state());
    --total_;
    *record = PlaceRecord{};
    auto& block = blocks_[number.value / block_places];
    --block->unfinished;
    // The last block stays: the next fan joins there.
    if (block->unfinished == 0 && &block != &blocks_.back()) block.reset();
}

PlaceRecord* PlaceRecords::find(PlaceNumber number) {
    return const_cast<PlaceRecord*>(static_cast<PlaceRecords const&>(*this).find(number));
}

PlaceRecord const* PlaceRecords::find(PlaceNumber number) const {
    auto const slot = number.value / block_places;
    if (slot >= blocks_.size() || blocks_[slot] == nullptr) return nullptr;
    auto const& record = blocks_[slot]->records[number.value % block_places];
    return record.state() == PlaceState::finished ? nullptr : &record;
}

std::optional<PlaceNumber> PlaceRecords::place_of(UserId user) const {
    auto const& part = index_[part_of(user)];
    auto const found = part.find(user);
    if (found == part.end()) return std::nullopt;
    return PlaceNumber{*found};
}

}  // namespace onsale
