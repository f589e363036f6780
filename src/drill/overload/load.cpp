#include "drill/overload/load.h"

namespace onsale::drill {

void Window::add(Window const& other_window) {
    due += other_window.due;
    sent += other_window.sent;
    no_way += other_window.no_way;
    own_fault += other_window.own_fault;
    good += other_window.good;
    shed += other_window.shed;
    shed_dumb += other_window.shed_dumb;
    other += other_window.other;
    broken += other_window.broken;
    late += other_window.late;
    good_took.add(other_window.good_took);
    shed_took.add(other_window.shed_took);
    lag.add(other_window.lag);
}

Window sum_of(std::span<Window const> windows) {
    Window sum;
    for (auto const& window : windows) sum.add(window);
    return sum;
}

}  // namespace onsale::drill
