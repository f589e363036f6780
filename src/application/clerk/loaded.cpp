#include "application/clerk/loaded.h"

#include <algorithm>
#include <tuple>

namespace onsale {
namespace {

template <class T>
bool share(std::set<T> const& busy, std::vector<T> const& wanted) {
    return !busy.empty() && std::ranges::any_of(wanted, [&](T const& each) { return busy.contains(each); });
}

template <class T>
void sort_unique(std::vector<T>& values) {
    std::ranges::sort(values);
    auto const rest = std::ranges::unique(values);
    values.erase(rest.begin(), rest.end());
}

RowIds<std::set> const& rows(BusyRows const& busy) { return busy; }
RowIds<std::vector> const& rows(Wanted const& wanted) { return wanted; }

}  // namespace

void Wanted::sort() {
    std::apply([](auto&... lists) { (sort_unique(lists), ...); }, lists_of(static_cast<RowIds<std::vector>&>(*this)));
    sort_unique(date_slots);
    sort_unique(seat_numbers);
    sort_unique(blocks);
    sort_unique(seat_counts);
    std::ranges::stable_sort(counted_fans, {}, &FanInSession::user);
    auto const again = std::ranges::unique(counted_fans);
    counted_fans.erase(again.begin(), again.end());
    sort_unique(moments);
}

bool BusyRows::none() const {
    return !steering && std::apply([](auto const&... busy) { return (busy.empty() && ...); }, lists_of(rows(*this)));
}

bool BusyRows::hold_up(Wanted const& wanted) const {
    auto const shares = [&](auto const&... busy) {
        return std::apply([&](auto const&... asked) { return (share(busy, asked) || ...); }, lists_of(rows(wanted)));
    };
    return (steering && wanted.steering) || std::apply(shares, lists_of(rows(*this)));
}

}  // namespace onsale
