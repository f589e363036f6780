// A hoarder: holds all that the terms allow and pays nothing.
#include <algorithm>

#include "drill/fan.h"
#include "drill/limits.h"

namespace onsale::drill {

// Takes as many as one person may have, one more to see that it is refused, and lets them lapse or gives them back;
// often it wants the same ones again. Ends with the session, when it may take no more, or when all buyers are home.
Awaitable<void> Fan::hoard() {
    auto const told = at_.hall.most_per_person;
    auto const most = std::min<std::size_t>(told == 0 ? limits::hoard_unless_told : told, limits::largest_party);
    std::vector<SeatNumber> last;
    for (std::uint32_t round = 0; round < limits::most_rounds; ++round) {
        if (at_.time_is_up || at_.buyers_left == 0) break;
        Wish wish{.best = {.count = most}};
        if (!last.empty() && traits_.random.happens(0.7)) wish.seats = last;
        co_await think();
        auto const taken = co_await take(wish);
        if (!taken.alive || taken.problem == "too-many-takes") break;
        last = taken.took ? in_hand() : std::vector<SeatNumber>{};
        if (!taken.took) {
            co_await rest(limits::look_pause);
            continue;
        }
        Wish one_more{.best = {.count = 1}};
        co_await take(std::move(one_more));
        if (traits_.random.happens(0.5)) {
            co_await let_lapse();
        } else {
            co_await think();
            co_await give_back();
        }
    }
    if (!basket_.seats.empty()) co_await give_back();
    co_await leave();
}

// The basket stays: a slow server took the seats later than they were asked for, and may hold them still.
Awaitable<void> Fan::let_lapse() {
    auto const lapsed = basket_.surely_until + limits::lapse_margin;
    while (at_.watch.now() < lapsed && !at_.time_is_up && at_.buyers_left > 0) co_await rest(limits::hoarder_nap);
}

}  // namespace onsale::drill
