// Change the sale of a concert date: close it, open it again, or set its terms. A closed date refuses new reservations;
// holds that exist may still be paid, or given back, and no term touches what a fan has already. With several nodes a
// reservation that was being decided meanwhile may still come through on the terms before, a moment later.
// What becomes different is noted as the operator's actions, in the same unit of work; what is as wanted already is
// none. Refuses: unknown_concert_date, unfit_terms.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "application/clerk/command.h"
#include "domain/steering/steering.h"

namespace onsale {

// What is to become of the terms; the inner nullopt: as usual.
struct TermsChange {
    Change<Instant> opens_at{};
    Change<Instant> closes_at{};
    Change<seconds> hold{};
    Change<std::int32_t> most_per_person{};
    Change<std::int32_t> most_takes{};
    Change<bool> no_single_seats{};
    Change<bool> companions_for_all{};
    Change<seconds> cooling{};
};
SaleTerms with(SaleTerms terms, TermsChange const& change);

struct DateChange {
    std::optional<bool> on_sale{};
    TermsChange terms{};
};

class ChangeDate final : public CommandFor<ConcertDate> {
  public:
    ChangeDate(ConcertDateId date, DateChange change, Operator by)
        : date_(date), change_(std::move(change)), by_(std::move(by)) {}

    void want(Wanted& wanted) const override { wanted.dates.push_back(date_); }
    void decide(SaleRows& rows, DecisionContext const& at) override;
    std::string_view name() const override { return "change-date"; }

  private:
    ConcertDateId date_;
    DateChange change_;
    Operator by_;
};

}  // namespace onsale
