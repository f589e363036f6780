#include "application/clerk/keyed_answer.h"

#include "application/clerk/command.h"
#include "domain/limits.h"

namespace onsale {

void decide_under_key(Command& command, SaleRows& rows, DecisionContext const& at) {
    auto& keyed = *command.keyed;
    keyed.given.reset();  // of an earlier try
    keyed.again = false;
    auto const* earlier = rows.answer(keyed.use.key);
    // By the clock, so that an answer's time does not depend on when the sweeper comes by.
    if (earlier != nullptr && at.now - earlier->at < limits::answers_kept) {
        if (earlier->use.fingerprint != keyed.use.fingerprint) return command.turn_down({Reason::key_reused});
        keyed.given = *earlier;
        keyed.again = true;
        return;
    }
    command.decide(rows, at);
    if (!command.decided()) return;
    auto rendered = keyed.render();
    keyed.given =
        RememberedAnswer{.use = keyed.use, .status = rendered.status, .body = std::move(rendered.body), .at = at.now};
    if (rendered.remembered) rows.remember(*keyed.given);
}

}  // namespace onsale
