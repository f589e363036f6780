// The promises to fans who take several seats, and about how many one may take. As checks.h: pure, and on the server's
// side wherever there is doubt.
#pragma once

#include <cstdint>
#include <vector>

#include "drill/finding.h"
#include "drill/hall.h"
#include "drill/history.h"

namespace onsale::drill {

// over_limit: nobody surely holds and owns more seats at one moment than one person may have. most: 0: not known, not
// checked.
Finding check_per_person(std::vector<Hold> const& holds, std::vector<PaidSeat> const& payments, std::uint32_t most);

// over_takes: nobody takes more seats in one session than one may. A fan of a drill comes in once. most: as above.
Finding check_takes(std::vector<Hold> const& holds, std::uint32_t most);

// split: a request for several seats takes all of them or none.
Finding check_whole(std::vector<PartyTake> const& takes);

// apart: seats that must be side by side, or are said to be, stand so on the map.
Finding check_side_by_side(std::vector<PartyTake> const& takes, Hall const& hall);

// paid_in_part: a payment pays all seats of the reservation, at their sum.
Finding check_paid_whole(std::vector<PartyPayment> const& payments);

// no_ticket: each paid seat has a ticket of its own, each payment one entry in the ledger with its amount.
Finding check_receipts(std::vector<Receipt> const& receipts);

}  // namespace onsale::drill
