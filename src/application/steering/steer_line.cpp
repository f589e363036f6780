#include "application/steering/steer_line.h"

#include "application/steering/note_action.h"

namespace onsale {

void SteerLine::decide(SaleRows& rows, DecisionContext const& at) {
    auto steered = steer(rows.steering(), change_, at.now);
    if (!steered.actions.empty()) rows.put(steered.steering);
    for (auto& what : steered.actions) note_action(rows, at, by_, std::move(what));
    outcome = std::move(steered.steering);
}

}  // namespace onsale
