// Register a user, with an empty wallet. Never refuses; the name's length was checked where it came in.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "application/clerk/command.h"

namespace onsale {

class RegisterUser final : public CommandFor<NamedUser> {
  public:
    // `lost`: of a user whom the store has lost (a fail-over that lost commits): made again under that id, by which the
    // line still knows their place. If the store does have that user, nothing changes.
    explicit RegisterUser(std::string user_name, std::optional<UserId> lost = std::nullopt)
        : user_name_(std::move(user_name)), lost_(lost) {}

    void want(Wanted& wanted) const override {
        if (lost_) wanted.users.push_back(*lost_);
    }
    void decide(SaleRows& rows, DecisionContext const& at) override;
    std::string_view name() const override { return "register-user"; }

  private:
    std::string user_name_;
    std::optional<UserId> lost_;
};

}  // namespace onsale
