// Random: a small seeded generator. One for each fan, made of the drill's seed and the fan's number, so that what a fan
// is and does never depends on the order in which the network lets fans act.
#pragma once

#include <cmath>
#include <cstdint>

namespace onsale::drill {

class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    Random(std::uint64_t seed, std::uint64_t stream) : state_(mix(seed ^ mix(stream + 0x632be59bd9b4e019ULL))) {}

    // splitmix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
    std::uint64_t next() { return mix(state_ += 0x9e3779b97f4a7c15ULL); }

    double share() { return static_cast<double>(next() >> 11) * 0x1p-53; }  // 0 <= share < 1
    bool happens(double probability) { return share() < probability; }
    std::uint32_t below(std::uint32_t bound) {  // bound > 0
        return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32);
    }
    double exponential() { return -std::log1p(-share()); }  // mean 1

  private:
    static std::uint64_t mix(std::uint64_t z) {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }

    std::uint64_t state_;
};

}  // namespace onsale::drill
