#include "application/clerk/changes.h"

#include "application/clerk/sale_rows.h"

namespace onsale {

Changes changes_of(SaleRows const& rows) {
    auto const& dates = rows.of<part::Dates>();
    Changes changes{.concerts = rows.of<part::Concerts>().made(),
                    .dates = dates.made(),
                    .seats = rows.of<part::NewSeats>().rows(),
                    .changed_seats = {},
                    .users = {},
                    .reserved_seats = rows.of<part::ReservedSeats>().rows(),
                    .steering = rows.of<part::SteeringRow>().rows(),
                    .removed_dates = {}};
    rows.of<part::Seats>().for_each_change([&](auto const& seat) {
        bool const shown_as_before =
            seat.row.price == seat.loaded->price && seat.row.blocked_until == seat.loaded->blocked_until;
        if (!shown_as_before) changes.changed_seats.push_back(seat.row);
    });
    for (auto const& date : dates.changed()) changes.dates.push_back(date);
    for (auto const& user : rows.of<part::NewUsers>().rows()) changes.users.push_back(user.user);
    for (auto const& user : rows.of<part::Users>().rows()) changes.users.push_back(user);
    if (auto const removed = rows.removed_date()) changes.removed_dates.push_back(*removed);
    for (auto const& entry : rows.of<part::Ledger>().rows()) {
        switch (entry.reason) {
            case LedgerReason::charge:
                ++changes.charges;
                break;
            case LedgerReason::payment:
                ++changes.payments;
                break;
        }
    }
    return changes;
}

}  // namespace onsale
