// After a restart: is everything there that was ever answered?
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "crash/recorded_calls.h"

namespace onsale::tests {

enum class CheckOf : std::uint8_t {
    touched_fans,  // those with calls since they were last checked
    all_fans,
};

class ReopeningCheck {
  public:
    // `dates`: ids. `observer` is inside, buys nothing, and sees the seats.
    ReopeningCheck(std::uint16_t port, Prices const& prices, std::vector<std::string> const& dates, FanRecord& observer,
                   Findings& findings, Places& places);

    // Asks for every place first: waiting fans must show themselves soon after a restart. Then settles what was lost,
    // and compares. Throws ConnectionLost when the server is gone.
    void run(std::vector<std::deque<FanRecord>*> const& shoppers, CheckOf which, std::size_t capacity);

  private:
    void check_line(std::vector<FanRecord*> const& all);
    void settle(FanRecord& record);
    void check_money(FanRecord& record);
    void check_fan(FanRecord& record);
    void check_seats(std::vector<FanRecord*> const& all);
    unsigned dates_status(std::string const& token);

    ApiClient api_;
    RecordedCalls calls_;
    Prices const& prices_;
    std::vector<std::string> const& dates_;
    FanRecord& observer_;
    Findings& findings_;
    Places const& places_;
};

}  // namespace onsale::tests
