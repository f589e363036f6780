#include "application/steering/steer_line.h"

#include "application/steering/note_action.h"

namespace onsale {

void SteerLine::decide(Desk& desk, Circumstances const& at) {
    auto steered = steer(desk.steering(), change_, at.now);
    if (!steered.actions.empty()) desk.put(steered.steering);
    for (auto& what : steered.actions) note_action(desk, at, by_, std::move(what));
    outcome = std::move(steered.steering);
}

}  // namespace onsale
