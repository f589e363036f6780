#include "application/steering/steer_line.h"

#include "application/steering/note_action.h"

namespace onsale {

void SteerLine::decide(Desk& desk, Circumstances const& at) {
    auto steered = steer(desk.steering(), change_, at.now);
    if (!steered.deeds.empty()) desk.put(steered.steering);
    for (auto& deed : steered.deeds) note_action(desk, at, by_, std::move(deed));
    outcome = std::move(steered.steering);
}

}  // namespace onsale
