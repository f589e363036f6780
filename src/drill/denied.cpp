#include "drill/denied.h"

#include <algorithm>
#include <vector>

namespace onsale::drill {

Denied denied_by_hoarders(History const& history, std::size_t seats, Moment took) {
    Denied denied{.refused = history.hoarders_refused};
    std::vector<Moment> of_seat(seats);
    for (auto const& hold : history.holds) {
        if (!hold.hoarded) continue;
        ++denied.holds;
        of_seat[hold.seat] += std::max(Moment{}, std::min(hold.surely_until, took) - hold.acknowledged);
    }
    Moment sum{};
    for (auto const& held : of_seat) {
        sum += held;
        denied.longest = std::max(denied.longest, seconds_of(held));
    }
    denied.seat_seconds = seconds_of(sum);
    auto const all = static_cast<double>(seats) * seconds_of(took);
    denied.share = all > 0 ? denied.seat_seconds / all : 0;
    return denied;
}

}  // namespace onsale::drill
