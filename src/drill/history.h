// History: what the drill saw of the sale with its own eyes. Only what the server acknowledged counts, and only the
// drill's own clock: nothing here trusts the server's word for what it must be checked on.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "domain/points.h"
#include "drill/line_witness.h"
#include "drill/moment.h"

namespace onsale::drill {

using FanNumber = std::uint32_t;
using SeatNumber = std::uint32_t;  // an index of the Hall

// A seat whose reservation the server acknowledged. It was surely alive from `acknowledged` until `surely_until`: the
// hold term that the server promised, counted from when the request was *sent*, or until the fan gave the seat back.
struct Hold {
    SeatNumber seat = 0;
    FanNumber fan = 0;
    std::string reservation{};
    Moment sent{};
    Moment acknowledged{};
    Moment surely_until{};
    bool hoarded = false;
};

// One of the seats of a payment.
struct PaidSeat {
    SeatNumber seat = 0;
    FanNumber fan = 0;
    std::string reservation{};
    std::string payment{};
    Points amount{};  // of the whole payment
    Moment acknowledged{};
};

// A request for several seats at once, and what the server said. Lists of seats are sorted.
struct PartyTake {
    FanNumber fan = 0;
    bool refused = false;
    std::size_t asked = 0;            // how many
    std::vector<SeatNumber> named{};  // which; empty: the server chose
    // What the fan has by it: of the answer; or, after a refusal, of the fan's own list.
    std::vector<SeatNumber> got{};
    std::vector<SeatNumber> side_by_side{};  // those that the server was told to give, or says it gave, side by side
    bool sure = true;  // false: an earlier request of the fan's was never answered, and may have taken seats, too
};

// A payment, acknowledged. Lists of seats are sorted.
struct PartyPayment {
    FanNumber fan = 0;
    std::vector<SeatNumber> held{};  // as the fan knows
    std::vector<SeatNumber> paid{};  // as the answer says
    Points price{};                  // of the latter, together
    Points amount{};                 // that was taken
    bool sure = true;                // as of a PartyTake: else more may have been held
};

// What the server says afterwards of a reservation that was paid.
struct Receipt {
    FanNumber fan = 0;
    std::size_t seats = 0;    // paid
    std::size_t tickets = 0;  // different codes
    Points amount{};          // paid
    std::size_t entries = 0;  // of the ledger, for this reservation
    Points taken{};           // by them together
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
    std::vector<PaidSeat> payments;  // seat by seat
    std::vector<PartyTake> party_takes;
    std::vector<PartyPayment> party_payments;
    std::vector<Receipt> receipts;
    std::vector<Stay> stays;
    std::vector<Wallet> wallets;
    LineWitness line;
    std::map<std::string, std::uint64_t, std::less<>> hoarders_refused;  // how often, by the problem's type
    // The least that the server named, refusing too-many-takes; 0: it never did.
    std::uint32_t most_takes_told = 0;
    std::vector<FanNumber> trespassers;  // bots that were let at the sale with the token of one who waits
};

}  // namespace onsale::drill
