// Change the prices of seats of a date while it is on sale: of those that are not sold. A hold is paid at the price
// that its seat had when it was taken.
//
// In pieces of limits::seats_of_a_piece seats, each a transaction of its own. A command that fails half way leaves what
// it had done; the same one again finishes it. Each group of seats with another price is one operator action.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "application/clerk/command.h"
#include "domain/steering/operator_action.h"

namespace onsale {

// Seats of the date that are to cost the same.
struct PriceChange {
    ActionDetail group;  // what they are to the operator, e.g. {"section", "A"}
    Points price;
    std::vector<SeatId> seats;
};

// Answers with how many seats have another price. Seats that are not of the date, or not there, stay as they are.
class ChangePrices final : public CommandFor<std::int64_t> {
  public:
    // A seat is in one group at most; where it is in several, the last price stays.
    ChangePrices(ConcertDateId date, std::vector<PriceChange> changes, Operator by);

    void want(Wanted& wanted) const override;
    void decide(SaleRows& rows, DecisionContext const& at) override;
    std::string_view name() const override { return "change-prices"; }
    bool is_bulk() const override { return true; }
    bool goes_on() override;

  private:
    struct InGroup {
        SeatId seat;
        std::size_t group;
    };
    struct Changed {
        std::int64_t seats = 0;
        Points lowest{};  // before
        Points highest{};
    };
    struct Progress {
        std::size_t looked_at = 0;
        std::vector<Changed> groups;
    };

    std::span<InGroup const> piece() const;
    void finish(SaleRows& rows, DecisionContext const& at);

    ConcertDateId const date_;
    std::vector<PriceChange> const changes_;
    Operator const by_;
    std::vector<InGroup> seats_;
    Progress done_;  // by what is committed
    Progress next_;  // by this try
};

}  // namespace onsale
