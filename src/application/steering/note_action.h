// Notes what an operator did, as part of the command that does it: both become durable together, or neither does.
#pragma once

#include <utility>

#include "application/clerk/command.h"

namespace onsale {

inline void note_action(SaleRows& rows, DecisionContext const& at, Operator const& by, Action what) {
    rows.add(OperatorAction{at.ids.make<OperatorActionId>(), at.now, by.name, std::move(what)});
}

}  // namespace onsale
