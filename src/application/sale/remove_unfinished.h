// Removes what is left of dates whose putting on sale ended before the last piece: the node was killed, or the store
// failed. Nobody ever saw them. In small commands, since each removed seat costs a look for reservations of it.
#pragma once

#include <stop_token>

#include "application/clerk/clerk.h"

namespace onsale {

// Seats of one date whose last piece came before that instant, at most limits::removal_batch, or the date itself. Never
// refuses. Outcome: there may be more.
class RemoveUnfinished final : public CommandFor<bool> {
  public:
    explicit RemoveUnfinished(Instant before) : before_(before) {}

    void want(Wanted& wanted) const override;
    void decide(SaleRows& rows, DecisionContext const& at) override;
    std::string_view name() const override { return "remove-unfinished"; }
    bool is_bulk() const override { return true; }

  private:
    Instant const before_;
};

// As many commands as it takes. False: not all of it could be done now. Blocks.
bool remove_unfinished(Clerk& clerk, Instant before, std::stop_token const& stop = {});

// Where no other process uses the store: every unfinished date is of one that is gone.
inline constexpr Instant ever = Instant::max();

}  // namespace onsale
