// Register a user, with an empty wallet. Never refuses; the name's length was checked where it came in.
#pragma once

#include <string>
#include <utility>

#include "application/clerk/command.h"

namespace onsale {

class RegisterUser final : public CommandFor<NamedUser> {
  public:
    explicit RegisterUser(std::string user_name) : user_name_(std::move(user_name)) {}

    void want(Wanted&) const override {}
    void decide(Desk& desk, Circumstances const& at) override;
    std::string_view name() const override { return "register-user"; }

  private:
    std::string user_name_;
};

}  // namespace onsale
