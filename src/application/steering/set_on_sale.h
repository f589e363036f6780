// Close the sale of a concert date, or open it again. A closed date refuses new reservations; holds that exist may
// still be paid, or given back. With several nodes a reservation that was being decided when the date was closed may
// still come through a moment later. Refuses: unknown_concert_date.
#pragma once

#include <utility>

#include "application/clerk/command.h"

namespace onsale {

class SetOnSale final : public CommandFor<ConcertDate> {
  public:
    SetOnSale(ConcertDateId date, bool on_sale, Operator by) : date_(date), on_sale_(on_sale), by_(std::move(by)) {}

    void want(Wanted& wanted) const override { wanted.dates.push_back(date_); }
    void decide(SaleRows& rows, DecisionContext const& at) override;
    std::string_view name() const override { return "set-on-sale"; }

  private:
    ConcertDateId date_;
    bool on_sale_;
    Operator by_;
};

}  // namespace onsale
