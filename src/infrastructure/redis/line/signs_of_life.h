// SignsOfLife: who polled at this node since the last beat. Each place once, however often they poll.
//
// Threads: none of its own; the caller locks. Bounded by the places there are.
#pragma once

#include <algorithm>
#include <vector>

#include "infrastructure/redis/line/line_store.h"
#include "infrastructure/redis/line/place_bits.h"

namespace onsale::redis {

class SignsOfLife {
  public:
    void polled(PlaceNumber place) {
        if (noted_.set(place)) polled_.push_back(place.value);
    }
    void returning(PlaceNumber place, UserId user) {
        if (noted_.set(place)) returning_.push_back({place, user});
    }

    struct Taken {
        std::vector<std::uint32_t> polled;
        std::vector<Returning> returning;
    };
    // A beat's worth. Nothing more is left when `more()` says so.
    Taken take(std::size_t most_polled, std::size_t most_returning) {
        Taken taken{first(polled_, most_polled), first(returning_, most_returning)};
        for (auto const place : taken.polled) noted_.clear({place});
        for (auto const& fan : taken.returning) noted_.clear(fan.place);
        return taken;
    }
    bool more() const { return !polled_.empty() || !returning_.empty(); }
    // They could not be told.
    void give_back(Taken const& taken) {
        for (auto const place : taken.polled) polled({place});
        for (auto const& fan : taken.returning) returning(fan.place, fan.user);
    }

  private:
    template <class Item>
    static std::vector<Item> first(std::vector<Item>& all, std::size_t most) {
        auto const end = all.begin() + static_cast<std::ptrdiff_t>(std::min(most, all.size()));
        std::vector<Item> some(all.begin(), end);
        all.erase(all.begin(), end);
        return some;
    }

    PlaceBits noted_;
    std::vector<std::uint32_t> polled_;
    std::vector<Returning> returning_;
};

}  // namespace onsale::redis
