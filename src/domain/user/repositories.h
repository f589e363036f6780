// The user domain's repositories; the same rules as in domain/concert/repositories.h.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "domain/user/point_history.h"
#include "domain/user/user.h"

namespace onsale {

class UserRepository {
  public:
    virtual ~UserRepository() = default;
    virtual std::vector<User> lock(std::span<UserId const> ids) = 0;
    virtual void add(std::span<NamedUser const> users) = 0;
    virtual void save_balance(std::span<User const> users) = 0;
};

class PointHistoryRepository {
  public:
    virtual ~PointHistoryRepository() = default;
    virtual void add(std::span<LedgerEntry const> entries) = 0;
    // Newest first; `before`: only entries older than this one.
    virtual std::vector<LedgerEntry> page(UserId user, std::optional<LedgerEntryId> before, std::size_t most) = 0;
};

}  // namespace onsale
