// Digests of what boards show, so that a node can be compared with its store without sending all of it. Each is a sum
// over its parts, so that their order does not matter. Against mistakes, not against somebody who means to deceive.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "domain/identifiers.h"

namespace onsale {

class Digest {
  public:
    // One part: an id and what belongs to it.
    template <class Tag>
    void add(Id<Tag> const& id, std::uint64_t what) {
        std::uint64_t hash = what + 0x9e3779b97f4a7c15U;
        for (auto const byte : id.value.bytes) hash = (hash ^ byte) * 0x100000001b3U;  // FNV-1a
        hash = (hash ^ (hash >> 30U)) * 0xbf58476d1ce4e5b9U;                           // the end of splitmix64
        hash = (hash ^ (hash >> 27U)) * 0x94d049bb133111ebU;
        sum_ += hash ^ (hash >> 31U);
        ++parts_;
    }
    std::uint64_t parts() const { return parts_; }
    std::uint64_t sum() const { return sum_; }
    bool operator==(Digest const&) const = default;

  private:
    std::uint64_t parts_ = 0;
    std::uint64_t sum_ = 0;
};

struct DateDigest {
    ConcertDateId date;
    Digest seats;   // each with its price and status
    Digest claims;  // each open reservation with its user
    bool operator==(DateDigest const&) const = default;
};

struct BoardsDigest {
    Digest wallets;
    std::vector<DateDigest> dates;  // by id
    bool operator==(BoardsDigest const&) const = default;
};

}  // namespace onsale
