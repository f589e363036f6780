// Shopper: one thread of load. It plays a number of fans at a time, in random steps.
#pragma once

#include <cstdint>
#include <deque>
#include <random>
#include <stop_token>
#include <string>
#include <vector>

#include "crash/recorded_calls.h"

namespace onsale::tests {

class Shopper {
  public:
    Shopper(std::uint64_t seed, Prices const& prices, Findings& findings, Places& places);

    // Returns when the connection is lost.
    void shop(std::uint16_t port);
    // Goes on when a node, or what it leans on, is lost: asks again for what was not answered. Returns when it is told
    // to stop.
    void shop(std::vector<std::uint16_t> const& nodes, std::stop_token const& stop);

    std::deque<FanRecord>& records() { return records_; }

  private:
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
    bool chance(int percent) { return random_() % 100 < static_cast<unsigned>(percent); }
    std::string const& some_seat() { return seats_[below(seats_.size())]; }

    void step(RecordedCalls& calls);
    void step_outside(RecordedCalls& calls, FanRecord& record);
    void step_waiting(RecordedCalls& calls, FanRecord& record);
    void step_inside(RecordedCalls& calls, FanRecord& record);
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
