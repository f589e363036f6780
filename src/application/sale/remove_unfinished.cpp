#include "application/sale/remove_unfinished.h"

#include <algorithm>

#include "application/awaited.h"

namespace onsale {

void RemoveUnfinished::want(Wanted& wanted) const {
    wanted.remove_unfinished_before = std::max(wanted.remove_unfinished_before.value_or(before_), before_);
}

void RemoveUnfinished::decide(SaleRows& rows, DecisionContext const&) { outcome = rows.removed_date().has_value(); }

bool remove_unfinished(Clerk& clerk, Instant before, std::stop_token const& stop) {
    for (bool more = true; more;) {
        RemoveUnfinished command(before);
        if (stop.stop_requested() || submit_and_wait(clerk, command) != Fate::answered) return false;
        more = **command.outcome;
    }
    return true;
}

}  // namespace onsale
