// Denied: how long hoarders kept seats from those who would have paid. Pure: a history in, figures out.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "drill/history.h"

namespace onsale::drill {

struct Denied {
    std::uint64_t holds = 0;  // seats taken by hoarders
    double seat_seconds = 0;  // that they were surely held
    double share = 0;         // of all seats, for as long as the drill took: 0 to 1
    double longest = 0;       // seconds, of one seat, all hoarders and holds together
    std::map<std::string, std::uint64_t, std::less<>> refused{};  // requests of hoarders, by the problem's type
};

// `seats`: of the hall. `took`: the whole drill; what is held after it does not count.
Denied denied_by_hoarders(History const& history, std::size_t seats, Moment took);

}  // namespace onsale::drill
