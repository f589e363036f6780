#include "drill/overload/window.h"

namespace onsale::drill {

void Window::count(load_generator::Answer const& answer) {
    if (answer.late) {
        ++late;
        return;
    }
    auto const took = std::chrono::duration_cast<Moment>(answer.took);
    lag.add(std::chrono::duration_cast<Moment>(answer.lag));
    if (answer.status == 0) {
        ++broken;
    } else if (answer.status >= 200 && answer.status < 300) {
        ++good;
        good_took.add(took);
    } else if (answer.status == 503) {
        ++shed;
        shed_dumb += answer.retry_after_seconds == 0;
        shed_took.add(took);
    } else {
        ++other;
    }
}

void Window::count(load_generator::Counts const& now, load_generator::Counts const& at_start) {
    due += now.due - at_start.due;
    sent += now.sent - at_start.sent;
    no_way += now.no_connection - at_start.no_connection;
    own_fault += now.too_late - at_start.too_late;
    broken += now.refused - at_start.refused;
}

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
