// Steer the line: pause and resume, capacity and rate, the opening time, the message to everybody. What becomes
// different is noted as the operator's actions, in the same unit of work. Never refuses; what is as wanted already
// stays as it is, and is no action.
#pragma once

#include <utility>

#include "application/clerk/command.h"
#include "domain/steering/steering.h"

namespace onsale {

class SteerLine final : public CommandFor<Steering> {
  public:
    // Bounds and texts were checked where they came in (limits.h).
    SteerLine(SteeringChange change, Operator by) : change_(std::move(change)), by_(std::move(by)) {}

    void want(Wanted& wanted) const override { wanted.steering = true; }
    void decide(SaleRows& rows, DecisionContext const& at) override;
    std::string_view name() const override { return "steer-line"; }

  private:
    SteeringChange change_;
    Operator by_;
};

}  // namespace onsale
