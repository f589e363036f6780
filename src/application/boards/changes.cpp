#include "application/boards/changes.h"

#include "application/clerk/desk.h"

namespace onsale {

Changes changes_of(Desk const& desk) {
    Changes changes{.concerts = desk.new_concerts(),
                    .dates = desk.new_dates(),
                    .seats = desk.new_seats(),
                    .users = {},
                    .reservations = {},
                    .steering = {},
                    .charges = {}};
    for (auto const& entry : desk.new_entries()) changes.charges += entry.reason == LedgerReason::charge ? 1 : 0;
    desk.for_each_changed_date([&](ConcertDate const& date) { changes.dates.push_back(date); });
    if (auto const removed = desk.removed_date()) changes.removed_dates.push_back(*removed);
    if (auto const* steering = desk.changed_steering()) changes.steering.push_back(*steering);
    for (auto const& user : desk.new_users()) changes.users.push_back(user.user);
    desk.for_each_changed_user([&](User const& user) { changes.users.push_back(user); });
    desk.for_each_changed_reservation([&](Reservation const& each) { changes.reservations.push_back(each); });
    return changes;
}

}  // namespace onsale
