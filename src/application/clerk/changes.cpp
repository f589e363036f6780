#include "application/clerk/changes.h"

#include <algorithm>
#include <iterator>

#include "application/clerk/sale_rows.h"

namespace onsale {

std::vector<ReservedSeat> payments_of(Changes const& changes) {
    std::vector<ReservedSeat> paid;
    std::ranges::copy_if(changes.reserved_seats, std::back_inserter(paid),
                         [](auto const& each) { return each.state == ReservationState::paid; });
    std::ranges::sort(paid, {}, &ReservedSeat::payment);
    auto const rest = std::ranges::unique(paid, {}, &ReservedSeat::payment);
    paid.erase(rest.begin(), rest.end());
    return paid;
}

Changes changes_of(SaleRows const& rows) {
    auto const& dates = rows.of<part::Dates>();
    Changes changes{.concerts = rows.of<part::Concerts>().made(),
                    .dates = dates.made(),
                    .seats = rows.of<part::NewSeats>().rows(),
                    .users = {},
                    .reserved_seats = rows.of<part::ReservedSeats>().rows(),
                    .steering = rows.of<part::SteeringRow>().rows(),
                    .charges = {}};
    for (auto const& date : dates.changed()) changes.dates.push_back(date);
    for (auto const& user : rows.of<part::NewUsers>().rows()) changes.users.push_back(user.user);
    for (auto const& user : rows.of<part::Users>().rows()) changes.users.push_back(user);
    if (auto const removed = rows.removed_date()) changes.removed_dates.push_back(*removed);
    for (auto const& entry : rows.of<part::Ledger>().rows()) {
        changes.charges += entry.reason == LedgerReason::charge ? 1 : 0;
    }
    return changes;
}

}  // namespace onsale
