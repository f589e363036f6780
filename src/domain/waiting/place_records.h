// PlaceRecords: what the line remembers of each place, 24 bytes a fan, and which place is whose.
//
// Records lie by number in blocks that are made when a first place of theirs is written and freed when the last one
// is finished: nothing is ever moved, and a sale of ten million fans keeps only those who are still there.
//
// The index from user to place is a hash set of bare place numbers that looks into the records for the user (about 10
// bytes a fan with Boost's open addressing, half full, instead of 49 for a map). It is cut into 64 sets by hash, so
// that growing moves a 64th of it: about 1 ms at a million fans instead of one stop of 50 ms or more.
//
// Threads: none of its own; const calls may run at the same time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <boost/unordered/unordered_flat_set.hpp>

#include "domain/identifiers.h"

namespace onsale {

enum class PlaceState : std::uint8_t {
    finished,  // paid, left or expired; also a number that was never given out
    waiting,   // in the line, and polling
    away,      // stopped polling or missed its claim window; keeps its number; live again at its next poll
    called,    // may come in until its claim window closes
    entering,  // its entry is being written
    inside,    // has a session
};

struct PlaceRecord {
    UserId user;
    std::uint32_t joined_at = 0;       // seconds since 1970: until 2106
    std::uint32_t last_seen : 29 = 0;  // a stamp of attendance.h: seconds, for 17 years
    std::uint32_t state_bits : 3 = 0;  // PlaceState, set by PlaceRecords only

    PlaceState state() const { return static_cast<PlaceState>(state_bits); }
};
static_assert(sizeof(PlaceRecord) == 24);

class PlaceRecords {
  public:
    PlaceRecords();
    PlaceRecords(PlaceRecords const&) = delete;
    PlaceRecords& operator=(PlaceRecords const&) = delete;

    // The user must have no other place, and the number must be unused: one live place per user.
    PlaceRecord& add(PlaceNumber number, UserId user, PlaceState state);
    void change(PlaceNumber number, PlaceState to);
    // Forgets the user; afterwards the number reads as finished.
    void finish(PlaceNumber number);

    // Null when the place is finished or was never given out.
    PlaceRecord* find(PlaceNumber number);
    PlaceRecord const* find(PlaceNumber number) const;
    std::optional<PlaceNumber> place_of(UserId user) const;

    std::uint32_t count(PlaceState state) const { return counts_[static_cast<std::size_t>(state)]; }
    // Places that are not finished.
    std::uint32_t total() const { return total_; }

  private:
    static constexpr std::size_t block_places = 16'384;  // 384 KiB: large enough to go back to the system when freed
    static constexpr std::size_t index_parts = 64;

    struct Block {
        std::array<PlaceRecord, block_places> records;
        std::uint32_t unfinished = 0;
    };

    struct HashOfUser {
        using is_transparent = void;
        PlaceRecords const* records;
        std::size_t operator()(UserId user) const { return user.value.low_bits(); }
        std::size_t operator()(std::uint32_t number) const { return (*this)(records->at(number).user); }
    };
    struct SameUser {
        using is_transparent = void;
        PlaceRecords const* records;
        bool operator()(std::uint32_t a, std::uint32_t b) const { return records->at(a).user == records->at(b).user; }
        bool operator()(UserId user, std::uint32_t b) const { return user == records->at(b).user; }
        bool operator()(std::uint32_t a, UserId user) const { return user == records->at(a).user; }
    };
    using Index = boost::unordered_flat_set<std::uint32_t, HashOfUser, SameUser>;

    PlaceRecord const& at(std::uint32_t number) const {
        return blocks_[number / block_places]->records[number % block_places];
    }
    static std::size_t part_of(UserId user);
    std::uint32_t& counter(PlaceState state) { return counts_[static_cast<std::size_t>(state)]; }

    std::vector<std::unique_ptr<Block>> blocks_;
    std::vector<Index> index_;
    std::array<std::uint32_t, 6> counts_{};
    std::uint32_t total_ = 0;
};

}  // namespace onsale
