// History: what the drill saw of the sale with its own eyes. Only what the server acknowledged counts, and only the
// drill's own clock: nothing here trusts the server's word for what it must be checked on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/points.h"
#include "drill/line_witness.h"
#include "drill/moment.h"

namespace onsale::drill {

using FanNumber = std::uint32_t;
using SeatNumber = std::uint32_t;  // an index of the Hall

// A reservation that the server acknowledged. It was surely alive from `acknowledged` until `surely_until`: the hold
// term that the server promised, counted from when the request was *sent*, or until the fan gave the seat back.
struct Hold {
    SeatNumber seat = 0;
    FanNumber fan = 0;
    std::string reservation{};
    Moment sent{};
    Moment acknowledged{};
    Moment surely_until{};
};

struct PaidSeat {
    SeatNumber seat = 0;
    FanNumber fan = 0;
    std::string reservation{};
    std::string payment{};
    Points amount{};
    Moment acknowledged{};
};

// A visit inside: from the answer that let the fan in, to the sending of the last request that the server accepted on
// the strength of the session. In between the session was alive without doubt.
struct Stay {
    FanNumber fan = 0;
    Moment from{};
    Moment to{};
};

// A fan's points at the end.
struct Wallet {
    FanNumber fan = 0;
    Points charged{};          // acknowledged
    Points maybe_charged{};    // sent, never answered
    Points paid{};             // acknowledged
    Points maybe_paid{};       // sent, never answered
    std::int64_t balance = 0;  // as the server says
};

struct History {
    std::vector<Hold> holds;
    std::vector<PaidSeat> payments;
    std::vector<Stay> stays;
    std::vector<Wallet> wallets;
    LineWitness line;
    std::vector<FanNumber> trespassers;  // bots that were let at the sale with the token of one who waits
};

}  // namespace onsale::drill
