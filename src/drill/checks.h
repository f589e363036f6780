// The promises that the drill can check from its own history; those to parties are in party_checks.h. Pure: a history
// in, findings out.
//
// Every check errs on the side of the server: what it reports did happen; what it cannot be sure of, it leaves out.
// `onsale audit` sees the rest in the data.
#pragma once

#include <cstdint>
#include <vector>

#include "drill/finding.h"
#include "drill/history.h"

namespace onsale::drill {

// oversold: no seat is acknowledged as paid to two fans.
Finding check_one_owner(std::vector<PaidSeat> const& payments);

// double_held: no seat is acknowledged as held to a second fan while the first one's hold, or ownership, was surely
// alive: the second request was both sent and answered within that time. Not checked where a server does not say how
// long it holds.
Finding check_one_holder(std::vector<Hold> const& holds, std::vector<PaidSeat> const& payments);

// charged_twice: all acknowledgements of the payment of one reservation name one payment and one amount. Not checked
// where payments have no id.
Finding check_paid_once(std::vector<PaidSeat> const& payments);

// points_lost: balance = charged - paid for every fan; what was never answered may count or not.
// Not checked if somebody paid (`payments`) and no balance was ever told.
Finding check_points(std::vector<Wallet> const& wallets, std::size_t payments = 0);

// overtaken: see LineWitness. looked_at: how many fans were let in.
Finding check_order(History const& history);

// overfull: never more fans surely inside at the same moment than the capacity. 0: not known, not checked.
Finding check_capacity(std::vector<Stay> const& stays, std::uint32_t capacity);

// trespassed: nobody acts inside with the token of one who waits.
Finding check_trespassing(std::vector<FanNumber> const& trespassers, std::uint64_t tried);

}  // namespace onsale::drill
