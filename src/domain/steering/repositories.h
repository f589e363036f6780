// The repositories of steering; the same rules as in domain/concert/repositories.h.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "domain/steering/operator_action.h"
#include "domain/steering/steering.h"

namespace onsale {

class SteeringRepository {
  public:
    virtual ~SteeringRepository() = default;
    // Every line has one: at first, one that leaves everything to the settings.
    virtual Steering lock(LineId const& line) = 0;
    virtual void save(Steering const& steering) = 0;
};

class OperatorActionRepository {
  public:
    virtual ~OperatorActionRepository() = default;
    virtual void add(std::span<OperatorAction const> actions) = 0;
    // Newest first; `before`: only actions older than this one.
    virtual std::vector<OperatorAction> page(std::optional<OperatorActionId> before, std::size_t most) = 0;
};

}  // namespace onsale
