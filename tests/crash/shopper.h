// Shopper: one thread of load. It plays a number of fans at a time, in random steps, until the server goes away.
#pragma once

#include <cstdint>
#include <deque>
#include <random>
#include <string>
#include <vector>

#include "crash/dealings.h"

namespace onsale::tests {

class Shopper {
  public:
    Shopper(std::uint64_t seed, Prices const& prices, Findings& findings, Places& places);

    // Returns when the connection is lost.
    void shop(std::uint16_t port);

    std::deque<FanRecord>& records() { return records_; }

  private:
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
    bool chance(int percent) { return random_() % 100 < static_cast<unsigned>(percent); }
    std::string const& some_seat() { return seats_[below(seats_.size())]; }

    void step(Dealings& dealings);
    void step_outside(Dealings& dealings, FanRecord& record);
    void step_waiting(Dealings& dealings, FanRecord& record);
    void step_inside(Dealings& dealings, FanRecord& record);
    FanRecord* some_active_fan();
    // A seat that this fan holds and has not paid; empty: none.
    static std::string unpaid_seat(FanRecord const& record);

    std::mt19937_64 random_;
    Prices const& prices_;
    std::vector<std::string> seats_;
    Findings& findings_;
    Places& places_;
    std::deque<FanRecord> records_;
};

}  // namespace onsale::tests
