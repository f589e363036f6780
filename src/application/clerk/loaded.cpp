#include "application/clerk/loaded.h"

#include <algorithm>

namespace onsale {
namespace {

template <class T>
bool share(std::set<T> const& busy, std::vector<T> const& wanted) {
    return !busy.empty() && std::ranges::any_of(wanted, [&](T const& each) { return busy.contains(each); });
}

}  // namespace

bool BusyRows::none() const {
    return keys.empty() && seats.empty() && reservations.empty() && users.empty() && concerts.empty() &&
           dates.empty() && !steering;
}

bool BusyRows::hold_up(Wanted const& wanted) const {
    return share(keys, wanted.keys) || share(seats, wanted.seats) || share(reservations, wanted.reservations) ||
           share(users, wanted.users) || share(concerts, wanted.concerts) || share(dates, wanted.dates) ||
           (steering && wanted.steering);
}

}  // namespace onsale
